/** An uploader on a page, as a person sees and uses it. */
import { fixture, html } from '@open-wc/testing';
import { createMemoryBackend, type MemoryOptions } from '../../src/backend/memory/memory-backend.js';
import type { Case, CaseDocument } from '../../src/contract/index.js';
import '../../src/widgets/document-uploader/define.js';
import type { SoDocumentUploader } from '../../src/widgets/document-uploader/so-document-uploader.js';
import { CASE, CONSENT } from './uploader.js';
import { waitUntil } from './wait.js';

export const backendWith = (theCase: Partial<Case> = {}, options: MemoryOptions = {}) =>
  createMemoryBackend({ ...options, case: { consents: [CONSENT], ...theCase } });

export const document = (changes: Partial<CaseDocument>): CaseDocument => ({
  id: crypto.randomUUID(),
  caseId: CASE.id,
  fileName: 'earlier.pdf',
  mediaType: 'application/pdf',
  type: 'pdf',
  size: 2_000_000,
  sha256: crypto.randomUUID().replaceAll('-', '').repeat(2),
  status: 'received',
  rejection: null,
  requestId: null,
  declaredAt: '2026-11-20T09:30:00Z',
  receivedAt: '2026-11-20T09:31:00Z',
  ...changes,
});

/** A small PDF, different for each name. */
export const pdf = (name: string, filling = 0) =>
  new File(
    [`%PDF-1.4\n% ${name}\n`, 'x'.repeat(filling), '\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'],
    name,
    {
      type: 'application/pdf',
    },
  );

export interface Mounted {
  element: SoDocumentUploader;
  said: string[];
  /** What a person reads in the element, on one line. */
  text: () => string;
  button: (name: string) => HTMLButtonElement;
  press: (name: string) => void;
  pick: (...files: File[]) => void;
  pickFolder: (files: Record<string, File>) => void;
  shows: (part: string | RegExp) => Promise<void>;
}

export async function mount(
  backend: ReturnType<typeof backendWith>,
  locale = 'en',
  width = 800,
  attributes: readonly string[] = [],
): Promise<Mounted> {
  const said: string[] = [];
  const announcer = { announce: (sentence: string) => void said.push(sentence) };
  const box = await fixture<HTMLDivElement>(
    html`<div>
      <so-document-uploader
        .backend=${backend}
        .announcer=${announcer}
        locale=${locale}
        ?title-progress=${attributes.includes('title-progress')}
        ?no-ledger=${attributes.includes('no-ledger')}
        ?remember-folder=${attributes.includes('remember-folder')}
      ></so-document-uploader>
    </div>`,
  );
  box.style.width = `${width}px`;
  const element = box.querySelector('so-document-uploader') as SoDocumentUploader;
  const root = element.shadowRoot as ShadowRoot;
  const text = () => (root.querySelector('[part=root]') as HTMLElement).innerText.replace(/\s+/g, ' ');
  const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? button.innerText.trim();
  const button = (name: string) => {
    const found = [...root.querySelectorAll('button')].find((each) => nameOf(each) === name);
    if (!found)
      throw new Error(`no button "${name}" among ${[...root.querySelectorAll('button')].map(nameOf)}`);
    return found;
  };
  const give = (input: HTMLInputElement, files: File[]) => {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const shows = (part: string | RegExp) =>
    waitUntil(
      () => (typeof part === 'string' ? text().includes(part) : part.test(text())),
      `shows ${String(part)}; there is: ${text()}`,
    );
  await waitUntil(() => root.querySelector('h2'));
  return {
    element,
    said,
    text,
    button,
    press: (name) => button(name).click(),
    pick: (...files) =>
      give(root.querySelector('input[type=file]:not([webkitdirectory])') as HTMLInputElement, files),
    pickFolder: (files) => {
      const list = Object.entries(files).map(([path, file]) => {
        Object.defineProperty(file, 'webkitRelativePath', { value: path });
        return file;
      });
      const input = root.querySelector('input[webkitdirectory]') as HTMLInputElement;
      // A browser fills this in from a real folder only.
      Object.defineProperty(input, 'files', { value: list, configurable: true });
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    shows,
  };
}

/** Screen readers are told once the window has the focus; a page under test may never get it. */
export const focusWindow = () => window.dispatchEvent(new Event('focus'));
