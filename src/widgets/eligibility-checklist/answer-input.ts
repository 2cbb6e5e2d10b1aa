/** From what a form says to an answer. Pure. */
import type { EligibilityAnswer } from '../../contract/index.js';
import { isUnsure, type AskedQuestion } from '../../eligibility/condition.js';
import { dayOf } from '../../eligibility/dates.js';

/** Form values that no option's id can be: ids start with a letter. */
export const UNSURE = '?unsure';
export const NONE = '?none';
export const OTHER = '?other';
/** Of an optional choice of one: what takes a choice back, since a radio button cannot be unchecked. */
export const SKIP = '?skip';

/** What is entered for one question, as it stands in the form. */
export interface Entered {
  /** Boxes and buttons that are checked, and the text of the one text field. */
  values: readonly string[];
  /** The person's own words beside the choice "other". */
  other?: string;
  day?: string;
  month?: string;
  year?: string;
}

export interface Reader {
  /** For the decimal separator. */
  language: string;
  /** The day of the evaluation, which a date question calls `today`. */
  on: string;
}

export type DatePart = 'day' | 'month' | 'year';

export type InputProblem =
  | 'choose'
  | 'chooseAny'
  | 'other'
  | 'number'
  | 'decimal'
  | 'decimals'
  | 'range'
  | 'date'
  | 'dateDay'
  | 'dateMonth'
  | 'dateYear'
  | 'dateReal'
  | 'dateRange'
  | 'text'
  | 'long'
  | 'both';
export type InputReading = { answer: EligibilityAnswer } | { problem: InputProblem };

type Of<Kind> = Extract<AskedQuestion, { kind: Kind }>;

/** Longest text in UTF-16 code units, where a question does not say. */
export const TEXT_LENGTH = 200;
export const OTHER_LENGTH = 2000;

export function dateBounds({ min, max }: Of<'date'>, on: string): { min: string; max: string } {
  const day = (bound: string) => (bound === 'today' ? on : bound);
  return { min: day(min ?? '1900-01-01'), max: day(max ?? '2199-12-31') };
}

/** The sign between whole and part, such as `,` in Spanish. */
export function decimalSign(language: string): string {
  const parts = new Intl.NumberFormat(language).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** Reads one question. Nothing entered is a problem, or null where the question is optional. */
export function readAnswer(question: AskedQuestion, entered: Entered, reader: Reader): InputReading {
  const unsure = entered.values.includes(UNSURE);
  const values = entered.values
    .map((value) => value.trim())
    .filter((value) => value !== '' && value !== UNSURE && value !== SKIP);
  const dated = [entered.day, entered.month, entered.year].some((part) => part?.trim());
  if (unsure) return values.length > 0 || dated ? { problem: 'both' } : { answer: { unsure: true } };
  if (question.required === false && values.length === 0 && !dated) return { answer: null };
  const [first] = values;
  switch (question.kind) {
    case 'boolean':
      return first === undefined ? { problem: 'choose' } : { answer: first === 'true' };
    case 'single-choice':
      if (first === undefined) return { problem: 'choose' };
      return first === OTHER ? readOther(entered) : { answer: first };
    case 'multiple-choice': {
      if (first === undefined) return { problem: 'chooseAny' };
      const chosen = values.filter((value) => value !== NONE && value !== OTHER);
      if (!values.includes(OTHER)) return { answer: chosen };
      const other = readOther(entered);
      return 'problem' in other ? other : { answer: [...chosen, other.answer] };
    }
    case 'integer':
      if (first === undefined || !/^[+-]?\d{1,9}$/.test(first)) return { problem: 'number' };
      return within(question, Number(first));
    case 'decimal':
      return readDecimal(question, first ?? '', reader.language);
    case 'date':
      return readDate(question, entered, reader.on);
    case 'text':
      if (first === undefined) return { problem: 'text' };
      return first.length > (question.maxLength ?? TEXT_LENGTH) ? { problem: 'long' } : { answer: first };
  }
}

function readOther({ other = '' }: Entered): { answer: { other: string } } | { problem: InputProblem } {
  const words = other.trim();
  if (words === '') return { problem: 'other' };
  return words.length > OTHER_LENGTH ? { problem: 'long' } : { answer: { other: words } };
}

function within({ min, max }: { min: number; max: number }, answer: number): InputReading {
  // `-0` is 0.
  return answer < min || answer > max ? { problem: 'range' } : { answer: answer + 0 };
}

function readDecimal(question: Of<'decimal'>, text: string, language: string): InputReading {
  const plain = text.replace(decimalSign(language), '.').replace('\u2212', '-');
  const number = /^[+-]?\d{1,12}(?:\.(\d+))?$/.exec(plain);
  if (!number) return { problem: 'decimal' };
  return (number[1]?.length ?? 0) > question.decimals
    ? { problem: 'decimals' }
    : within(question, Number(plain));
}

function readDate(question: Of<'date'>, entered: Entered, on: string): InputReading {
  const [day = '', month = '', year = ''] = [entered.day, entered.month, entered.year].map((part) =>
    part?.trim(),
  );
  if (day + month + year === '') return { problem: 'date' };
  if (!/^\d{1,2}$/.test(day)) return { problem: 'dateDay' };
  if (!/^\d{1,2}$/.test(month)) return { problem: 'dateMonth' };
  // Two digits may be of either century.
  if (!/^\d{4}$/.test(year)) return { problem: 'dateYear' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (Number.isNaN(dayOf(date))) return { problem: 'dateReal' };
  const { min, max } = dateBounds(question, on);
  return date < min || date > max ? { problem: 'dateRange' } : { answer: date };
}

/** The form again of an answer given earlier: what {@link readAnswer} reads as that answer. */
export function enteredFor(
  question: AskedQuestion,
  answer: EligibilityAnswer | undefined,
  language: string,
): Entered {
  if (answer === undefined) return { values: [] };
  if (answer === null) return { values: [SKIP] };
  if (isUnsure(answer)) return { values: [UNSURE] };
  if (Array.isArray(answer)) {
    const values = answer.map((each) => (typeof each === 'string' ? each : OTHER));
    const own = answer.find((each) => typeof each !== 'string');
    return { values: values.length > 0 ? values : [NONE], ...own };
  }
  if (typeof answer === 'object') return 'other' in answer ? { values: [OTHER], ...answer } : { values: [] };
  if (question.kind === 'date') {
    const [year = '', month = '', day = ''] = String(answer).split('-');
    return { values: [], day, month, year };
  }
  return {
    values: [
      typeof answer === 'number' ? String(answer).replace('.', decimalSign(language)) : String(answer),
    ],
  };
}
