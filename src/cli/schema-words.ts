/** What a schema wants, in words. */
import * as z from 'zod/mini';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import {
  Condition,
  EligibilityId,
  EligibilityImage,
  EligibilityOption,
  FullDate,
  HttpUrl,
  LanguageTag,
  LocalisedText,
  Sha256,
} from '../contract/index.js';
import { listed } from '../eligibility/words.js';

/** Schemas that people know by what they are for. */
const KNOWN = new Map<unknown, string>([
  [EligibilityId, 'an id: lower-case letters, digits and "-", a letter first, at most 64 characters'],
  [LocalisedText, 'texts by language, such as { "en": "…", "es": "…" }'],
  [FullDate, 'a date such as "2026-11-25"'],
  [HttpUrl, 'an address that begins with https:// or http://'],
  [LanguageTag, 'a language tag such as "en" or "es-MX"'],
  [Sha256, '64 hexadecimal digits in lower case; --hash prints them'],
  [Condition, 'a condition, such as { "question": "a", "equals": true }'],
  [EligibilityOption, 'an option, such as { "id": "a", "label": { "en": "…" } }'],
  [EligibilityImage, 'an object with "url" and "alt"'],
]);

/** A schema with its definition's type told apart. */
export const known = (schema: $ZodType) => schema as $ZodTypes;

/** The schema without "may be left out" and "is made when needed". */
export function unwrapped(schema: $ZodType): $ZodTypes {
  const { def } = known(schema)._zod;
  if (KNOWN.has(schema)) return known(schema);
  if (def.type === 'optional') return unwrapped(def.innerType);
  return def.type === 'lazy' ? unwrapped(def.getter()) : known(schema);
}

export function isOptional(schema: $ZodType): boolean {
  return known(schema)._zod.def.type === 'optional';
}

/** What a value should be: "a whole number", "true or false". */
export function wanted(schema: $ZodType): string {
  const bare = unwrapped(schema);
  const name = KNOWN.get(bare);
  if (name) return name;
  const { def } = bare._zod;
  switch (def.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'format' in def && def.format !== undefined ? 'a whole number' : 'a number';
    case 'boolean':
      return 'true or false';
    case 'literal':
      return listed(
        def.values.map((value) => JSON.stringify(value)),
        'or',
      );
    case 'enum':
      return listed(
        Object.values(def.entries).map((value) => JSON.stringify(value)),
        'or',
      );
    case 'array':
      return 'a list: [ … ]';
    case 'union':
      return listed([...new Set(def.options.map(wanted))], 'or');
    default:
      return 'an object: { … }';
  }
}

/** A value as it is shown in a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** What is wrong with a value of the right sort; undefined when it is of another sort, or nothing is wrong. */
export function limitBroken(schema: $ZodType, value: unknown): string | undefined {
  const issue = z.safeParse(schema, value).error?.issues.find(({ path }) => path.length === 0);
  switch (issue?.code) {
    case 'too_small':
      return issue.origin === 'string'
        ? 'is empty'
        : issue.origin === 'array'
          ? 'is an empty list, and needs at least one'
          : `is below the least, ${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${String(issue.maximum)} characters`
        : `is above the most, ${String(issue.maximum)}`;
    case 'custom':
      return issue.message;
    default:
      return undefined;
  }
}
