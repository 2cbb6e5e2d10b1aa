/** Answers to the questions of a definition, as the evaluation takes them and as they are sent. */
import * as z from 'zod/mini';
import { EligibilityId } from './eligibility-names.js';
import { FullDate } from './primitives.js';

const other = z.strictObject({ other: z.string().check(z.minLength(1), z.maxLength(2000)) });

/**
 * A date as far as a definition looks at it, which is what leaves the page in place of the date: its age on the day of
 * the evaluation in the units that conditions use, and between which of their constants it lies.
 */
export const ReducedDate = z.strictObject({
  years: z.optional(z.int()),
  months: z.optional(z.int()),
  days: z.optional(z.int()),
  /** The latest constant that the date is not before. */
  from: z.optional(FullDate),
  /** The earliest constant that the date is before. */
  before: z.optional(FullDate),
});

/**
 * One answer, by the question's kind: boolean; option id or `{ other }`; list of those, empty for "none of these"; number;
 * full date or what is left of it; text. `{ unsure: true }` is "I'm not sure", `null` an optional question left unanswered.
 */
export const EligibilityAnswer = z.union([
  z.boolean(),
  z.number(),
  z.string().check(z.maxLength(2000)),
  z.array(z.union([z.string().check(z.maxLength(64)), other])).check(z.maxLength(200)),
  z.strictObject({ unsure: z.literal(true) }),
  other,
  z.null(),
  ReducedDate,
]);

/** By question id. A question that is missing has not been answered yet. */
export const EligibilityAnswers = z.record(EligibilityId, EligibilityAnswer);

export type ReducedDate = z.infer<typeof ReducedDate>;
export type EligibilityAnswer = z.infer<typeof EligibilityAnswer>;
export type EligibilityAnswers = z.infer<typeof EligibilityAnswers>;
