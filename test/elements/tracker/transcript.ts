/** What a screen reader says of a case from the request to the report, in order: nothing twice, nothing without its meaning. */
import { expect } from '@open-wc/testing';
import { memoryCase } from '../../../src/backend/memory/fixtures.js';
import { createMemoryBackend } from '../../../src/backend/memory/memory-backend.js';
import { mountTracker } from '../../support/mounted-tracker.js';
import { pdf } from '../../support/mounted-uploader.js';
import { CONSENT, loadUploader } from '../../support/uploader.js';
import { waitUntil } from '../../support/wait.js';

const CASE = memoryCase();

/** Times differ from run to run. */
const timeless = (sentence: string) => sentence.replace(/\d{1,2}:\d{2}\s?(?:AM|PM)/g, '9:30 AM');

describe('what is said of a case', () => {
  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });

  it('from the request to the report, with a document on the way and a line that is gone for a while', async () => {
    const backend = createMemoryBackend({ case: { phase: 'submitted', consents: [CONSENT] } });
    const { root, said: heard, shows } = await mountTracker(backend);
    // How it goes on is said of a file that takes a while, which depends on the machine.
    const said = () => heard.filter((sentence) => !sentence.startsWith('Sending')).map(timeless);
    const hears = (part: string) =>
      waitUntil(() => said().join(' ').includes(part), `${part}: ${said().join(' | ')}`);
    await shows('Live.');
    expect(said()).to.deep.equal([]);

    backend.staff.movePhase(CASE.id, 'collecting-records');
    await hears('records');
    backend.staff.openRequest(CASE.id, { title: 'Pathology report' });
    await hears('Pathology report');

    await waitUntil(() => root.querySelector('[aria-label="Add the document: Pathology report"]'));
    root.querySelector<HTMLElement>('[aria-label="Add the document: Pathology report"]')?.click();
    await waitUntil(() => root.querySelector('so-document-uploader')?.shadowRoot?.querySelector('#files'));
    const input = root
      .querySelector('so-document-uploader')
      ?.shadowRoot?.querySelector<HTMLInputElement>('#files');
    const transfer = new DataTransfer();
    transfer.items.add(pdf('pathology.pdf'));
    (input as HTMLInputElement).files = transfer.files;
    input?.dispatchEvent(new Event('change', { bubbles: true }));
    window.dispatchEvent(new Event('focus'));
    await hears('received');

    const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine') as PropertyDescriptor;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    window.dispatchEvent(new Event('offline'));
    await hears('offline');
    Object.defineProperty(navigator, 'onLine', { ...online, configurable: true });
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
    await hears('online again');

    backend.staff.releaseReport(CASE.id);
    await hears('Your report is ready');
    expect(said()).to.deep.equal([
      'We are collecting your records. Nothing is needed from you, because the team checks that all your records are there.',
      'The clinic asked for something: Pathology report.',
      'The clinic is working on it.',
      'Done. 1 file was received.',
      'You are offline. This is how it was at 9:30 AM.',
      'You are online again.',
      'Your report is ready.',
    ]);
  });
});
