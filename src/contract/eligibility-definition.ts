/**
 * `GET {base}/eligibility/{id}`: the rules of who may get a second opinion, as data. No code, no eval.
 */
import * as z from 'zod/mini';
import { FullDate, HttpUrl, line, LocalisedText } from './primitives.js';

const Id = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));

export const EligibilityOption = z.object({
  id: Id,
  label: LocalisedText,
  help: z.optional(LocalisedText),
});

const questionBase = {
  id: Id,
  label: LocalisedText,
  help: z.optional(LocalisedText),
  /** Whether "I'm not sure" is offered. An unsure answer counts as unknown, never as no. */
  unsure: z.optional(z.boolean()),
  /** Asked only while this holds or may still come to hold. */
  visible: z.optional(z.lazy((): typeof Condition => Condition)),
};

export const EligibilityQuestion = z.discriminatedUnion('kind', [
  z.object({ ...questionBase, kind: z.literal('boolean') }),
  z.object({
    ...questionBase,
    kind: z.literal('single-choice'),
    options: z.array(EligibilityOption).check(z.minLength(2)),
  }),
  /** An empty selection means "none of these". */
  z.object({
    ...questionBase,
    kind: z.literal('multiple-choice'),
    options: z.array(EligibilityOption).check(z.minLength(1)),
    /** Label of the choice that stands for an empty selection. */
    noneLabel: LocalisedText,
  }),
  z.object({
    ...questionBase,
    kind: z.literal('integer'),
    min: z.int(),
    max: z.int(),
    unit: z.optional(LocalisedText),
  }),
]);

/** A condition over the answers; a question without an answer, or an unsure one, makes it unknown (Kleene's logic). */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { question: string; equals: boolean | string | number }
  | { question: string; includes: string }
  | { question: string; anySelected: boolean }
  | { question: string; atLeast: number }
  | { question: string; atMost: number };

export const Condition: z.ZodMiniType<Condition> = z.union([
  z.strictObject({ all: z.array(z.lazy((): z.ZodMiniType<Condition> => Condition)) }),
  z.strictObject({ any: z.array(z.lazy((): z.ZodMiniType<Condition> => Condition)) }),
  z.strictObject({ not: z.lazy((): z.ZodMiniType<Condition> => Condition) }),
  z.strictObject({ question: Id, equals: z.union([z.boolean(), z.string(), z.number()]) }),
  z.strictObject({ question: Id, includes: z.string() }),
  z.strictObject({ question: Id, anySelected: z.boolean() }),
  z.strictObject({ question: Id, atLeast: z.number() }),
  z.strictObject({ question: Id, atMost: z.number() }),
]);

export const OutcomeKind = z.enum(['eligible', 'not-eligible', 'needs-review', 'seek-care-now']);

export const EligibilityOutcome = z.object({
  id: Id,
  kind: OutcomeKind,
  title: LocalisedText,
  text: LocalisedText,
  nextSteps: z.optional(z.array(LocalisedText)),
  links: z.optional(z.array(z.object({ label: LocalisedText, url: HttpUrl }))),
});

/** Rules are tried in order; the first whose condition holds gives the outcome. */
export const EligibilityRule = z.object({
  id: Id,
  outcome: Id,
  when: Condition,
  /** Why, in the author's words, shown beside the outcome. */
  reason: LocalisedText,
});

export const EligibilityDefinition = z.object({
  format: z.literal('eligibility/1'),
  id: Id,
  version: line(32),
  title: LocalisedText,
  intro: z.optional(LocalisedText),
  /** The definition is to be looked at again by this date. */
  reviewBy: z.optional(FullDate),
  questions: z.array(EligibilityQuestion).check(z.minLength(1)),
  outcomes: z.array(EligibilityOutcome).check(z.minLength(1)),
  rules: z.array(EligibilityRule).check(z.minLength(1)),
  /** The outcome when no rule holds, or when what is unsure keeps a rule from being decided. */
  fallback: z.object({ outcome: Id, reason: LocalisedText }),
});

/** One answer. `unsure` is an answer too: "I'm not sure". */
export const EligibilityAnswer = z.union([
  z.boolean(),
  z.string().check(z.maxLength(64)),
  z.array(z.string().check(z.maxLength(64))).check(z.maxLength(100)),
  z.int(),
  z.strictObject({ unsure: z.literal(true) }),
]);

export const EligibilityAnswers = z.record(Id, EligibilityAnswer);

export type EligibilityDefinition = z.infer<typeof EligibilityDefinition>;
export type EligibilityQuestion = z.infer<typeof EligibilityQuestion>;
export type EligibilityOption = z.infer<typeof EligibilityOption>;
export type EligibilityOutcome = z.infer<typeof EligibilityOutcome>;
export type EligibilityRule = z.infer<typeof EligibilityRule>;
export type EligibilityAnswer = z.infer<typeof EligibilityAnswer>;
export type EligibilityAnswers = z.infer<typeof EligibilityAnswers>;
export type OutcomeKind = z.infer<typeof OutcomeKind>;
