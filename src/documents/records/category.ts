/** What a record can be. The contract's `RecordCategory` has `imaging` as well, which is never guessed from words. */
export const RECORD_CATEGORIES = [
  'radiology-report',
  'pathology-report',
  'operation-note',
  'lab-results',
  'medication-list',
  'referral',
  'discharge-summary',
  'consent',
  'treatment-plan',
  'other',
] as const;

export type RecordCategory = (typeof RECORD_CATEGORIES)[number];
export type NamedCategory = Exclude<RecordCategory, 'other'>;

export interface CategoryGuess {
  /** `other` where nothing says what it is, or two things contradict each other. */
  category: RecordCategory;
  /** False: a suggestion that the person should look at. */
  certain: boolean;
}

export const UNKNOWN: CategoryGuess = { category: 'other', certain: false };
