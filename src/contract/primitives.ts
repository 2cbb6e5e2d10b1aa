/**
 * The small types that every resource of the contract is made of.
 */
import * as z from 'zod/mini';

/** UUID (RFC 9562), lower case. */
export const Uuid = z.uuid();

/** Date and time with offset (RFC 3339). */
export const DateTime = z.iso.datetime({ offset: true });

/** Calendar date, `YYYY-MM-DD` (RFC 3339 full-date). */
export const FullDate = z.iso.date();

/** SHA-256 of the uncompressed bytes, 64 lower-case hexadecimal digits (FIPS 180-4). */
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** A size or offset in bytes. */
export const Bytes = z.int().check(z.nonnegative());

/** BCP 47 language tag, such as `en` or `es-MX`. */
export const LanguageTag = z.string().check(z.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/), z.maxLength(35));

/** One or more lines of text typed by a person. */
export const line = (maxLength: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLength));

/** The same text in several languages, by BCP 47 tag; `en` is always there. */
export const LocalisedText = z
  .record(LanguageTag, z.string())
  .check(z.refine((texts) => typeof texts['en'] === 'string', { error: 'needs a text for "en"' }));

/** What a backend says in its own words of a code that pages may not know. */
export const OwnWords = z.optional(z.nullable(z.string()));

/**
 * A code out of a list that later versions may lengthen: one that is not known here reads as `other`. In `openapi.json` the
 * list stands as `x-extensible-enum`.
 */
export function openEnum<const Known extends string, const Other extends string>(
  known: readonly Known[],
  other: Other,
): z.ZodMiniType<Known | Other, string> & { known: readonly Known[] } {
  const read = z.overwrite<string>((code) => ((known as readonly string[]).includes(code) ? code : other));
  return Object.assign(z.string().check(read) as unknown as z.ZodMiniType<Known | Other, string>, { known });
}

/** An absolute http(s) URL. */
export const HttpUrl = z.url({ protocol: /^https?$/ });

export type LocalisedText = z.infer<typeof LocalisedText>;
