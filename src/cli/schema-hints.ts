/** What an author may have meant by a value that the schema does not take. */
import type { $ZodType } from 'zod/v4/core';
import { EligibilityId, LocalisedText } from '../contract/index.js';
import { nearest } from './nearest.js';
import { shown, unwrapped } from './schema-words.js';

/** Kinds of question as other form formats call them. */
export const KINDS_ELSEWHERE: Readonly<Record<string, string>> = {
  'yes-no': 'Did you mean "boolean"?',
  yesno: 'Did you mean "boolean"?',
  bool: 'Did you mean "boolean"?',
  radio: 'Did you mean "single-choice"?',
  radiogroup: 'Did you mean "single-choice"?',
  select: 'Did you mean "single-choice"?',
  choice: 'Did you mean "single-choice" or "multiple-choice"?',
  checkbox: 'Did you mean "multiple-choice"?',
  number: 'Did you mean "integer" or "decimal"?',
  string: 'Did you mean "text"?',
  display: 'Did you mean "note"?',
};

/** What the author may have meant by a value that does not fit. */
export function instead(schema: $ZodType, value: unknown): string | undefined {
  const bare = unwrapped(schema);
  const { def } = bare._zod;
  if (value === null) return 'Leave the key out where there is nothing to say.';
  if (def.type === 'array' && typeof value === 'object' && !Array.isArray(value))
    return 'Put it into brackets: [ { … } ].';
  if (typeof value !== 'string') return undefined;
  if (bare === (LocalisedText as unknown)) return `Write { "en": ${shown(value)} }.`;
  if (
    (def.type === 'number' && value.trim() !== '' && !Number.isNaN(Number(value))) ||
    isBoolean(def.type, value)
  )
    return `Write it without quotes: ${value}.`;
  const words = def.type === 'enum' ? Object.values(def.entries).map(String) : [];
  const near = bare === (EligibilityId as unknown) ? idLike(value) : nearest(value, words);
  return near ? `Did you mean "${near}"?` : undefined;
}

const isBoolean = (type: string, value: string) =>
  type === 'boolean' && (value === 'true' || value === 'false');

/** "Chest Pain" as the id that it would be. */
function idLike(text: string): string | undefined {
  const id = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return EligibilityId.safeParse(id).success ? id : undefined;
}
