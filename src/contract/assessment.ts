/**
 * `POST {base}/eligibility-assessments`: the answers, without identifiers; the backend evaluates again.
 */
import * as z from 'zod/mini';
import { EligibilityAnswers, OutcomeKind } from './eligibility-definition.js';
import { DateTime, LanguageTag, line, Uuid } from './primitives.js';

export const AssessmentSubmission = z.object({
  definitionId: line(64),
  definitionVersion: line(32),
  answers: EligibilityAnswers,
  /** The outcome that the patient was shown; the backend's own evaluation decides. */
  outcomeId: line(64),
  evaluatedAt: DateTime,
  locale: LanguageTag,
});

export const Assessment = z.object({
  id: Uuid,
  definitionId: line(64),
  definitionVersion: line(32),
  outcomeId: line(64),
  outcomeKind: OutcomeKind,
  /** True when the backend's evaluation came to the outcome that the patient was shown. */
  agrees: z.boolean(),
  /** An assessment that no case refers to is deleted at this time. */
  expiresAt: DateTime,
});

export type AssessmentSubmission = z.infer<typeof AssessmentSubmission>;
export type Assessment = z.infer<typeof Assessment>;
