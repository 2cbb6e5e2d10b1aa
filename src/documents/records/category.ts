/** What a guess may say of a record. */
import type { RecordCategory as DeclaredCategory } from '../../contract/index.js';

/** `imaging` is found from the file itself, and never guessed from words. */
export type RecordCategory = Exclude<DeclaredCategory, 'imaging'>;
export type NamedCategory = Exclude<RecordCategory, 'other'>;

export interface CategoryGuess {
  /** `other` where nothing says what it is, or two things contradict each other. */
  category: RecordCategory;
  /** False: a suggestion that the person should look at. */
  certain: boolean;
}

export const UNKNOWN: CategoryGuess = { category: 'other', certain: false };
