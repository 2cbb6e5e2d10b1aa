/**
 * `POST {base}/eligibility-assessments`: the audit record of an evaluation, without identifiers; the backend evaluates
 * again and compares.
 */
import * as z from 'zod/mini';
import { EligibilityAnswers } from './eligibility-answer.js';
import { EligibilityId, OutcomeKind } from './eligibility-names.js';
import { DateTime, LanguageTag, line, Sha256, Uuid } from './primitives.js';

/** Whether a rule's condition held; unknown where an answer was missing or unsure. */
export const RuleTruth = z.object({
  rule: EligibilityId,
  truth: z.union([z.boolean(), z.literal('unknown')]),
});

export const AssessmentSubmission = z.object({
  definitionId: line(64),
  definitionVersion: line(32),
  /** SHA-256 of the definition that was evaluated (RFC 8785 canonical JSON without its sign-off record). */
  definitionHash: Sha256,
  answers: EligibilityAnswers,
  /** The outcome that the patient was shown; the backend's own evaluation decides. */
  outcomeId: line(64),
  /** Every rule, in the definition's order. */
  trail: z.array(RuleTruth),
  evaluatedAt: DateTime,
  locale: LanguageTag,
});

export const Assessment = z.object({
  id: Uuid,
  definitionId: line(64),
  definitionVersion: line(32),
  outcomeId: line(64),
  outcomeKind: OutcomeKind,
  /** True when the backend's evaluation came to the outcome and the trail that were sent. */
  agrees: z.boolean(),
  /** An assessment that no case refers to is deleted at this time. */
  expiresAt: DateTime,
});

export type RuleTruth = z.infer<typeof RuleTruth>;
export type AssessmentSubmission = z.infer<typeof AssessmentSubmission>;
export type Assessment = z.infer<typeof Assessment>;
