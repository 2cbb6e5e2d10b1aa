/** How much longer it takes, in words. */
import type { Messages } from '../../i18n/index.js';
import { MOST_MINUTES } from '../../transfer/progress.js';

/** `minutes`: see `Estimate.minutesLeft`. */
export function leftText({ uploader: { left } }: Messages, minutes: number): string {
  if (minutes === 0) return left.underMinute;
  if (minutes < 60) return left.minutes(minutes);
  return minutes < MOST_MINUTES ? left.hours(Math.floor(minutes / 60), minutes % 60 > 0) : left.dayOrMore;
}
