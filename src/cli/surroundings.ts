/** How the program meets its surroundings: where it writes, and which exit code it leaves with. */
import type { Paint } from './paint.js';

export const FINE = 0;
export const ERRORS = 1;
export const UNREADABLE = 2;
export const UNDECIDED = 3;

/** From bad to good. */
const ORDER = [UNREADABLE, ERRORS, UNDECIDED, FINE];

/** Of several exit codes the worst. */
export const worst = (codes: readonly number[]) => ORDER.find((code) => codes.includes(code)) ?? FINE;

/** Where a run writes to, and what it takes from its surroundings. */
export interface Surroundings {
  out(text: string): void;
  err(text: string): void;
  paint: Paint;
  /** Full date (RFC 3339), where the author is. */
  today: string;
}
