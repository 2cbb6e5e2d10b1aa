/** The report in place, additions to it, delays, codes of a newer backend, being told of news. */
import { expect } from '@open-wc/testing';
import { memoryCase } from '../../../src/backend/memory/fixtures.js';
import { createMemoryBackend } from '../../../src/backend/memory/memory-backend.js';
import { mountTracker } from '../../support/mounted-tracker.js';
import { document as documentOf } from '../../support/mounted-uploader.js';
import { waitUntil } from '../../support/wait.js';

const CASE = memoryCase();

describe('the report', () => {
  const viewer = Object.getOwnPropertyDescriptor(
    Navigator.prototype,
    'pdfViewerEnabled',
  ) as PropertyDescriptor;
  const showsPdf = (enabled: boolean) =>
    Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { ...viewer, get: () => enabled });
  afterEach(() => Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', viewer));

  it('is shown in place on the click, from memory, and is gone when it is closed', async () => {
    showsPdf(true);
    const backend = createMemoryBackend({ case: {} });
    backend.staff.releaseReport(CASE.id);
    const { element, root, shows, button } = await mountTracker(backend);
    await shows('Read it here');
    expect(backend.calls['createReportLink'] ?? 0).to.equal(0);
    button('Read it here').click();
    await waitUntil(() => root.querySelector('iframe'));
    const url = root.querySelector('iframe')?.src ?? '';
    expect(url).to.match(/^blob:/);
    expect((await (await fetch(url)).blob()).type).to.equal('application/pdf');
    await expect(element).to.be.accessible();
    button('Close the report').click();
    await waitUntil(() => !root.querySelector('iframe'));
    expect(await fetch(url).catch(() => 'gone')).to.equal('gone');
  });

  it('is only downloaded where the browser shows no PDF', async () => {
    showsPdf(false);
    const backend = createMemoryBackend({ case: {} });
    backend.staff.releaseReport(CASE.id);
    const { text, shows } = await mountTracker(backend);
    await shows('Download the report');
    expect(text()).not.to.include('Read it here');
  });

  it('says aloud that something was added, and gives each its own link', async () => {
    const backend = createMemoryBackend({ case: {} });
    backend.staff.releaseReport(CASE.id);
    const { element, said, shows, button } = await mountTracker(backend);
    await shows('Live.');
    backend.staff.releaseAddendum(CASE.id);
    await shows('Addition 1 to the report');
    expect(said).to.include('Your report has a new part.');
    await expect(element).to.be.accessible();
    const names: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
      names.push(this.download);
    };
    try {
      button('Download: Addition 1 to the report').click();
      await shows('The download has started');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(names).to.deep.equal(['second-opinion-addendum-1.pdf']);
  });
});

describe('news of a case', () => {
  it('says that it takes longer, why, and until when', async () => {
    const backend = createMemoryBackend({ case: {} });
    backend.staff.recordsComplete(CASE.id, '2030-12-07', '2030-12-11');
    const { said, text, shows } = await mountTracker(backend);
    await shows('Live.');
    backend.staff.delay(CASE.id, '2030-12-18', 'The specialist wants a second reading.');
    await shows('The clinic says: “The specialist wants a second reading.”');
    expect(text()).to.match(/Probably December 7\s?–\s?18, 2030/);
    expect(said).to.include('This takes longer than first planned. You did nothing wrong.');
  });

  it('shows codes that it does not know in the backend’s own words', async () => {
    const { element, text, shows } = await mountTracker(
      createMemoryBackend({
        case: {
          phase: 'tumour-board',
          phaseText: 'Your case is on the list for Thursday.',
          waitingOn: 'other',
          waitingText: 'The insurer is asked.',
          documents: [documentOf({ status: 'other', statusText: 'Your images are in the archive.' })],
        },
      }),
    );
    await shows('Your case is in progress');
    await shows('The clinic says: “Your images are in the archive.”');
    expect(text()).to.include('The clinic says: “Your case is on the list for Thursday.”');
    expect(text()).to.include('The clinic says: “The insurer is asked.”');
    expect(text()).not.to.include('tumour-board');
    await expect(element).to.be.accessible();
  });

  it('sends another copy of what cannot be used to the request that it was for', async () => {
    const backend = createMemoryBackend({ case: { phase: 'collecting-records' } });
    const { id: requestId } = backend.staff.openRequest(CASE.id, { title: 'CT images' });
    const failed = documentOf({ requestId, status: 'rejected', rejection: { code: 'unreadable' } });
    const withDocument = createMemoryBackend({
      case: { ...backend.caseNow(CASE.id), documents: [failed] },
    });
    const { root, shows, button } = await mountTracker(withDocument);
    await shows('Send another copy');
    button('Send another copy: earlier.pdf').click();
    await waitUntil(() => root.querySelector('so-document-uploader'));
    expect(root.querySelector('so-document-uploader')?.requestId).to.equal(requestId);
  });

  it('listens no longer while hidden once the browser can show no news', async () => {
    const original = window.Notification;
    // As Chromium on Android: what the constructor is for needs a service worker there.
    class Refusing {
      static permission = 'default';
      static requestPermission = () => Promise.resolve('granted');
      constructor() {
        throw new TypeError('Illegal constructor');
      }
    }
    Object.defineProperty(window, 'Notification', { configurable: true, value: Refusing });
    const { hasFocus } = document;
    document.hasFocus = () => false;
    try {
      const backend = createMemoryBackend({ case: { phase: 'in-review' } });
      let whileHidden = () => false;
      const { follow } = backend;
      backend.follow = (id, options) => {
        whileHidden = options.whileHidden ?? whileHidden;
        return follow(id, options);
      };
      const { text, shows, button } = await mountTracker(backend);
      await shows('Live.');
      expect(whileHidden()).to.equal(false);
      button('Tell me when there is news').click();
      await shows('You are told when there is news');
      expect(whileHidden()).to.equal(true);
      backend.staff.openRequest(CASE.id, { title: 'CT images' });
      await shows('CT images');
      await waitUntil(() => !text().includes('You are told when there is news'));
      expect(whileHidden()).to.equal(false);
    } finally {
      document.hasFocus = hasFocus;
      Object.defineProperty(window, 'Notification', { configurable: true, value: original });
    }
  });

  it('tells of news by the browser only when the person asked for it, without saying what', async () => {
    const shown: string[][] = [];
    const asked: string[] = [];
    const original = window.Notification;
    class Shown extends EventTarget {
      static permission = 'default';
      static requestPermission() {
        asked.push('asked');
        return Promise.resolve('granted');
      }
      constructor(title: string, { body }: { body: string }) {
        super();
        shown.push([title, body]);
      }
    }
    Object.defineProperty(window, 'Notification', { configurable: true, value: Shown });
    const { hasFocus } = document;
    document.hasFocus = () => false;
    try {
      const backend = createMemoryBackend({ case: { phase: 'in-review' } });
      const { shows, button } = await mountTracker(backend);
      await shows('Live.');
      backend.staff.openRequest(CASE.id, { title: 'CT images' });
      await shows('CT images');
      expect([asked, shown]).to.deep.equal([[], []]);
      button('Tell me when there is news').click();
      await shows('You are told when there is news');
      backend.staff.openRequest(CASE.id, { title: 'Biopsy report' });
      await waitUntil(() => shown.length > 0);
      expect(shown).to.deep.equal([['There is news', 'Open the page to see it.']]);
      button('Stop telling me').click();
      await shows('Tell me when there is news');
      backend.staff.openRequest(CASE.id, { title: 'List of medicines' });
      await shows('List of medicines');
      expect(shown.length).to.equal(1);
    } finally {
      document.hasFocus = hasFocus;
      Object.defineProperty(window, 'Notification', { configurable: true, value: original });
    }
  });
});
