/** The date a record is of, where its name or text says one without doubt. */
import { isNoise } from './title.js';

const MONTHS: readonly string[] = [
  'jan(?:uary|uar|vier|uari)?|ene(?:ro)?|gen(?:naio)?|jan(?:eiro)?',
  'feb(?:ruary|ruar|rero|braio|ruari)?|f[eé]v(?:rier)?|fev(?:ereiro)?',
  'mar(?:ch|zo|s|[cç]o)?|m[aä]rz|maart|mrt',
  'apr(?:il|ile)?|abr(?:il)?|avr(?:il)?',
  'may(?:o)?|mai(?:o)?|mag(?:gio)?|mei',
  'june?|juni?o?|juin|giu(?:gno)?|junho',
  'july?|juli?o?|juil(?:let)?|lug(?:lio)?|julho',
  'aug(?:ust|ustus)?|ago(?:sto)?|ao[uû]t',
  'sep(?:t(?:ember|iembre|embre)?)?|set(?:tembre|embro)?',
  'oct(?:ober|ubre|obre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?',
  'nov(?:ember|iembre|embre|embro)?',
  'de[cz](?:ember|embre|embro)?|dic(?:iembre|embre)?|d[eé]c(?:embre)?',
];
const MONTH = MONTHS.map((month) => `(?:${month})`).join('|');
const monthOf = MONTHS.map((month) => new RegExp(`^(?:${month})$`, 'i'));

/** Records are seldom older, and a date that is older is mostly the patient's birth date. */
const YEARS_BACK = 25;

const TEXT_CHARACTERS = 6_000;
/** A label stands so near before its date, in characters. */
const BEFORE = 60;

const pad = (value: number) => String(value).padStart(2, '0');

interface Found {
  date: string;
  index: number;
}

function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${year}-${pad(month)}-${pad(day)}`;
}

/** With slashes or hyphens the day comes first in most countries and second in some: only what both read alike counts. */
function dayOrMonthFirst(first: number, second: number, year: number): string | null {
  if (first === second || first > 12) return dateOf(year, second, first);
  return second > 12 ? dateOf(year, first, second) : null;
}

type Reader = readonly [RegExp, (match: readonly string[]) => string | null];
const number = (text: string | undefined) => Number(text ?? NaN);
const monthNumber = (text: string | undefined) => monthOf.findIndex((month) => month.test(text ?? '')) + 1;

const READERS: readonly Reader[] = [
  // ISO 8601, and the same with other separators: the year first leaves no doubt.
  [
    /(?<!\d)(\d{4})([-._/ ])(\d{1,2})\2(\d{1,2})(?!\d)/g,
    ([, y, , m, d]) => dateOf(number(y), number(m), number(d)),
  ],
  [/(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/g, ([, y, m, d]) => dateOf(number(y), number(m), number(d))],
  // Points between the parts: day first wherever they are used.
  [
    /(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)/g,
    ([, d, m, y]) => dateOf(number(y), number(m), number(d)),
  ],
  [
    /(?<!\d)(\d{1,2})([-/_])(\d{1,2})\2(\d{4})(?!\d)/g,
    ([, a, , b, y]) => dayOrMonthFirst(number(a), number(b), number(y)),
  ],
  [
    new RegExp(
      `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.|er|º)?[ ._-]?(?:de |of )?(${MONTH})[ ._,-]{0,2}(?:de |del )?(\\d{4})(?!\\d)`,
      'gi',
    ),
    ([, d, m, y]) => dateOf(number(y), monthNumber(m), number(d)),
  ],
  [
    new RegExp(`(?<!\\p{L})(${MONTH})[ ._-](\\d{1,2})(?:st|nd|rd|th)?[ ._,-]{1,2}(\\d{4})(?!\\d)`, 'giu'),
    ([, m, d, y]) => dateOf(number(y), monthNumber(m), number(d)),
  ],
];

function datesIn(text: string, now: Date): Found[] {
  const year = now.getUTCFullYear();
  // A day ahead: it may be tomorrow already where the record was written.
  const latest = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  return READERS.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].map((match) => ({ date: read(match) ?? '', index: match.index })),
  ).filter(({ date }) => date !== '' && date <= latest && Number(date.slice(0, 4)) >= year - YEARS_BACK);
}

const datesOfRecord = (text: string, now: Date) =>
  datesIn(text, now).filter(({ index }) => !BIRTH.test(text.slice(Math.max(0, index - BEFORE), index)));

/** The one date that all of them are; null for none and for several. */
const only = (dates: readonly Found[]): string | null =>
  dates.length > 0 && dates.every(({ date }) => date === dates[0]?.date) ? (dates[0]?.date ?? null) : null;

const BIRTH =
  /(?<!\p{L})(?:birth|born|dob|d\.o\.b|geb(?:urtsdatum|oren|\.)?|nacimiento|nac\.|f\.? ?nac|naissance|n[ée]e?(?: le)?|nascita|nat[oa](?: il)?|nascimento|nasc\.?|geboortedatum|geboren)(?!\p{L})[^\n]{0,24}$/iu;
const OF_RECORD =
  /\b(?:(?:date of (?:exam(?:ination)?|study|service|procedure|surgery|operation|report|discharge|collection)|(?:exam|study|report|procedure|surgery|operation|collection|discharge|service) date)|untersuchungsdatum|untersuchung vom|befunddatum|befund vom|op-datum|entnahmedatum|entlassungsdatum|fecha (?:del? )?(?:informe|estudio|examen|prueba|exploraci[oó]n|intervenci[oó]n|alta|extracci[oó]n)|date (?:de l['’ ]?|d['’ ]|du |de )?(?:examen|intervention|compte rendu|pr[eé]l[eè]vement|sortie|op[eé]ration)|data (?:dell['’ ]?|di |del |do |da )?(?:esame|referto|intervento|dimissione|prelievo|exame|relat[oó]rio|cirurgia|alta|colheita)|datum (?:onderzoek|verslag|operatie|ontslag|afname)|onderzoeksdatum)\b[^\n\d]{0,24}$/i;

/**
 * `YYYY-MM-DD`, or null. The name first, unless a camera or a scanner gave it (its date is the photo's); then dates
 * that the text labels as the examination's or the report's; then the only date of the text. Never a birth date,
 * never one that two countries read differently, never one after `now` or more than 25 years before it.
 */
export function suggestDate(source: { fileName: string; text?: string }, now: Date): string | null {
  const name = source.fileName.slice(0, 300);
  const inName = isNoise(name) ? null : only(datesOfRecord(name.replaceAll('_', ' '), now));
  if (inName) return inName;
  const text = (source.text ?? '').slice(0, TEXT_CHARACTERS);
  const dates = datesOfRecord(text, now);
  const labelled = dates.filter(({ index }) =>
    OF_RECORD.test(text.slice(Math.max(0, index - BEFORE), index)),
  );
  return only(labelled) ?? only(dates);
}
