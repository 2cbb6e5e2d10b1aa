/** "Did you mean": the candidate nearest to a word that is not one. */

/** Names that other form formats have for what is called otherwise here. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  answers: ['options'],
  answeroption: ['options'],
  choices: ['options'],
  condition: ['when', 'visible'],
  default: ['fallback'],
  description: ['help', 'text'],
  enablewhen: ['visible'],
  hint: ['help'],
  if: ['when', 'visible'],
  is: ['equals'],
  items: ['questions'],
  name: ['id'],
  result: ['outcome'],
  showif: ['visible'],
  text: ['label', 'title'],
  then: ['outcome'],
  title: ['label'],
  type: ['kind'],
  value: ['equals'],
  visibleif: ['visible'],
};

/** Case, hyphens and underscores apart. */
const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Edits between two words: letters added, left out, replaced, or two neighbours swapped (the optimal string alignment
 * distance, after Damerau 1964).
 */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      (rows[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (same ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}

/** The nearest of some candidates; undefined when none is near enough to have been meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const name = plain(candidate);
    const contained =
      Math.min(name.length, wanted.length) >= 3 && (name.includes(wanted) || wanted.includes(name));
    const far = Math.min(distance(wanted, name), contained ? 1 : Infinity);
    if (far < least) [best, least] = [candidate, far];
  }
  return least <= Math.max(1, Math.floor(wanted.length / 3)) ? best : undefined;
}

/** The nearest key, known by spelling or from another format. */
export function nearestKey(key: string, candidates: readonly string[]): string | undefined {
  return ELSEWHERE[plain(key)]?.find((each) => candidates.includes(each)) ?? nearest(key, candidates);
}

/** "Did you mean ...?", or what there is to choose from. */
export function didYouMean(word: string, candidates: readonly string[], all: string): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (candidates.length === 0) return `There are no ${all}.`;
  const some = candidates.slice(0, 12).map((each) => `"${each}"`);
  const more = candidates.length > 12 ? ` and ${candidates.length - 12} more` : '';
  return `The ${all} are ${some.join(', ')}${more}.`;
}
