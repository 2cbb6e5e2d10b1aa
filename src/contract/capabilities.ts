/**
 * `GET {base}/capabilities`: what this backend offers, asked before anything else.
 */
import * as z from 'zod/mini';
import { Bytes, DateTime, LanguageTag, line, LocalisedText, Sha256 } from './primitives.js';
import { RecordsWay } from './record-names.js';

/** The contract version that this package speaks. A backend of another major version is refused with a message. */
export const CONTRACT_VERSION = '1.5';

/** The names of the upload protocols that a plan may ask for. */
export const UploadProtocolName = z.enum(['tus', 's3-multipart', 'stow-rs']);

/** How a person may prove who they are. See `docs/architecture.md`, Sessions. */
export const SignInWay = z.enum(['device', 'host-token', 'cookie']);

/** A consent text as offered now. The hash is taken over the UTF-8 bytes of `text` in the locale given. */
export const ConsentText = z.object({
  id: line(64),
  version: line(32),
  locale: LanguageTag,
  title: line(200),
  /** Plain text; blank lines separate paragraphs. */
  text: z.string().check(z.minLength(1), z.maxLength(20_000)),
  sha256: Sha256,
});

export const Limits = z.object({
  /** Largest single file, in bytes. */
  maxFileBytes: Bytes,
  /** Largest total of one case, in bytes. */
  maxCaseBytes: Bytes,
  maxDocumentsPerCase: z.int().check(z.positive()),
  /** Most upload connections that one person may open at once. */
  maxConnections: z.int().check(z.gte(1), z.lte(16)),
});

/** Options of the Basic Application Level Confidentiality Profile (PS3.15 section E.3). */
export const DeidentifyOption = z.enum(['retain-full-dates', 'retain-uids', 'clean-descriptors']);

/** How imaging and other records are taken, besides files as they are. */
export const ImagingOffer = z.object({
  /** Set when DICOM files must be de-identified before they are sent: Basic Profile, with these options. */
  deidentify: z.nullable(z.object({ options: z.array(DeidentifyOption) })),
  /** For people who cannot upload; see {@link RecordsWay}. */
  alternatives: z.array(RecordsWay),
  /** Where post goes, line by line. */
  postalAddress: z.optional(line(500)),
  /** What the patient signs; blank lines separate paragraphs. The page adds names, dates and the signature's line. */
  releaseForm: z.optional(z.object({ title: LocalisedText, text: LocalisedText })),
});

export const Capabilities = z.object({
  contractVersion: z.string().check(z.regex(/^\d+\.\d+$/)),
  /** Shown to the patient as the one who receives the data. */
  organisation: z.object({
    name: line(200),
    phone: z.optional(line(40)),
    email: z.optional(line(254)),
    /** Local emergency number, such as `911` or `112`. */
    emergencyNumber: z.optional(line(20)),
  }),
  locales: z.array(LanguageTag).check(z.minLength(1)),
  upload: z.object({
    protocols: z.array(UploadProtocolName).check(z.minLength(1)),
    /** True when the backend takes {@link BundleDeclaration}s. */
    bundles: z.boolean(),
    /** Files larger than so many bytes may come in pieces of exactly that size, see `piece.ts`. Since 1.3. */
    pieces: z.optional(z.object({ bytes: Bytes })),
  }),
  limits: Limits,
  signIn: z.array(SignInWay).check(z.minLength(1)),
  /** Current consent texts, one a locale and id. Every id must be agreed to before documents are taken. */
  consentTexts: z.array(ConsentText),
  eligibility: z.object({ defaultDefinitionId: line(64) }),
  /** Business days from complete records to the report: a range, never a promise. */
  turnaround: z.object({
    minBusinessDays: z.int().check(z.gte(0)),
    maxBusinessDays: z.int().check(z.gte(0)),
    /** How long single phases usually take, in business days of this organisation. Since 1.5. */
    phases: z.optional(
      z.array(
        z.object({
          phase: z.string(),
          minBusinessDays: z.int(),
          maxBusinessDays: z.int(),
        }),
      ),
    ),
  }),
  /** What a second opinion costs, in the clinic's own words. */
  cost: z.optional(LocalisedText),
  /** Since 1.1. */
  imaging: z.optional(ImagingOffer),
  /** The patient may withdraw a case here; left out, only by the organisation. Since 1.4. */
  withdrawal: z.optional(z.boolean()),
  /** A person may open a case from another device by its reference and a code that is sent by e-mail. Since 1.5. */
  signInCode: z.optional(z.boolean()),
  serverTime: DateTime,
});

export type Capabilities = z.infer<typeof Capabilities>;
export type ConsentText = z.infer<typeof ConsentText>;
export type DeidentifyOption = z.infer<typeof DeidentifyOption>;
export type ImagingOffer = z.infer<typeof ImagingOffer>;
export type Limits = z.infer<typeof Limits>;
export type SignInWay = z.infer<typeof SignInWay>;
export type UploadProtocolName = z.infer<typeof UploadProtocolName>;
