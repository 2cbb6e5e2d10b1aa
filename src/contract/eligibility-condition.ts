/**
 * Conditions over the answers of a definition, and the assertions that the checker proves. Data only: no code, no eval.
 * They are decided in Kleene's three-valued logic: "I'm not sure" makes a comparison unknown; a question that is hidden or
 * was left unanswered has no answer, and every comparison with it is false.
 */
import * as z from 'zod/mini';
import { EligibilityId, OutcomeKind } from './eligibility-names.js';

/** What a bound may be: a number, or `YYYY-MM-DD` for a date question. */
export type Bound = number | string;

/** Bounds, both inclusive; at least one of the two. */
export interface Bounds {
  atLeast?: number | undefined;
  atMost?: number | undefined;
}

/** A comparison of one question's answer. Exactly one of these shapes; which ones fit depends on the question's kind. */
export type Comparison = { question: string } & (
  | { equals: boolean | string | number }
  /** The answer is one of these. */
  | { in: (string | number)[] }
  /** A multiple choice has this option selected. */
  | { includes: string }
  /** How many options (of these, else of all) are selected in a multiple choice. */
  | { selected: Bounds; of?: string[] | undefined }
  /** Numbers, or full dates for a date question. */
  | { atLeast?: Bound | undefined; atMost?: Bound | undefined }
  /** Whole years, months or days from the date answered to the day of the evaluation; negative for a date to come. */
  | { age: Bounds & { unit?: 'years' | 'months' | 'days' | undefined } }
  /** Whether there is an answer at all; "I'm not sure" is one. Never unknown. */
  | { answered: boolean }
  /** Whether the answer is "I'm not sure". Never unknown. */
  | { unsure: boolean }
);

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  /** How many of the conditions hold. */
  | ({ count: Condition[] } & Bounds)
  /** Sum of the scores of the options chosen in these questions. */
  | ({ score: string[] } & Bounds)
  | Comparison;

/** A condition that may also speak of the outcome. */
export type Claim =
  | { all: Claim[] }
  | { any: Claim[] }
  | { not: Claim }
  | { outcome: string }
  | { outcomeKind: OutcomeKind }
  | Condition;

const bounds = { atLeast: z.optional(z.int()), atMost: z.optional(z.int()) };
const ids = z.array(EligibilityId).check(z.minLength(1));
const scalar = z.union([z.number(), z.string()]);

/** One object for all comparisons: its errors name the key that is wrong, where a union's would name none. */
const Comparison = z.strictObject({
  question: EligibilityId,
  equals: z.optional(z.union([z.boolean(), z.string(), z.number()])),
  in: z.optional(z.array(scalar).check(z.minLength(1))),
  includes: z.optional(EligibilityId),
  selected: z.optional(z.strictObject(bounds)),
  of: z.optional(ids),
  atLeast: z.optional(scalar),
  atMost: z.optional(scalar),
  age: z.optional(z.strictObject({ ...bounds, unit: z.optional(z.enum(['years', 'months', 'days'])) })),
  answered: z.optional(z.boolean()),
  unsure: z.optional(z.boolean()),
});

/** The shapes that combine others; `each` is what they combine. */
function combinations<T>(each: () => z.ZodMiniType<T>) {
  const list = z.array(z.lazy(each)).check(z.minLength(1));
  return [
    z.strictObject({ all: list }),
    z.strictObject({ any: list }),
    z.strictObject({ not: z.lazy(each) }),
  ] as const;
}

export const Condition: z.ZodMiniType<Condition> = z.union([
  ...combinations(() => Condition),
  z.strictObject({
    count: z.array(z.lazy((): z.ZodMiniType<Condition> => Condition)).check(z.minLength(1)),
    ...bounds,
  }),
  z.strictObject({ score: ids, ...bounds }),
  Comparison,
]) as unknown as z.ZodMiniType<Condition>;

export const Claim: z.ZodMiniType<Claim> = z.union([
  ...combinations(() => Claim),
  z.strictObject({ outcome: EligibilityId }),
  z.strictObject({ outcomeKind: OutcomeKind }),
  z.lazy(() => Condition),
]) as unknown as z.ZodMiniType<Claim>;
