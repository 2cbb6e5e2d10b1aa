/**
 * Tells the person of news while they look elsewhere, when they wished for it. Without content: others may see the
 * screen. Lasts as long as the page, and is kept nowhere.
 */

export type AlertState = 'off' | 'on' | 'refused';

export class NewsAlert {
  state: AlertState = 'off';

  #offered: boolean | null = null;

  /** Some browsers, and frames of another origin, have none. Asked once: the browser takes its time to answer. */
  get offered(): boolean {
    return (this.#offered ??= this.#isThere());
  }

  #isThere(): boolean {
    return 'Notification' in globalThis && window.isSecureContext && Notification.permission !== 'denied';
  }

  /** Asks the browser, on the person's click. */
  async ask(): Promise<AlertState> {
    const permission = await Notification.requestPermission().catch(() => 'denied' as const);
    this.state = permission === 'granted' ? 'on' : 'refused';
    return this.state;
  }

  stop(): void {
    this.state = 'off';
  }

  /** Nothing when the person is looking at the page. */
  tell({ title, text }: { title: string; text: string }): void {
    if (this.state !== 'on' || (!document.hidden && document.hasFocus())) return;
    try {
      // One at a time, however much happens.
      const shown = new Notification(title, { body: text, tag: 'second-opinion-intake' });
      shown.addEventListener('click', () => {
        window.focus();
        shown.close();
      });
    } catch {
      // Chromium on Android has the constructor, and throws: only a service worker may show one there.
      this.state = 'refused';
    }
  }
}
