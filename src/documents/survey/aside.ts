/** What is left out, by reason: counted all, listed a hundred of each. */
import type { LeftOutFile, LeftOutGroup } from './found.js';

const LISTED = 100;

export class Aside {
  readonly #groups = new Map<string, { code: string; count: number; files: LeftOutFile[] }>();

  add(file: LeftOutFile): void {
    const code = file.codes[0] ?? 'unsupported-type';
    const group = this.#groups.get(code) ?? { code, count: 0, files: [] };
    group.count++;
    if (group.files.length < LISTED) group.files.push(file);
    this.#groups.set(code, group);
  }

  copy(): Aside {
    const copy = new Aside();
    for (const [code, group] of this.#groups) copy.#groups.set(code, { ...group, files: [...group.files] });
    return copy;
  }

  get groups(): readonly LeftOutGroup[] {
    return [...this.#groups.values()];
  }
}
