/** How far sending is, in front of the page's title: people look at other tabs meanwhile. */

const OURS = /\(\d{1,2}%\) ?/;

export class TitleProgress {
  #shown: string | null = null;

  /** `fraction`: of 1; null takes it away. What the page has made of its title meanwhile stays. */
  show(fraction: number | null): void {
    const prefix = fraction === null ? null : `(${Math.min(99, Math.floor(fraction * 100))}%) `;
    const gone = this.#shown !== null && !document.title.includes(this.#shown.trim());
    if (prefix === this.#shown && !gone) return;
    const title = this.#shown === null ? document.title : document.title.replace(OURS, '');
    this.#shown = prefix;
    document.title = (prefix ?? '') + title;
  }
}
