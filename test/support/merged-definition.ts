/** One long definition out of several: their questions and rules one after the other, all ids made distinct. */
import type { EligibilityDefinition } from '../../src/contract/index.js';

/** Keys that hold ids, or lists of ids, of the definition's own. */
const OF_IDS = new Set(['id', 'question', 'group', 'outcome', 'score']);

function renamed<T>(value: T, prefix: string): T {
  const walk = (each: unknown, key: string, inOption: boolean): unknown => {
    if (typeof each === 'string') return OF_IDS.has(key) && !inOption ? `${prefix}${each}` : each;
    if (Array.isArray(each))
      return each.map((item) => walk(item, key === 'score' ? key : '', inOption || key === 'options'));
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, item]) => [name, walk(item, name, inOption)]));
  };
  return walk(value, '', false) as T;
}

/** The first `most` questions of the definitions together, with the rules that look at these alone. */
export function merged(definitions: readonly EligibilityDefinition[], most: number): EligibilityDefinition {
  const all = definitions.map((definition, i) => renamed(definition, `d${i}-`));
  const [first] = all;
  const questions = all.flatMap((each) => each.questions).slice(0, most);
  const known = new Set(questions.map(({ id }) => id));
  const looksAtKnown = (condition: unknown): boolean =>
    [...JSON.stringify(condition).matchAll(/"(d\d+-[^"]+)"/g)].every(([, id]) => known.has(id as string));
  const rules = all.flatMap((each) => each.rules).filter(({ when }) => looksAtKnown(when));
  // The first definition's outcomes that let a person go on would end it before the second is asked.
  const kinds = new Map(all.flatMap((each) => each.outcomes).map(({ id, kind }) => [id, kind]));
  const last = definitions.length - 1;
  const kept = rules.filter(
    ({ id, outcome }) => id.startsWith(`d${last}-`) || kinds.get(outcome) !== 'eligible',
  );
  const fallback = all[last]?.fallback ?? all.find((each) => each.fallback)?.fallback;
  const used = new Set([...kept.map(({ outcome }) => outcome), fallback?.outcome]);
  return {
    ...(first as EligibilityDefinition),
    groups: all.flatMap((each) => each.groups ?? []),
    questions,
    outcomes: all.flatMap((each) => each.outcomes).filter(({ id }) => used.has(id)),
    rules: kept,
    ...(fallback && { fallback }),
    whenUnsure: undefined,
    assertions: [],
  };
}
