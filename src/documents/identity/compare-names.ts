/** How two names agree. Pure; symmetric. */
import { collapse, HAS_SPACES, type Script } from './fold.js';
import { isInitial, withoutParticles, type NameText, type ParsedName } from './name.js';

export type NameAgreement =
  /** Family and given name agree; further names may be missing on one side. */
  | 'agree'
  /** One of the two only by its initial, or as far as a text that was cut off goes. */
  | 'abbreviated'
  /** The given names agree, the family names but for one letter. */
  | 'misspelt'
  /** What both say agrees, but one says only a part: `DOE` and `DOE^JOHN`. */
  | 'part'
  /** A name is missing, or the two are in different scripts. */
  | 'unknown'
  | 'different';

export interface ComparedNames {
  agreement: NameAgreement;
  /** Equal but for case and width. */
  literal: boolean;
}

const RANKS: readonly NameAgreement[] = ['agree', 'abbreviated', 'misspelt', 'part', 'different'];

/** Names agree when any component group that both have agrees. */
export function compareNames(a: ParsedName, b: ParsedName): ComparedNames {
  let best: NameAgreement = 'unknown';
  let literal = false;
  for (const one of a.texts)
    for (const other of b.texts) {
      if (one.script !== other.script) continue;
      const agreement = compareTexts(one, other);
      if (best === 'unknown' || RANKS.indexOf(agreement) < RANKS.indexOf(best)) best = agreement;
      literal ||= agreement === 'agree' && one.spelling === other.spelling;
    }
  return { agreement: best, literal };
}

function compareTexts(a: NameText, b: NameText): NameAgreement {
  if (a.generation && b.generation && a.generation !== b.generation) return 'different';
  const [whole, turned] = [joined([...a.family, ...a.given]), joined([...a.given, ...a.family])];
  const [other, otherTurned] = [joined([...b.family, ...b.given]), joined([...b.given, ...b.family])];
  if (whole === other || turned === other || whole === otherTurned || turned === otherTurned)
    return isSingle(a) && isSingle(b) ? 'part' : 'agree';

  let best: NameAgreement = 'different';
  for (const one of readings(a))
    for (const two of readings(b))
      for (const swapped of [false, true]) {
        const agreement = swapped
          ? joinParts(part(one[0], two[1], a.script), part(one[1], two[0], a.script), true)
          : joinParts(part(one[0], two[0], a.script), part(one[1], two[1], a.script), false);
        if (RANKS.indexOf(agreement) < RANKS.indexOf(best)) best = agreement;
        if (best === 'agree') return best;
      }
  if (cutOff(a, whole, other) || cutOff(b, other, whole)) return 'abbreviated';
  return best;
}

/** One of the two names that a person has; in scripts without spaces it may be both. */
const isSingle = ({ script, unordered, family }: NameText): boolean =>
  unordered && family.length < 2 && HAS_SPACES.has(script);

type Reading = readonly [family: readonly string[], given: readonly string[]];

/** Where the order is not known, every place that may part family and given names; {@link compareTexts} turns them. */
function readings(text: NameText): Reading[] {
  if (!text.unordered) return [[text.family, text.given]];
  const all: Reading[] = [[text.family, []]];
  for (let i = 1; i < text.family.length; i++) all.push([text.family.slice(0, i), text.family.slice(i)]);
  return all.length > 1 ? all.slice(1) : all;
}

type Part = 'full' | 'initial' | 'missing' | 'near' | 'no';

function joinParts(first: Part, second: Part, turned: boolean): NameAgreement {
  if (first === 'full' && second === 'full') return 'agree';
  // A letter too few in a given name may be the other twin; in a family name it is a mistake.
  if (first === 'near' && second === 'full' && !turned) return 'misspelt';
  const parts = [first, second];
  if (parts.includes('no') || parts.includes('near')) return 'different';
  if (parts.includes('full')) return parts.includes('initial') ? 'abbreviated' : 'part';
  // Two initials in turned order, or nothing in common: no evidence that would stand against a contradiction.
  return turned || !parts.includes('initial') ? 'different' : 'part';
}

/** Names of one kind. Further names may be missing on one side, but not on both. */
function part(a: readonly string[], b: readonly string[], script: Script): Part {
  if (!a.length || !b.length) return 'missing';
  const [ours, theirs] = [withoutParticles(a), withoutParticles(b)];
  if (joined(a) === joined(b) || joined(ours) === joined(theirs)) return 'full';
  const left = new Set(ours.keys());
  const right = new Set(theirs.keys());
  const settle = (is: (x: string, y: string) => boolean) => {
    for (const i of left)
      for (const j of right)
        if (left.has(i) && is(ours[i] as string, theirs[j] as string)) {
          left.delete(i);
          right.delete(j);
        }
  };
  settle((x, y) => x === y);
  runTogether(ours, left, theirs, right);
  runTogether(theirs, right, ours, left);
  const full = left.size < ours.length;
  const initials = left.size;
  settle((x, y) => (isInitial(x, script) && y.startsWith(x)) || (isInitial(y, script) && x.startsWith(y)));
  if (left.size && right.size)
    return ours.length === 1 && theirs.length === 1 && near(ours[0], theirs[0]) ? 'near' : 'no';
  if (full) return 'full';
  return left.size < initials ? 'initial' : 'no';
}

/** `Mary Ann` and `Maryann`: words in a row that are one word of the other side. */
function runTogether(
  split: readonly string[],
  open: Set<number>,
  whole: readonly string[],
  openWhole: Set<number>,
): void {
  for (const target of openWhole)
    search: for (let from = 0; from + 1 < split.length; from++)
      for (let to = from + 2; to <= split.length && open.has(from) && open.has(to - 1); to++) {
        if (joined(split.slice(from, to)) !== whole[target]) continue;
        for (let i = from; i < to; i++) open.delete(i);
        openWhole.delete(target);
        break search;
      }
}

const joined = (words: readonly string[]): string => collapse(words.join(''));

/** Old systems cut names at 16 characters, the standard at 64; a space at the end is lost besides. */
function cutOff(a: NameText, whole: string, other: string): boolean {
  return [15, 16, 63, 64].includes(a.length) && other.length > whole.length && other.startsWith(whole);
}

/** One letter changed, left out, put in, or two exchanged, in words of at least five letters. */
function near(a = '', b = ''): boolean {
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rest = (text: string, from: number) => text.slice(from);
  return (
    rest(a, start + 1) === rest(b, start + 1) ||
    rest(a, start + 1) === rest(b, start) ||
    rest(a, start) === rest(b, start + 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, start + 2) === rest(b, start + 2))
  );
}
