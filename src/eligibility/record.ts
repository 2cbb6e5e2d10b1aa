/** The audit record of an evaluation: what is sent, and what the backend repeats to verify it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type {
  AssessmentSubmission,
  EligibilityAnswer,
  EligibilityAnswers,
  EligibilityDefinition,
  ReducedDate,
} from '../contract/index.js';
import { ageOf, comparisonsIn } from './condition.js';
import { conditionsOf } from './space.js';
import { dateOf, dayOf } from './dates.js';
import { evaluate, relevantAnswers } from './evaluate.js';

/** JSON with sorted keys and no white space (RFC 8785, for the values that definitions hold). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    // UTF-16 code units, as section 3.2.3 has it.
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join()}}`;
}

/** SHA-256 of a definition's content, 64 hexadecimal digits: its canonical JSON without sign-off record and `$schema`. */
export function definitionHash(definition: EligibilityDefinition): string {
  const { signOff: _signOff, $schema: _schema, ...content } = definition;
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(content))));
}

/** A date as far as the definition looks at it: see {@link ReducedDate}. */
export function reduceDate(
  definition: EligibilityDefinition,
  question: string,
  date: string,
  on: string,
): ReducedDate {
  const reduced: ReducedDate = {};
  const constants: number[] = [];
  for (const [comparison] of conditionsOf(definition).flatMap((each) => comparisonsIn(each))) {
    if (comparison.question !== question) continue;
    if ('age' in comparison) {
      const { unit = 'years' } = comparison.age;
      const age = ageOf(date, dayOf(on), unit);
      if (age !== undefined) reduced[unit] = age;
    } else if ('equals' in comparison || 'in' in comparison) {
      for (const value of 'equals' in comparison ? [comparison.equals] : comparison.in)
        constants.push(dayOf(String(value)), dayOf(String(value)) + 1);
    } else if (!('selected' in comparison)) {
      if ('atLeast' in comparison && comparison.atLeast !== undefined)
        constants.push(dayOf(String(comparison.atLeast)));
      if ('atMost' in comparison && comparison.atMost !== undefined)
        constants.push(dayOf(String(comparison.atMost)) + 1);
    }
  }
  const day = dayOf(date);
  const before = constants.filter((constant) => constant <= day);
  const after = constants.filter((constant) => constant > day);
  if (before.length > 0) reduced.from = dateOf(Math.max(...before));
  if (after.length > 0) reduced.before = dateOf(Math.min(...after));
  return reduced;
}

/** Answers that count, dates reduced: what leaves the page. */
export function answersToSend(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on: string,
): EligibilityAnswers {
  const send = (id: string, answer: EligibilityAnswer): EligibilityAnswer =>
    typeof answer === 'string' && definition.questions.find((each) => each.id === id)?.kind === 'date'
      ? reduceDate(definition, id, answer, on)
      : answer;
  return Object.fromEntries(
    Object.entries(relevantAnswers(definition, answers, on)).map(([id, answer]) => [id, send(id, answer)]),
  );
}

export type AuditRecord = Omit<AssessmentSubmission, 'evaluatedAt' | 'locale'>;

/** The record of an evaluation on a day. Throws a RangeError while there is no outcome. */
export function auditRecord(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on: string,
): AuditRecord {
  const sent = answersToSend(definition, answers, on);
  const { outcome, trail } = evaluate(definition, sent, on);
  if (!outcome) throw new RangeError('there is no outcome to record yet');
  return {
    definitionId: definition.id,
    definitionVersion: definition.version,
    definitionHash: definitionHash(definition),
    answers: sent,
    outcomeId: outcome.id,
    trail: [...trail],
  };
}

/** Evaluates a record again. True when content, outcome and trail are the ones that this definition gives. */
export function verifyRecord(definition: EligibilityDefinition, record: AuditRecord, on: string): boolean {
  if (record.definitionHash !== definitionHash(definition)) return false;
  const { outcome, trail } = evaluate(definition, record.answers, on);
  return outcome?.id === record.outcomeId && canonicalJson(trail) === canonicalJson(record.trail);
}
