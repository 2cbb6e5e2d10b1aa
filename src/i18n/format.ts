/**
 * Numbers, sizes and dates in the viewer's language, by Intl.
 */

/** Making a format takes a hundred times longer than formatting: each is made once. */
function kept<Options, Format>(
  Kind: new (locale: string, options?: Options) => Format,
): (locale: string, options?: Options) => Format {
  const formats = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    let format = formats.get(key);
    if (!format) formats.set(key, (format = new Kind(locale, options)));
    return format;
  };
}
const numbers = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);
const dates = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);
const rules = kept<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules);

/**
 * The first format of a page costs it a long task, whatever the format is for. Here it is over before there is anything
 * to write, and in three parts, since what comes first reads some of what numbers and dates need.
 */
export function warmFormats(locale: string): void {
  [Intl.Collator, () => new Intl.DisplayNames(locale, { type: 'region' }), Intl.DateTimeFormat].forEach(
    (format, index) => setTimeout(format, index * 20),
  );
}

/** Bytes in decimal units as operating systems show them: `14.7 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return numbers(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** A calendar date (`YYYY-MM-DD`), which has no time zone. */
export function formatDate(date: string, locale: string): string {
  return dates(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** A moment (RFC 3339) in the viewer's own time zone. */
export function formatDateTime(dateTime: string, locale: string): string {
  return dates(locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(dateTime));
}

/** The time of a moment in the viewer's own time zone. */
export function formatTime(moment: Date, locale: string): string {
  return dates(locale, { timeStyle: 'short' }).format(moment);
}

/** The day of a moment in the viewer's own time zone. */
export function formatDay(dateTime: string, locale: string): string {
  return dates(locale, { dateStyle: 'long' }).format(new Date(dateTime));
}

/** Two dates as one range, `December 1 – 12, 2026`. */
export function formatDateRange(from: string, to: string, locale: string): string {
  return dates(locale, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(
    new Date(`${from}T00:00:00Z`),
    new Date(`${to}T00:00:00Z`),
  );
}

export const formatNumber = (value: number, locale: string): string => numbers(locale).format(value);

/** `0.42` as `42%`. Rounds down: 100 % is shown only when all is done. */
export function formatPercent(fraction: number, locale: string): string {
  return numbers(locale, { style: 'percent', maximumFractionDigits: 0 }).format(
    Math.floor(fraction * 100) / 100,
  );
}

/** The plural form of a count in a language, for messages that need more than two. */
export function plural(
  count: number,
  locale: string,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return forms[rules(locale).select(count)] ?? forms.other;
}
