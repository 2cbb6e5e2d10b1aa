/** Calendar arithmetic on full dates (RFC 3339), by days since 1970-01-01. No time zones: a date is a day, not a moment. */

const DAY_MS = 86_400_000;

export type AgeUnit = 'years' | 'months' | 'days';

/** `2026-11-25` as days since 1970-01-01; NaN for anything that is not a calendar date. */
export function dayOf(date: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return NaN;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  // Engines roll 30 February over into March.
  return dateOf(day) === date ? day : NaN;
}

export function dateOf(day: number): string {
  return Number.isFinite(day) ? new Date(day * DAY_MS).toISOString().slice(0, 10) : '';
}

function parts(day: number): [year: number, month: number, date: number] {
  const at = new Date(day * DAY_MS);
  return [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
}

/** Whole units from a day to the day `on`. Who is born on 29 February completes a year on 1 March where there is no 29th. */
export function ageOn(day: number, on: number, unit: AgeUnit): number {
  if (unit === 'days') return on - day;
  const [y, m, d] = parts(day);
  const [toY, toM, toD] = parts(on);
  const months = (toY - y) * 12 + toM - m - (toD < d ? 1 : 0);
  return unit === 'months' ? months : Math.floor(months / 12);
}

/** The latest day that is at least so many whole units before the day `on`. */
export function latestWithAge(age: number, on: number, unit: AgeUnit): number {
  if (unit === 'days') return on - age;
  const [y, m, d] = parts(on);
  const months = y * 12 + m - age * (unit === 'years' ? 12 : 1);
  // Day 0 of the next month is the last of this one.
  const last = new Date(Date.UTC(0, 0, 1));
  last.setUTCFullYear(Math.floor(months / 12), (months % 12) + 1, 0);
  last.setUTCDate(Math.min(d, last.getUTCDate()));
  return last.getTime() / DAY_MS;
}
