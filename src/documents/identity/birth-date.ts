/** How two birth dates agree. Pure; symmetric. */

export type DateAgreement =
  | 'equal'
  /** One is not given, or is one that systems put in for none. */
  | 'missing'
  /** Day and month exchanged: `03/04` read in the order of another country. */
  | 'swapped'
  | 'different';

/** No patient is older, and 1 January 1900 is what many systems write for "not known". */
const FIRST = '1900-01-02';

const isGiven = (date: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(date) && date >= FIRST && date < '2200';

/** Each `YYYY-MM-DD`, or anything else for none. */
export function compareDates(a: string, b: string): DateAgreement {
  if (!isGiven(a) || !isGiven(b)) return 'missing';
  if (a === b) return 'equal';
  return a === `${b.slice(0, 4)}-${b.slice(8)}-${b.slice(5, 7)}` ? 'swapped' : 'different';
}
