/** A number before the page's title, `(1) Lindenfield Hospital`, taken away again without a trace. */
export class TitleBadge {
  #prefix = '';

  show(count: number): void {
    const prefix = count > 0 ? `(${count})` : '';
    if (prefix === this.#prefix) return;
    const { title } = document;
    // The page may have changed its title meanwhile: then there is nothing of ours in it.
    const own = title.startsWith(this.#prefix) ? title.slice(this.#prefix.length) : title;
    document.title = `${prefix} ${own.trim()}`.trim();
    this.#prefix = prefix;
  }
}
