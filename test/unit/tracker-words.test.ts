/** The tracker's words are plain: grade 6 or below, and every phase, reason and owner has some, in each language. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CASE_PHASES, DocumentStatus, RejectionReason, WaitingOn } from '../../src/contract/index.js';
import { defaultDefinition } from '../../src/eligibility/index.js';
import { READING_GOAL, readingLevels } from '../../src/eligibility/readability.js';
import { en } from '../../src/i18n/locales/en.js';
import { es } from '../../src/i18n/locales/es.js';

/** Numbers where numbers go, and a short word where words go. */
const SAMPLES = [
  [3, 5],
  ['May 4', 'May 4'],
] as const;

/** Every sentence below some words, functions called with samples. */
function sentencesIn(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function')
    return SAMPLES.flatMap((given) => {
      const said: unknown = (words as (...args: unknown[]) => unknown)(...given);
      return typeof said === 'string' && !said.includes('NaN') ? [said] : [];
    });
  if (typeof words === 'object' && words !== null) return Object.values(words).flatMap(sentencesIn);
  return [];
}

const gradeOf = (language: string, text: string): number | null => {
  const levels = readingLevels({ ...defaultDefinition, intro: { en: 'See.', [language]: text } });
  const hard = levels
    .find((each) => each.language === language)
    ?.hard.find(({ pointer }) => pointer === '/intro');
  return hard?.grade ?? null;
};

describe('the words of the tracker', () => {
  for (const [language, { tracker }] of Object.entries({ en, es })) {
    it(`are of grade ${READING_GOAL} or below in "${language}"`, () => {
      const hard = [...new Set(sentencesIn(tracker))].flatMap((sentence) => {
        const grade = gradeOf(language, sentence);
        return grade === null ? [] : [`${grade}: ${sentence}`];
      });
      assert.deepEqual(hard, []);
    });

    it(`are there for every phase, status, reason and owner in "${language}"`, () => {
      for (const phase of CASE_PHASES) assert.ok(tracker.headline[phase], phase);
      for (const status of [...DocumentStatus.known, 'other'])
        assert.ok(tracker.documents.status[status], status);
      for (const code of RejectionReason.shape.code.known) assert.ok(tracker.documents.rejection[code], code);
      for (const owner of [...WaitingOn.known, 'other'] as const) assert.ok(tracker.turn[owner], owner);
    });
  }
});
