/** What has changed between two versions of a definition, by meaning: things are matched by id, not by place. */
import type { Claim, EligibilityDefinition } from '../contract/index.js';
import { canonicalJson } from './record.js';
import { conditionInWords } from './words.js';

export type Thing = 'definition' | 'group' | 'question' | 'option' | 'outcome' | 'rule' | 'assertion';

export interface DefinitionChange {
  /** `moved`: it stands elsewhere among its neighbours. */
  what: 'added' | 'removed' | 'moved' | 'changed';
  of: Thing;
  /** Ids from the outside in: question and option. Empty for the definition itself. */
  ids: readonly string[];
  /** What of it has changed, such as `label.en`, `visible`, `priority`. */
  key?: string;
  /** In words; left out where there was nothing. */
  before?: string;
  /** In words; left out where there is nothing now. */
  after?: string;
}

type Item = Readonly<Record<string, unknown>> & { id: string };

/** Lists of things with ids, and what they hold. */
const LISTS = {
  groups: 'group',
  questions: 'question',
  outcomes: 'outcome',
  rules: 'rule',
  assertions: 'assertion',
} as const;

/** What a key means when it is left out: spelling that out changes nothing. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  counterfactuals: true,
  multiline: false,
  order: 'listed',
  other: false,
  priority: 0,
  record: false,
  required: true,
  score: 0,
  unsure: false,
};

const CONDITIONS: ReadonlySet<string> = new Set(['visible', 'when', 'never', 'always']);

/** Neither says anything about the content: the version is there to change, and a sign-off is of one version. */
const NOT_CONTENT: ReadonlySet<string> = new Set(['$schema', 'signOff']);

/** Changes from one version to the next. Empty: the two say the same, sign-off and `$schema` apart. */
export function diffDefinitions(
  before: EligibilityDefinition,
  after: EligibilityDefinition,
): DefinitionChange[] {
  const own = (definition: EligibilityDefinition) =>
    Object.fromEntries(
      Object.entries(definition).filter(([key]) => !(key in LISTS) && !NOT_CONTENT.has(key)),
    );
  return [
    ...changedKeys('definition', [], own(before), own(after)),
    ...Object.entries(LISTS).flatMap(([key, of]) =>
      diffLists(
        of,
        [],
        (before[key as keyof typeof LISTS] ?? []) as Item[],
        (after[key as keyof typeof LISTS] ?? []) as Item[],
      ),
    ),
  ];
}

function diffLists(
  of: Thing,
  within: readonly string[],
  before: readonly Item[],
  after: readonly Item[],
): DefinitionChange[] {
  const was = new Map(before.map((item) => [item.id, item]));
  const is = new Map(after.map((item) => [item.id, item]));
  const moved = movedIds(
    before.map(({ id }) => id).filter((id) => is.has(id)),
    after.map(({ id }) => id).filter((id) => was.has(id)),
  );
  const removed = before.filter(({ id }) => !is.has(id));
  return [
    ...removed.map((item): DefinitionChange => ({
      what: 'removed',
      of,
      ids: [...within, item.id],
      ...(nameOf(item) && { before: nameOf(item) }),
    })),
    ...after.flatMap((item, index): DefinitionChange[] => {
      const ids = [...within, item.id];
      const earlier = was.get(item.id);
      if (!earlier) return [{ what: 'added', of, ids, ...(nameOf(item) && { after: nameOf(item) }) }];
      return [
        ...(moved.has(item.id) ? [{ what: 'moved' as const, of, ids, after: placeOf(after, index) }] : []),
        ...diffItems(of, ids, earlier, item),
      ];
    }),
  ];
}

/** What a thing is called, in English. */
function nameOf(item: Item): string | undefined {
  const text = item['label'] ?? item['title'] ?? item['reason'] ?? item['text'];
  if (typeof text === 'string') return text;
  return typeof text === 'object' && text !== null
    ? String((text as Record<string, unknown>)['en'])
    : undefined;
}

function placeOf(items: readonly Item[], index: number): string {
  const before = items[index - 1];
  return before ? `after "${before.id}"` : 'to the beginning';
}

function diffItems(of: Thing, ids: readonly string[], before: Item, after: Item): DefinitionChange[] {
  const { options: was = [], ...old } = before as Item & { options?: Item[] };
  const { options: is = [], ...now } = after as Item & { options?: Item[] };
  return [...changedKeys(of, ids, old, now), ...diffLists('option', ids, was, is)];
}

function changedKeys(
  of: Thing,
  ids: readonly string[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): DefinitionChange[] {
  const was = inWords(before);
  const is = inWords(after);
  const keys = new Set([...was.keys(), ...is.keys()]);
  return [...keys].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    if (old === now) return [];
    return [
      {
        what: 'changed',
        of,
        ids,
        key,
        ...(old !== undefined && { before: old }),
        ...(now !== undefined && { after: now }),
      },
    ];
  });
}

/** The keys of a thing, each value in words; texts by language. Defaults are spelt out, so that both sides are alike. */
function inWords(item: Readonly<Record<string, unknown>>): Map<string, string> {
  const words = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (value === undefined) return;
    if (CONDITIONS.has(key)) words.set(key, conditionInWords(value as Claim));
    else if (Array.isArray(value)) value.forEach((each, i) => add(`${key}.${i + 1}`, each));
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) add(`${key}.${name}`, each);
    else if (DEFAULTS[key] !== value)
      words.set(key, typeof value === 'string' ? value : canonicalJson(value));
  };
  for (const [key, value] of Object.entries(item)) if (key !== 'id' || !('kind' in item)) add(key, value);
  return words;
}

/** Ids that are no longer in the order of the others: all that stand outside of a longest common subsequence. */
function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const length: number[][] = Array.from({ length: before.length + 1 }, () => []);
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      (length[i] as number[])[j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const moved = new Set(after);
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (before[i] === after[j]) {
      moved.delete(after[j] as string);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return moved;
}
