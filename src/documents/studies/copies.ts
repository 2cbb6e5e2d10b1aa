/** Files with one SOP Instance UID: the same content twice, or another one. Pure. */
import { NONE, type InstanceTable } from './instance-table.js';

export interface CopiesFound {
  /** Files that are the same as another one. */
  duplicates: number;
  /** Files whose UID another file with other content has. */
  conflicting: number;
  /** Files whose digest decides. */
  open: readonly number[];
}

/**
 * `heads`: the first file of each chain of two or more. Marks all but one of equal content as copies, and gives the
 * series that changes by it to `changed`.
 */
export function findCopies(
  heads: Iterable<number>,
  table: InstanceTable,
  digests: ReadonlyMap<number, string>,
  changed: (file: number) => void,
): CopiesFound {
  let [duplicates, conflicting] = [0, 0];
  const open: number[] = [];
  const mark = (file: number, copy: 0 | 1) => {
    if (table.copy[file] === copy) return;
    table.copy[file] = copy;
    changed(file);
  };
  const settle = (files: readonly number[]) => {
    const kept = files.reduce((least, file) => Math.min(least, file), Infinity);
    for (const file of files) mark(file, file === kept ? 0 : 1);
    duplicates += files.length - 1;
  };
  for (const head of heads) {
    const second = table.next[head] as number;
    // The whole disc dropped twice: 65,000 pairs, and no time for more than this.
    if (table.next[second] === NONE) {
      const [one, other] = [digests.get(head), digests.get(second)];
      const equal = table.size[head] === table.size[second];
      if (equal && one !== undefined && one === other) {
        settle([head, second]);
        continue;
      }
      mark(head, 0);
      mark(second, 0);
      if (!equal || (one !== undefined && other !== undefined)) conflicting++;
      else open.push(...[head, second].filter((file) => !digests.has(file)));
      continue;
    }
    /** By size, then by digest; the files without one under ''. */
    const contents = new Map<number, Map<string, number[]>>();
    for (let file = head; file !== NONE; file = table.next[file] as number) {
      const size = table.size[file] as number;
      const equal = contents.get(size) ?? new Map<string, number[]>();
      contents.set(size, equal);
      const digest = digests.get(file) ?? '';
      const files = equal.get(digest);
      if (files) files.push(file);
      else equal.set(digest, [file]);
    }
    let kinds = 0;
    for (const equal of contents.values()) {
      const unknown = equal.get('') ?? [];
      if (unknown.length > 1 || equal.size > 1) for (const file of unknown) open.push(file);
      for (const file of unknown) mark(file, 0);
      equal.delete('');
      // Undecided ones are counted as neither.
      kinds += Math.max(1, equal.size);
      for (const files of equal.values()) settle(files);
    }
    conflicting += kinds - 1;
  }
  return { duplicates, conflicting, open: open.sort((a, b) => a - b) };
}
