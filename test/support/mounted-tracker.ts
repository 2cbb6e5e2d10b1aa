/** A tracker on a page, as a person sees, hears and uses it. */
import { fixture, html } from '@open-wc/testing';
import type { MemoryBackend } from '../../src/backend/memory/memory-backend.js';
import '../../src/widgets/case-status-tracker/define.js';
import type { SoCaseStatusTracker } from '../../src/widgets/case-status-tracker/so-case-status-tracker.js';
import { waitUntil } from './wait.js';

export async function mountTracker(backend: MemoryBackend, locale = 'en') {
  const said: string[] = [];
  const announcer = { announce: (sentence: string) => void said.push(sentence) };
  const element = await fixture<SoCaseStatusTracker>(
    html`<so-case-status-tracker
      .backend=${backend}
      .announcer=${announcer}
      locale=${locale}
    ></so-case-status-tracker>`,
  );
  const root = element.shadowRoot as ShadowRoot;
  const text = () =>
    (root.querySelector('[part=root]') as HTMLElement | null)?.innerText.replace(/\s+/g, ' ') ?? '';
  const shows = (part: string) => waitUntil(() => text().includes(part), `"${part}" is not in: ${text()}`);
  const button = (name: string) => {
    const all = [...root.querySelectorAll('button')];
    const nameOf = (each: HTMLElement) => each.getAttribute('aria-label') ?? each.innerText.trim();
    const found = all.find((each) => nameOf(each) === name);
    if (!found) throw new Error(`no button "${name}" among ${all.map(nameOf).join(', ')}`);
    return found;
  };
  return { element, root, said, text, shows, button };
}
