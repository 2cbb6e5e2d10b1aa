/**
 * As much of a definition as the page before the first question shows. A widget parses this much at once, and the whole
 * (EligibilityDefinition) when the code that asks the questions is there: nothing is asked before that.
 */
import * as z from 'zod/mini';
import { LocalisedText } from './primitives.js';

export const EligibilityHead = z.looseObject({
  format: z.literal('eligibility/1'),
  title: LocalisedText,
  intro: z.optional(LocalisedText),
});

export type EligibilityHead = z.infer<typeof EligibilityHead>;
