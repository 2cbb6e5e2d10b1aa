/** The rows of a question: answers that lead to the same, in words. */
import { comparisonsIn, isUnsure } from '../condition.js';
import { conditionsOf, type Slot } from '../space.js';
import { latestWithAge, type AgeUnit } from '../dates.js';
import type { Choice, Step, Targets } from './facts.js';
import type { Saying } from './saying.js';

export interface Row {
  /** Each answer in words. */
  answers: readonly string[];
  /** No other answer is there. */
  isAll: boolean;
  targets: Targets;
  /** Only what the rules look at is known, not what an answer leads to. */
  isGuess?: boolean;
}

const key = ({ questions, outcomes }: Targets) =>
  `${[...questions].sort((a, b) => a - b).join()}|${[...outcomes].sort((a, b) => a - b).join()}`;

/** Answers with the same targets in one row, in the order of the first of each. */
export function rowsOf({ slot, effects }: Step, saying: Saying): Row[] {
  const rows = new Map<string, { choices: Choice[]; targets: Targets }>();
  for (const { choice, targets } of effects) {
    const row = rows.get(key(targets));
    if (row) row.choices.push(choice);
    else rows.set(key(targets), { choices: [choice], targets });
  }
  return [...rows.values()].map(({ choices, targets }) => ({
    answers: sayAll(choices, slot, saying),
    isAll: rows.size === 1,
    targets,
  }));
}

function sayAll(choices: readonly Choice[], slot: Slot, saying: Saying): string[] {
  const { words } = saying;
  const classes = choices.flatMap((choice) =>
    typeof choice === 'object' && 'class' in choice ? [choice.class] : [],
  );
  const isInterval = (index: number) => index <= slot.cuts.length;
  const isOrdered = ['integer', 'decimal', 'date'].includes(slot.question.kind);
  if (!isOrdered) return choices.map((choice) => say(choice, slot, saying));
  const said: string[] = [];
  for (let i = 0; i < classes.length; i++) {
    const from = classes[i] as number;
    if (!isInterval(from)) {
      said.push(sayClass(from, slot, saying));
      continue;
    }
    let to = from;
    while (classes[i + 1] === to + 1 && isInterval(to + 1)) to = classes[++i] as number;
    said.push(
      from === 0 && to === slot.cuts.length
        ? slot.question.kind === 'date'
          ? words.anyDate
          : words.anyNumber
        : slot.question.kind === 'date'
          ? sayDates(from, to, slot, saying)
          : sayNumbers(from, to, slot, saying),
    );
  }
  return said;
}

function say(choice: Choice, slot: Slot, saying: Saying): string {
  const { question, options } = slot;
  if (choice === 'none')
    return question.kind === 'multiple-choice' ? saying.text(question.noneLabel) : saying.words.leftOut;
  if ('class' in choice) return sayClass(choice.class, slot, saying);
  const option = options[choice.option];
  return typeof option === 'string' ? saying.option(question, option) : saying.words.ownWords;
}

function sayClass(index: number, { question, classes }: Slot, saying: Saying): string {
  const { words } = saying;
  const answer = classes[index]?.answer;
  if (answer === undefined || answer === null) return words.leftOut;
  if (isUnsure(answer)) return words.notSure;
  if (typeof answer === 'boolean') return answer ? words.yes : words.no;
  if (typeof answer !== 'string') return words.ownWords;
  if (question.kind !== 'text') return saying.option(question, answer);
  return answer === '…' ? words.anyText : words.conditions.quoted(answer);
}

/** Steps or days from which a class begins, and the first that is beyond it; undefined at the ends. */
function bounds(from: number, to: number, { cuts }: Slot): [number | undefined, number | undefined] {
  return [from === 0 ? undefined : cuts[from - 1], cuts[to]];
}

function sayNumbers(from: number, to: number, slot: Slot, { words, formats }: Saying): string {
  const { question } = slot;
  const digits = question.kind === 'decimal' ? question.decimals : 0;
  const format = new Intl.NumberFormat(formats, { maximumFractionDigits: digits });
  const show = (steps: number | undefined) =>
    steps === undefined ? undefined : format.format(steps / 10 ** digits);
  let [least, beyond] = bounds(from, to, slot);
  // An only value at an end is said as such.
  if (question.kind === 'integer') {
    if (least === undefined && beyond === question.min + 1) least = question.min;
    if (beyond === undefined && least === question.max) beyond = question.max + 1;
  }
  return words.between(show(least), show(beyond === undefined ? undefined : beyond - 1));
}

/** Where a cut comes from an age, the age and its unit. */
function ageCuts({ question }: Slot, { definition, on }: Saying): Map<number, [number, AgeUnit]> {
  const found = new Map<number, [number, AgeUnit]>();
  for (const [comparison] of conditionsOf(definition).flatMap((condition) => comparisonsIn(condition))) {
    if (comparison.question !== question.id || !('age' in comparison)) continue;
    const { atLeast, atMost, unit = 'years' } = comparison.age;
    if (atLeast !== undefined) found.set(latestWithAge(atLeast, on, unit) + 1, [atLeast, unit]);
    if (atMost !== undefined) found.set(latestWithAge(atMost + 1, on, unit) + 1, [atMost + 1, unit]);
  }
  return found;
}

function sayDates(from: number, to: number, slot: Slot, saying: Saying): string {
  const { words } = saying;
  const ages = ageCuts(slot, saying);
  const [first, beyond] = bounds(from, to, slot);
  const early = first === undefined ? undefined : ages.get(first);
  const late = beyond === undefined ? undefined : ages.get(beyond);
  return words.both([
    ...saying.ages(late, early),
    ...(beyond === undefined || late ? [] : [words.between(undefined, saying.date(beyond - 1))]),
    ...(first === undefined || early ? [] : [words.between(saying.date(first), undefined)]),
  ]);
}
