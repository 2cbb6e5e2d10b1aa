/**
 * No string outside of the catalogues: with a language in which every sentence of the catalogue is bracketed, whatever
 * text an element shows without brackets was not translated. What the backend says (definition, consent, names) is
 * bracketed at its source too.
 */
import { expect, fixture, html } from '@open-wc/testing';
import { createMemoryBackend } from '../../src/backend/index.js';
import type { LocalisedText } from '../../src/contract/index.js';
import { defaultDefinition } from '../../src/eligibility/index.js';
import { registerLocale, type Messages } from '../../src/i18n/index.js';
import { en } from '../../src/i18n/locales/en.js';
import '../../src/define.js';
import { waitUntil } from '../support/wait.js';

/** Every string in brackets; functions answer in brackets. */
function bracketed<T>(value: T): T {
  if (typeof value === 'string') return `⟦${value}⟧` as T;
  if (typeof value === 'function') {
    return ((...parameters: unknown[]) =>
      bracketed((value as (...p: unknown[]) => unknown)(...parameters))) as T;
  }
  if (Array.isArray(value)) return value.map(bracketed) as T;
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bracketed(each)])) as T;
  }
  return value;
}

const definition = JSON.parse(JSON.stringify(defaultDefinition), (_key, value: unknown) =>
  value && typeof value === 'object' && 'en' in value
    ? { ...(value as LocalisedText), en: `⟦${(value as LocalisedText)['en']}⟧` }
    : value,
) as typeof defaultDefinition;

const organisation = { name: '⟦Clinic⟧', phone: '⟦555⟧', email: 'a@example.org', emergencyNumber: '⟦911⟧' };

/** Text that is shown outside of brackets, and labels that are read. Numbers and signs are no words. */
function bare(root: Node): string[] {
  const found: string[] = [];
  const look = (text: string | null) => {
    let rest = text ?? '';
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
    }
    // Words of Intl (months, units) are translated by the browser; addresses are nobody's language.
    rest = rest
      .replace(/\S+@\S+/g, '')
      .replace(/\b(January|November|December|bytes?|GB|MB|kB|AM|PM|at)\b/g, '');
    if (/\p{L}{2,}/u.test(rest)) found.push(rest.trim());
  };
  const walk = (node: Node) => {
    if (node instanceof Text) look(node.data);
    if (node instanceof Element) {
      if (node.localName === 'style' || node.localName === 'svg') return;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) look(node.getAttribute(name));
      if (node.shadowRoot) walk(node.shadowRoot);
    }
    node.childNodes.forEach(walk);
  };
  walk(root);
  return found;
}

const text = (element: Element) => {
  const walk = (node: Node): string =>
    [
      node instanceof Text ? node.data : '',
      node instanceof Element && node.shadowRoot ? walk(node.shadowRoot) : '',
    ]
      .concat([...node.childNodes].map(walk))
      .join(' ');
  return walk(element);
};

describe('in a language of brackets', () => {
  before(() => registerLocale('qps', bracketed<Messages>(en)));

  it('a string outside of the brackets is found', () => {
    const element = document.createElement('p');
    element.innerText = '⟦Inside⟧ and outside';
    element.setAttribute('aria-label', 'Label');
    expect(bare(element)).to.deep.equal(['Label', 'and outside']);
  });

  const backend = (changes: Parameters<typeof createMemoryBackend>[0] = {}) =>
    createMemoryBackend({
      definition,
      ...changes,
      capabilities: { organisation, cost: { en: '⟦480⟧' }, ...changes.capabilities },
    });

  it('the checklist says nothing else', async () => {
    const element = await fixture(
      html`<so-eligibility-checklist locale="qps" .backend=${backend()}></so-eligibility-checklist>`,
    );
    await waitUntil(() => text(element).includes('⟦Start⟧'));
    expect(bare(element)).to.deep.equal([]);
    const press = (name: string) => {
      const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
      buttons.find((button) => button.checkVisibility() && button.textContent?.includes(name))?.click();
    };
    press('Start');
    await waitUntil(() => text(element).includes('Is any of this happening'));
    expect(bare(element)).to.deep.equal([]);
    press('Continue');
    await waitUntil(() => text(element).includes('There is a problem'));
    expect(bare(element)).to.deep.equal([]);
    element.shadowRoot?.querySelector<HTMLInputElement>('input[value="stroke"]')?.click();
    press('Continue');
    await waitUntil(() => text(element).includes('Please get medical help now'));
    expect(bare(element)).to.deep.equal([]);
  });

  it('the checklist’s check, result and kept answers say nothing else', async () => {
    const fresh = async () => {
      const element = await fixture(
        html`<so-eligibility-checklist
          locale="qps"
          save-days="7"
          .backend=${backend()}
        ></so-eligibility-checklist>`,
      );
      const press = async (name: string) => {
        const find = () =>
          [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
            (button) => button.checkVisibility() && button.textContent?.includes(name),
          );
        await waitUntil(find, `no button ${name}`);
        find()?.click();
      };
      const answer = async (value: string) => {
        const find = () =>
          [...(element.shadowRoot?.querySelectorAll<HTMLElement>(`input[value="${value}"]`) ?? [])].find(
            (each) => each.checkVisibility(),
          );
        await waitUntil(find, `no choice ${value}`);
        find()?.click();
        await press('Continue');
      };
      return { element, press, answer };
    };
    const first = await fresh();
    await waitUntil(() => text(first.element).includes('Keep my answers'));
    expect(bare(first.element)).to.deep.equal([]);
    await first.press('Start');
    await first.answer('?none');
    await first.press('Keep my answers');
    await waitUntil(() => text(first.element).includes('Forget my answers'));
    expect(bare(first.element)).to.deep.equal([]);
    first.element.remove();

    const { element, press, answer } = await fresh();
    await waitUntil(() => text(element).includes('are on this device'));
    expect(bare(element)).to.deep.equal([]);
    await press('Continue');
    for (const value of ['false', 'child', 'true', 'false']) await answer(value);
    await waitUntil(() => text(element).includes('Check your answers'));
    expect(bare(element)).to.deep.equal([]);
    await press('See your result');
    await waitUntil(() => text(element).includes('What would change this result'));
    expect(bare(element)).to.deep.equal([]);
  });

  it('the uploader says nothing else', async () => {
    const element = await fixture(
      html`<so-document-uploader locale="qps" .backend=${backend({ case: {} })}></so-document-uploader>`,
    );
    await waitUntil(() => text(element).includes('Choose files'));
    expect(bare(element)).to.deep.equal([]);
  });

  it('the tracker says nothing else', async () => {
    const memory = backend({ case: { reference: '⟦REF⟧' } });
    const element = await fixture(
      html`<so-case-status-tracker locale="qps" .backend=${memory}></so-case-status-tracker>`,
    );
    await waitUntil(() => text(element).includes('We have your request'));
    expect(bare(element)).to.deep.equal([]);
    memory.staff.openRequest('5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c11', {
      title: '⟦Report⟧',
      dueOn: '2026-12-07',
    });
    await waitUntil(() => text(element).includes('⟦Report⟧'));
    expect(bare(element)).to.deep.equal([]);
    memory.staff.releaseReport('5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c11');
    await waitUntil(() => text(element).includes('Download the report'));
    expect(bare(element)).to.deep.equal([]);
  });

  it('the intake says nothing else, at its start and on every later step', async () => {
    const element = await fixture(html`<so-intake locale="qps" .backend=${backend()}></so-intake>`);
    await waitUntil(() => text(element).includes('⟦Start⟧'));
    expect(bare(element)).to.deep.equal([]);
    const consentText = (await backend().capabilities()).consentTexts[0];
    const consentTexts = consentText ? [{ ...consentText, title: '⟦t⟧', text: '⟦c⟧' }] : [];
    const resumed = await fixture(
      html`<so-intake
        locale="qps"
        .backend=${backend({ case: { phase: 'draft', waitingOn: 'patient', reference: '⟦REF⟧' }, capabilities: { consentTexts } })}
      ></so-intake>`,
    );
    await waitUntil(() => text(resumed).includes('I have read this and I agree'));
    expect(bare(resumed)).to.deep.equal([]);
  });
});
