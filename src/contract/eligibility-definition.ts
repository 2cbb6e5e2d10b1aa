/**
 * `GET {base}/eligibility/{id}`: who may get a second opinion, as data. The format `eligibility/1`; docs/eligibility.md shows
 * it by examples, and `second-opinion-intake check` proves a definition before a patient sees it.
 */
import * as z from 'zod/mini';
import { Claim, Condition } from './eligibility-condition.js';
import { EligibilityId as Id, OutcomeKind } from './eligibility-names.js';
import { FullDate, HttpUrl, LanguageTag, line, LocalisedText, Sha256 } from './primitives.js';

export const EligibilityImage = z.object({
  url: HttpUrl,
  /** What the picture shows, for those who do not see it. */
  alt: LocalisedText,
});

export const EligibilityOption = z.object({
  id: Id,
  label: LocalisedText,
  help: z.optional(LocalisedText),
  image: z.optional(EligibilityImage),
  /** What choosing it adds to a `score` condition; 0 when left out. */
  score: z.optional(z.int()),
});

const options = z.array(EligibilityOption).check(z.minLength(1));

/** What is shown while its condition holds, or while an unsure answer leaves that open. */
const shown = {
  id: Id,
  label: LocalisedText,
  help: z.optional(LocalisedText),
  image: z.optional(EligibilityImage),
  /** Id of the group it stands in; the questions of a group stand together. */
  group: z.optional(Id),
  /** May only look at earlier questions. */
  visible: z.optional(Condition),
};

const asked = {
  ...shown,
  /** Whether "I'm not sure" is offered. It counts as unknown, never as no. */
  unsure: z.optional(z.boolean()),
  /** False: the person may go on without an answer. True when left out. */
  required: z.optional(z.boolean()),
  /** Asked for the record: whenever it is visible, even where it can no longer change the outcome. */
  record: z.optional(z.boolean()),
};

const day = z.union([FullDate, z.literal('today')]);

export const EligibilityQuestion = z.discriminatedUnion('kind', [
  z.object({ ...asked, kind: z.literal('boolean') }),
  z.object({
    ...asked,
    kind: z.literal('single-choice'),
    options,
    /** Offers an answer in the person's own words, `{ other: "..." }`. */
    other: z.optional(z.boolean()),
  }),
  /** An empty selection means "none of these". */
  z.object({
    ...asked,
    kind: z.literal('multiple-choice'),
    options,
    other: z.optional(z.boolean()),
    /** Label of the choice that stands for an empty selection. */
    noneLabel: LocalisedText,
  }),
  z.object({
    ...asked,
    kind: z.literal('integer'),
    min: z.int(),
    max: z.int(),
    unit: z.optional(LocalisedText),
  }),
  z.object({
    ...asked,
    kind: z.literal('decimal'),
    min: z.number(),
    max: z.number(),
    /** How many digits an answer may have after the point; the comparisons' constants too. */
    decimals: z.int().check(z.minimum(1), z.maximum(6)),
    unit: z.optional(LocalisedText),
  }),
  /** A calendar date. What leaves the page is its age, never the date: see EligibilityAnswer. */
  z.object({
    ...asked,
    kind: z.literal('date'),
    /** Inclusive. 1900-01-01 when left out. */
    min: z.optional(day),
    /** Inclusive. 2199-12-31 when left out. */
    max: z.optional(day),
  }),
  /** The person's own words. For the record; a condition can only ask whether it is answered, or equals a text. */
  z.object({
    ...asked,
    kind: z.literal('text'),
    multiline: z.optional(z.boolean()),
    /** In UTF-16 code units, at most 2,000; 200 when left out. */
    maxLength: z.optional(z.int().check(z.minimum(1), z.maximum(2000))),
  }),
  /** Text without an answer: `label` as its heading, `help` as its text. */
  z.object({ ...shown, kind: z.literal('note') }),
]);

export const EligibilityGroup = z.object({
  id: Id,
  title: LocalisedText,
  help: z.optional(LocalisedText),
  /** `any`: its questions may be asked in the order that needs the fewest. `listed` when left out. */
  order: z.optional(z.enum(['listed', 'any'])),
});

export const EligibilityOutcome = z.object({
  id: Id,
  kind: OutcomeKind,
  title: LocalisedText,
  text: LocalisedText,
  nextSteps: z.optional(z.array(LocalisedText)),
  links: z.optional(z.array(z.object({ label: LocalisedText, url: HttpUrl }))),
  /** False: the person is not told which single answer would have led elsewhere. */
  counterfactuals: z.optional(z.boolean()),
});

/** The rule with the highest priority whose condition holds gives the outcome; among equals, the one listed first. */
export const EligibilityRule = z.object({
  id: Id,
  outcome: Id,
  when: Condition,
  /** Higher goes first; 0 when left out. Rules of one priority must not disagree: the checker proves that they do not. */
  priority: z.optional(z.int()),
  /** Why, in the author's words, shown beside the outcome. */
  reason: LocalisedText,
});

const resort = z.object({ outcome: Id, reason: LocalisedText });

/** A promise of the author's that the checker proves, or answers with a counterexample. */
export const EligibilityAssertion = z.object({
  id: Id,
  /** What it promises, for those who sign off. */
  text: z.optional(line(500)),
  /** There is no way to answer in which this is true. */
  never: z.optional(Claim),
  /** This is true however one answers. */
  always: z.optional(Claim),
  /** Only where this is true is the promise kept. */
  when: z.optional(Claim),
});

/** Who has approved the content, and its hash then ({@link definitionHash}, which leaves this record out). */
export const SignOff = z.object({ by: line(200), role: z.optional(line(200)), on: FullDate, hash: Sha256 });

export const EligibilityDefinition = z.object({
  $schema: z.optional(z.string()),
  format: z.literal('eligibility/1'),
  id: Id,
  version: line(32),
  title: LocalisedText,
  intro: z.optional(LocalisedText),
  /** Languages in which every text must be there. Left out: every language that some text has. */
  languages: z.optional(z.array(LanguageTag).check(z.minLength(1))),
  /** The definition is to be looked at again by this date. */
  reviewBy: z.optional(FullDate),
  groups: z.optional(z.array(EligibilityGroup)),
  questions: z.array(EligibilityQuestion).check(z.minLength(1)),
  outcomes: z.array(EligibilityOutcome).check(z.minLength(1)),
  rules: z.array(EligibilityRule).check(z.minLength(1)),
  /** The outcome when no rule holds. Left out, the checker proves that some rule always does. */
  fallback: z.optional(resort),
  /** The outcome when an unsure answer leaves open which rule holds, and the outcome hangs on it. The fallback's when left out. */
  whenUnsure: z.optional(resort),
  assertions: z.optional(z.array(EligibilityAssertion)),
  signOff: z.optional(SignOff),
});

export type EligibilityDefinition = z.infer<typeof EligibilityDefinition>;
export type EligibilityQuestion = z.infer<typeof EligibilityQuestion>;
export type EligibilityOption = z.infer<typeof EligibilityOption>;
export type EligibilityGroup = z.infer<typeof EligibilityGroup>;
export type EligibilityOutcome = z.infer<typeof EligibilityOutcome>;
export type EligibilityRule = z.infer<typeof EligibilityRule>;
export type EligibilityAssertion = z.infer<typeof EligibilityAssertion>;
export type EligibilityImage = z.infer<typeof EligibilityImage>;
