/** What of a series is not there, as far as anything says so. No alarm where a complete series could look the same. Pure. */
import type { MissingInstances } from './summary.js';

export interface SeriesEvidence {
  /** An image series, of one slice an instance. */
  slices: boolean;
  /** A series of CT, MR or PET, whose slices are numbered by the machine and thrown away by nobody. */
  crossSectional: boolean;
  /** Each SOP Instance UID once, localizers left out; null without an instance number. */
  numbers: readonly (number | null)[];
  /** Of the same instances, in mm; NaN where not known. */
  positions: readonly number[];
  /** Instance numbers of the localizers among them. */
  localizers: readonly number[];
  /** (0020,1209) and (0020,1002), where all instances say the same. */
  instancesInSeries: number | null;
  imagesInAcquisition: number | null;
  /** Instance numbers of what the disc's directory lists and is not there. */
  absent: readonly (number | null)[];
  /** The directory lists all that is here. */
  listed: boolean;
}

/** Something says how many there should be, and so many there are. Without it nobody knows what stood behind the last slice. */
export function isWhole(evidence: SeriesEvidence): boolean {
  const here = evidence.numbers.length + evidence.localizers.length;
  const acquired = evidence.slices && evidence.crossSectional ? evidence.imagesInAcquisition : null;
  return (
    missingInstances(evidence) === null &&
    (evidence.listed || evidence.instancesInSeries === here || acquired === here)
  );
}

type Run = readonly [number, number];

/**
 * What cannot be known: slices missing at either end where neither the directory nor the series gives a number; any
 * at all in series that number their images by other rules.
 */
export function missingInstances(evidence: SeriesEvidence): MissingInstances | null {
  const { absent, listed, numbers, localizers } = evidence;
  if (absent.length) return { count: absent.length, numbers: named(absent), by: 'dicomdir' };
  const here = numbers.length + localizers.length;
  if (here === 0) return null;
  const gaps = evidence.slices ? gapsInNumbers(evidence) : [];

  const stated = evidence.instancesInSeries ?? 0;
  if (stated > here)
    return { count: stated - here, numbers: namedUpTo(stated, evidence, gaps), by: 'series' };
  const acquired = evidence.imagesInAcquisition ?? 0;
  // An acquisition may go into several series; a few missing are a loss, half of them are another series.
  if (evidence.slices && evidence.crossSectional && acquired > here && (acquired - here) * 5 <= acquired) {
    const runs = namedUpTo(acquired, evidence, gaps);
    if (runs.length) return { count: acquired - here, numbers: runs, by: 'series' };
  }
  // What the directory of the disc lists in full is whole, however it is numbered.
  if (listed || !evidence.slices) return null;
  if (gaps.length) return { count: total(gaps), numbers: gaps, by: 'numbers' };
  const holes = holesInPositions(evidence);
  return holes ? { count: holes, numbers: [], by: 'positions' } : null;
}

const total = (runs: readonly Run[]): number => runs.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** Numbers in runs; none where some are not known. */
function named(numbers: readonly (number | null)[]): Run[] {
  const known = [...new Set(numbers)].filter((number) => number !== null).sort((a, b) => a - b);
  if (known.length < numbers.length) return [];
  const runs: [number, number][] = [];
  for (const number of known) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** Between sorted unique numbers, and from 1 to `last` where that is given. */
function between(numbers: readonly number[], last: number | null): Run[] {
  const runs: Run[] = [];
  let expected = last === null ? (numbers[0] ?? 0) : 1;
  for (const number of numbers) {
    if (number > expected) runs.push([expected, number - 1]);
    expected = number + 1;
  }
  if (last !== null && expected <= last) runs.push([expected, last]);
  return runs;
}

/** All numbers, localizers' too, sorted; null unless each instance has one of its own. */
function uniqueNumbers({ numbers, localizers }: SeriesEvidence): number[] | null {
  const all = [...numbers, ...localizers];
  if (all.includes(null) || new Set(all).size < all.length) return null;
  return (all as number[]).sort((a, b) => a - b);
}

/** What is not there of 1 to `last`, where the series is numbered so; else the gaps where they are all. */
function namedUpTo(last: number, evidence: SeriesEvidence, gaps: readonly Run[]): readonly Run[] {
  const numbers = uniqueNumbers(evidence);
  if (numbers && (numbers[0] ?? 0) >= 1 && (numbers.at(-1) ?? 0) <= last) return between(numbers, last);
  return numbers && total(gaps) === last - numbers.length ? gaps : [];
}

/** Runs of instance numbers that are not there. */
function gapsInNumbers(evidence: SeriesEvidence): readonly Run[] {
  const all = uniqueNumbers(evidence);
  if (!all) return [];
  const gaps = between(all, null);
  if (!gaps.length) return gaps;
  const order = [...evidence.numbers.keys()].sort(
    (a, b) => (evidence.numbers[a] as number) - (evidence.numbers[b] as number),
  );
  const numbers = order.map((index) => evidence.numbers[index] as number);
  const positions = order.map((index) => evidence.positions[index] as number);
  const step = stepOf(numbers, positions);
  // A gap in the numbers is a loss where the table moved on by just as many steps.
  const confirmed = new Set<number>();
  for (let i = 1; i < numbers.length; i++) {
    const [from, to] = [numbers[i - 1] as number, numbers[i] as number];
    const moved = (positions[i] as number) - (positions[i - 1] as number);
    if (to - from < 2) continue;
    if (
      step === null ? fitsBetween(i, moved, numbers, positions) : Math.abs(moved / step - (to - from)) <= 0.3
    )
      confirmed.add(to - 1);
  }
  const lost = gaps.filter(([, to]) => confirmed.has(to) || confirmed.has(enclosing(numbers, to)));
  if (lost.length || step !== null || !evidence.crossSectional) return lost;
  return unconfirmed(gaps, all, new Set(positions).size);
}

/**
 * A scan of two parts with steps of their own: over the gap before slice `i` the table moved as far for each number as
 * it does from slice to slice before or behind it.
 */
function fitsBetween(
  i: number,
  moved: number,
  numbers: readonly number[],
  positions: readonly number[],
): boolean {
  const step = (at: number) =>
    numbers[at] === (numbers[at - 1] ?? NaN) + 1
      ? (positions[at] as number) - (positions[at - 1] as number)
      : NaN;
  const steps = [step(i - 2), step(i - 1), step(i + 1), step(i + 2)].filter((each) => !Number.isNaN(each));
  if (steps.length < 2 || steps.some((each) => Math.sign(each) !== Math.sign(moved))) return false;
  const sizes = steps.map(Math.abs);
  const mean = Math.abs(moved) / ((numbers[i] as number) - (numbers[i - 1] as number));
  return mean >= 0.8 * Math.min(...sizes) && mean <= 1.2 * Math.max(...sizes);
}

/** The last number before the next slice: a gap may end at a localizer. */
const enclosing = (numbers: readonly number[], to: number): number =>
  (numbers.find((number) => number > to) ?? NaN) - 1;

/** How far the table moves from one number to the next, in mm; null where it does not move alike. */
function stepOf(numbers: readonly number[], positions: readonly number[]): number | null {
  const steps: number[] = [];
  for (let i = 1; i < numbers.length; i++) {
    const step = (positions[i] as number) - (positions[i - 1] as number);
    if (numbers[i] === (numbers[i - 1] as number) + 1 && !Number.isNaN(step)) steps.push(step);
  }
  return steps.length < 3 ? null : regular(steps, 0.8);
}

/** The usual one, if so many are like it; their mean, since positions may be rounded. */
function regular(steps: readonly number[], share: number): number | null {
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] as number;
  const alike = steps.filter((step) => Math.abs(step - usual) <= 0.2 * Math.abs(usual));
  if (Math.abs(usual) < 0.01 || alike.length < share * steps.length) return null;
  return alike.reduce((sum, step) => sum + step, 0) / alike.length;
}

/**
 * Gaps that positions say nothing about. Echoes, phases and directions of one acquisition may be numbered through and
 * stored apart: then gaps are alike, or whole passes over all slices.
 */
function unconfirmed(gaps: readonly Run[], numbers: readonly number[], slices: number): readonly Run[] {
  const [first, second] = gaps;
  const block = (first?.[0] ?? 0) - (numbers[0] ?? 0);
  const pattern =
    second !== undefined &&
    gaps.every(([from, to], i) => {
      const before = gaps[i - 1];
      return to - from === second[1] - second[0] && (!before || from - before[1] - 1 === block);
    });
  const passes = slices > 1 && gaps.some(([from, to]) => (to - from + 1) % slices === 0);
  return numbers.length < 20 || total(gaps) * 10 > numbers.length || pattern || passes ? [] : gaps;
}

/** Slices that are not there, where no number says anything and the others stand at equal distances. */
function holesInPositions({ numbers, positions }: SeriesEvidence): number {
  if (new Set(numbers).size > 1 || positions.length < 10 || positions.some(Number.isNaN)) return 0;
  const sorted = [...positions].sort((a, b) => a - b);
  const distances = sorted.slice(1).map((position, i) => position - (sorted[i] as number));
  const spacing = regular(distances, 0.9);
  if (spacing === null) return 0;
  let holes = 0;
  for (const distance of distances) {
    const steps = Math.round(distance / spacing);
    if (steps < 1 || Math.abs(distance / spacing - steps) > 0.1 * steps) return 0;
    holes += steps - 1;
  }
  return holes * 5 <= positions.length ? holes : 0;
}
