/** A report as a person reads it. */
import { stripVTControlCharacters } from 'node:util';
import type { Step } from '../eligibility/words.js';
import { READING_GOAL } from '../eligibility/readability.js';
import { isUndecided, type FileReport } from './check-file.js';
import type { Checked } from './check-text.js';
import { columns, WIDTH, wrapped, type Paint } from './paint.js';
import type { Finding, Severity } from './remark.js';

/** How many of the texts that are hard to read are shown; --json lists them all. */
const HARDEST = 5;

/** How many places of the same mistake are listed; --json lists them all. */
const PLACES = 6;

/** All that is said of one file, line by line. */
export function checkLines(report: FileReport, on: string, paint: Paint): string[] {
  const { file, findings, checked } = report;
  const shown = findings.filter(({ code }) => code !== 'hard-to-read');
  return [
    ...(checked ? [titleLine(file, checked, paint), ''] : []),
    ...alike(shown).flatMap((group) => [...groupLines(file, group, paint), '']),
    ...(checked ? [...factLines(report, checked, on, paint), ''] : []),
    verdictLine(report, paint),
  ];
}

function titleLine(file: string, { definition }: Checked, paint: Paint): string {
  const { title, id, version } = definition;
  return `${paint('bold', file)}  ${title['en']} ${paint('dim', `(${id}, version ${version})`)}`;
}

const COLOUR: Record<Severity, 'red' | 'yellow'> = { error: 'red', warning: 'yellow' };

/** Findings that say the same of several places, together. */
function alike(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  findings.forEach((finding, at) => {
    const key = finding.path ? String(at) : `${finding.code} ${finding.message} ${finding.hint ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  });
  return [...groups.values()];
}

function groupLines(file: string, group: readonly Finding[], paint: Paint): string[] {
  const [first, ...others] = group;
  if (!first) return [];
  const [, ...said] = findingLines(file, first, paint);
  const shown = [first, ...others.slice(0, PLACES - 1)];
  const more = group.length - shown.length;
  return [
    ...shown.map((finding) => placeLine(file, finding, paint)),
    ...(more > 0 ? [`    and in ${more} more places`] : []),
    ...said,
  ];
}

function placeLine(file: string, { line, column, severity, pointer, code }: Finding, paint: Paint): string {
  const where = pointer ? `  ${pointer}` : '';
  return `${paint('bold', `${file}:${line}:${column}`)}  ${paint(COLOUR[severity], severity)}${where}  ${paint('dim', code)}`;
}

/** One finding: where it is, what is wrong, a way that shows it, and how to mend it. */
export function findingLines(file: string, finding: Finding, paint: Paint): string[] {
  const { message, hint, path } = finding;
  return [
    placeLine(file, finding, paint),
    ...wrapped(message, 4),
    ...(path ? stepLines(path, 6) : []),
    ...(hint ? wrapped(hint, 4).map((each) => paint('dim', each)) : []),
  ];
}

/** Questions and their answers, one a line. */
export function stepLines(steps: readonly Step[], indent: number): string[] {
  if (steps.length === 0) return [`${' '.repeat(indent)}whatever is answered`];
  return steps.flatMap(({ title, answer }) => wrapped(`${title} → ${answer}`, indent, 2));
}

/** What is proven, and other facts, as a table. */
function factLines(report: FileReport, checked: Checked, on: string, paint: Paint): string[] {
  const facts: [name: string, lines: string[]][] = [
    ['Assertions', promiseLines(checked, paint)],
    ['Outcomes', outcomeLines(checked)],
    ['Questions', questionLines(checked)],
    ['Proof', proofLines(report, checked, on, paint)],
    ['Reading', readingLines(report, checked)],
    ['Sign-off', [signOffLine(checked)]],
  ];
  return columns(
    facts.flatMap(([name, lines]) => lines.flatMap(fitted).map((line, i) => [i === 0 ? name : '', line])),
    2,
  );
}

/** Columns that are left beside the names of the facts. */
const FACT_WIDTH = WIDTH - 14;

/** A table's rows keep their spaces, as long as they fit. */
const fitted = (line: string) =>
  stripVTControlCharacters(line).length > FACT_WIDTH ? wrapped(line, 0, 2, FACT_WIDTH) : [line];

function promiseLines({ promises, begun, definition }: Checked, paint: Paint): string[] {
  if ((definition.assertions ?? []).length === 0) return ['none'];
  if (!begun) return ['not proven: mend the errors first'];
  const rows = (definition.assertions ?? []).map(({ id }) => {
    const result = promises.find((each) => each.id === id);
    if (!result) return [paint('yellow', '?'), id, 'not decided'];
    return result.proven ? [paint('green', '✓'), id, 'proven'] : [paint('red', '✗'), id, 'broken, see above'];
  });
  return columns(rows, 0);
}

function outcomeLines({ proof: { outcomes = [] } }: Checked): string[] {
  const rows = columns(
    outcomes.map(({ id, share }) => [id, percent(share).padStart(7)]),
    0,
  );
  return rows.length > 0 ? [...rows, 'shares if all answers were equally likely'] : [];
}

/** Small shares keep a digit that is not zero: an outcome that is rare is not one that never comes. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${(100 * share).toFixed(1)} %`;
}

function questionLines({ proof: { questions } }: Checked): string[] {
  if (!questions) return [];
  const { least, mean, meanUnlessUrgent, most, total, forTheRecord } = questions;
  const record = forTheRecord > 0 ? `; ${forTheRecord} of them for the record` : '';
  const calm = meanUnlessUrgent === undefined ? '' : ` (${meanUnlessUrgent.toFixed(1)} without an emergency)`;
  return [`${least} at least, ${mean.toFixed(1)} on average${calm}, ${most} at most, of ${total}${record}`];
}

function proofLines(
  report: FileReport,
  { proof, begun, definition }: Checked,
  on: string,
  paint: Paint,
): string[] {
  if (!begun) return ['not begun: the definition does not hang together'];
  const until =
    proof.until === undefined || proof.until === on ? `as of ${on}` : `from ${on} to ${proof.until}`;
  const days = definition.questions.some(({ kind }) => kind === 'date') ? `, ${until}` : '';
  const nodes = proof.nodes === undefined ? '' : `, ${proof.nodes.toLocaleString('en')} nodes`;
  if (!isUndecided(report)) return [`every way to answer${days}${nodes}`];
  return [
    paint('yellow', `not decided within the limit${days}; a higher --limit may decide`),
    ...proof.undecided.map((pointer) => `  ${pointer || 'the whole definition'}`),
  ];
}

function readingLines({ findings }: FileReport, { reading }: Checked): string[] {
  const levels = reading.map(({ language, grade, formula }) => {
    if (formula === null) return `${language} not measured`;
    return grade === null ? `${language} too little text` : `${language} grade ${grade.toFixed(1)}`;
  });
  const hard = reading
    .flatMap(({ language, hard }) =>
      hard.map((each) => ({ ...each, pointer: `${each.pointer}/${language}` })),
    )
    .sort((a, b) => b.grade - a.grade);
  const placeOf = (pointer: string) => {
    const found = findings.find((each) => each.code === 'hard-to-read' && each.pointer === pointer);
    return found ? `${found.line}:${found.column}` : pointer;
  };
  const rows = hard
    .slice(0, HARDEST)
    .map(({ pointer, grade, text }) => [grade.toFixed(1), placeOf(pointer), cut(text)]);
  const more =
    hard.length > HARDEST ? [`and ${hard.length - HARDEST} more texts above grade ${READING_GOAL}`] : [];
  return [`${levels.join(', ')}; the aim is ${READING_GOAL}`, ...columns(rows, 0), ...more];
}

const cut = (text: string) => (text.length > 40 ? `"${text.slice(0, 38)}…"` : `"${text}"`);

function signOffLine({ definition: { signOff }, hash }: Checked): string {
  if (!signOff) return 'not signed; --hash prints what to sign';
  const who = `${signOff.by}${signOff.role ? ` (${signOff.role})` : ''} on ${signOff.on}`;
  return signOff.hash === hash ? `signed by ${who}` : `no longer valid: signed by ${who}, changed since`;
}

function verdictLine(report: FileReport, paint: Paint): string {
  const { file, findings } = report;
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const [errors, warnings] = [count('error'), count('warning')];
  const parts = [
    ...(errors > 0 ? [paint('red', plural(errors, 'error'))] : []),
    ...(warnings > 0 ? [paint('yellow', plural(warnings, 'warning'))] : []),
    ...(isUndecided(report) ? [paint('yellow', 'not decided within the limit')] : []),
  ];
  const fine = errors === 0 && !isUndecided(report) ? [paint('green', 'fine')] : [];
  return `${paint('bold', file)}  ${[...fine, ...parts].join(', ')}`;
}
