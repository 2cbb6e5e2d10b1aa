/** What a person sees and keeps of a transfer: how long it takes, pause for all, the title, and the offer to go on. */
import { expect, fixture, html } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import type { CaseDocument } from '../../../src/contract/index.js';
import { folderStore } from '../../../src/transfer/ledger/folder-handle.js';
import { forgetTransfers } from '../../../src/transfer/ledger/forget.js';
import { createLedger, type LedgerEntry } from '../../../src/transfer/ledger/ledger.js';
import '../../../src/widgets/case-status-tracker/define.js';
import '../../../src/widgets/intake/define.js';
import { ctElements, dicomFile } from '../../support/dicom-writer.js';
import {
  backendWith,
  document as storedDocument,
  mount,
  pdf,
  type Mounted,
} from '../../support/mounted-uploader.js';
import { CASE, loadUploader } from '../../support/uploader.js';
import { unfinishedStudy as entry } from '../../support/ledger-entry.js';
import { waitUntil } from '../../support/wait.js';
import { sha256 } from '../../support/web-sha256.js';

const STUDY = '1.2.840.1';

const slice = (number: number, { reconstruction = 'FC08', pixels = 32 } = {}) =>
  new File(
    [
      dicomFile({
        elements: ctElements({
          0x0020000d: STUDY,
          0x0020000e: `${STUDY}.1`,
          0x00080018: `${STUDY}.1.${number}`,
          0x00200013: String(number),
          0x00181210: reconstruction,
          0x00100010: 'Example^Maria',
          0x00100030: '19640517',
        }),
        pixels: crypto.getRandomValues(new Uint8Array(pixels)),
      }),
    ],
    `IM${number}`,
  );

/** Takes a while on a slow line: noise does not deflate. */
const slowly = { pixels: 60_000 };
const study = {
  'disc/IM1': slice(1, slowly),
  'disc/IM2': slice(2, slowly),
  'disc/IM3': slice(3, slowly),
  'disc/IM4': slice(4, slowly),
};

/** An image that an earlier visit declared; received, or not. */
const image = (number: number, changes: Partial<CaseDocument> = {}): CaseDocument =>
  storedDocument({
    fileName: `IM${number}`,
    mediaType: 'application/dicom',
    type: 'dicom',
    size: 500_000,
    category: 'imaging',
    recordDate: '2024-03-12',
    imaging: { studyInstanceUid: STUDY, sopInstanceUid: `${STUDY}.1.${number}` },
    ...changes,
  });

const unfinished = { status: 'declared', receivedAt: null } as const;

/** As an earlier visit left it. */
async function leave(...entries: LedgerEntry[]): Promise<void> {
  const ledger = createLedger();
  ledger.write(CASE.id, entries);
  expect(await ledger.read(CASE.id)).to.have.length(entries.length);
}

const leaves = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
const focused = ({ element }: Mounted) => element.shadowRoot?.activeElement;

describe('how sending goes', () => {
  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });

  it('says how long it takes and how fast it goes, once that is known', async () => {
    const { element, pick, shows, text } = await mount(backendWith({}, { uploadRate: 150_000 }));
    pick(pdf('report.pdf', 1_500_000));
    await shows(/MB of 1\.5 MB sent, less than a minute left, \d+ kB per second/);
    const rate = Number(/(\d+) kB per second/.exec(text())?.[1]);
    expect(rate).to.be.within(50, 300);
    await expect(element).to.be.accessible();
  });

  it('says of each study how long it takes', async () => {
    const { pickFolder, shows } = await mount(backendWith({}, { uploadRate: 20_000 }));
    pickFolder(study);
    await shows(/of 4 sent · (about 1 minute|less than a minute) left/);
  });

  it('pauses everything and says so, keeps the page and the focus, and goes on', async () => {
    const backend = backendWith({}, { uploadRate: 200_000 });
    const mounted = await mount(backend);
    const { element, pick, shows, press, button, text, said } = mounted;
    pick(pdf('one.pdf', 300_000), pdf('two.pdf', 310_000));
    await shows(/Sending, \d+%/);
    button('Pause: All files').focus();
    press('Pause: All files');
    await shows('Nothing is being sent until you press “Go on”.');
    expect(text())
      .to.contain('Paused by you. Nothing is lost.')
      .and.not.match(/Sending, \d+%/);
    expect(text()).not.to.contain('per second');
    expect(text()).to.contain('Please keep this page open');
    expect([element.active, leaves()]).to.deep.equal([true, true]);
    expect(focused(mounted)).to.equal(button('Go on: All files'));
    await expect(element).to.be.accessible();
    const sent = backend.calls['upload'];

    // What is chosen meanwhile waits as well.
    pick(pdf('three.pdf'));
    await shows('of 3 files received');
    expect(text()).to.contain('Nothing is being sent until you press “Go on”.');
    expect(backend.calls['upload']).to.equal(sent);

    press('Go on: All files');
    await shows('3 of 3 files received');
    expect([element.active, leaves()]).to.deep.equal([false, false]);
    expect(() => button('Pause: All files')).to.throw();
    expect(said.length).to.be.at.most(8);
  });

  it('tells the page of every image that has been received, and of none twice', async () => {
    const { element, pickFolder, shows } = await mount(backendWith());
    const told: string[] = [];
    element.addEventListener('so-document-received', ({ documentId }) => told.push(documentId));
    pickFolder(study);
    await shows('4 of 4 files received');
    await waitUntil(() => told.length >= 4);
    pickFolder({ 'more/IM5': slice(5) });
    await shows('5 of 5 files received');
    await waitUntil(() => told.length >= 5);
    expect(new Set(told).size).to.equal(5);
    expect(told).to.have.length(5);
  });

  it('does not say that all is there while a study is stopped', async () => {
    const { pickFolder, pick, shows, press, text } = await mount(backendWith({}, { uploadRate: 20_000 }));
    pick(pdf('report.pdf'));
    await shows('1 of 1 file received');
    pickFolder(study);
    await shows('Sending your files');
    press('Stop: CT of the head, March 12, 2024');
    await shows('Paused');
    expect(text()).to.contain('1 of 5 files received');
    expect(text()).not.to.contain('All files were received');
    expect(text()).not.to.contain('Received by');
    press('Go on: CT of the head, March 12, 2024');
    await shows('Sending your files');
  });

  it('pauses a study with everything else', async () => {
    const { pickFolder, shows, press, text } = await mount(backendWith({}, { uploadRate: 20_000 }));
    pickFolder(study);
    await shows('CT of the head');
    await shows('Sending your files');
    press('Pause: All files');
    await shows('Paused by you. Nothing of it is being sent until you go on.');
    expect(text()).to.contain('Paused');
    press('Go on: All files');
    await waitUntil(() => !text().includes('Nothing of it is being sent'));
  });

  it('shows in the page’s title how far it is where the page wants it, and leaves no trace', async () => {
    const { title } = window.document;
    try {
      window.document.title = 'Lindenfield Hospital';
      const backend = backendWith({}, { uploadRate: 200_000 });
      const { element, pick, shows, press } = await mount(backend, 'en', 800, ['title-progress']);
      pick(pdf('scan.pdf', 400_000));
      await waitUntil(() => /^\(\d+%\) Lindenfield Hospital$/.test(window.document.title));
      window.document.title = 'Your request';
      await waitUntil(() => /^\(\d+%\) Your request$/.test(window.document.title));
      press('Pause: All files');
      await waitUntil(() => window.document.title === 'Your request');
      press('Go on: All files');
      await waitUntil(() => /^\(\d+%\) Your request$/.test(window.document.title));
      const home = element.parentElement as HTMLElement;
      element.remove();
      await waitUntil(() => window.document.title === 'Your request');
      home.append(element);
      await shows('1 of 1 file received');
      expect(window.document.title).to.equal('Your request');
    } finally {
      window.document.title = title;
    }
  });

  it('leaves the title alone where nobody asked for it', async () => {
    const { title } = window.document;
    const { pick, shows } = await mount(backendWith({}, { uploadRate: 200_000 }));
    pick(pdf('scan.pdf', 200_000));
    await shows(/Sending, \d+%/);
    expect(window.document.title).to.equal(title);
    await shows('1 of 1 file received');
  });

  it('is told by the intake and the tracker what the page wants', async () => {
    const wanted = { titleProgress: true, noLedger: true, rememberFolder: true };
    const intake = await fixture(
      html`<so-intake
        .backend=${backendWith({ phase: 'draft' })}
        locale="en"
        title-progress
        no-ledger
        remember-folder
      ></so-intake>`,
    );
    await waitUntil(() => intake.shadowRoot?.querySelector('so-document-uploader'));
    expect(intake.shadowRoot?.querySelector('so-document-uploader')).to.include(wanted);
  });
});

describe('going on after an earlier visit', () => {
  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });
  afterEach(forgetTransfers);

  it('offers to go on: what was being sent, how much has arrived, and the same folder again', async () => {
    await leave(
      entry(),
      entry({ key: 'b2', kind: 'file', files: 1, bytes: 2_000_000, receivedFiles: 0, receivedBytes: 0 }),
    );
    const backend = backendWith({ documents: [image(1), image(2, unfinished)] });
    const { element, shows, text, press, pickFolder } = await mount(backend);
    await shows('You have not sent everything yet');
    expect(text())
      .to.contain('312 images and 1 file (162 MB)')
      .and.contain('212 of 313 have arrived (110 MB)');
    expect(text()).to.contain('Images of March 12, 2024');
    await expect(element).to.be.accessible();
    const offer = element.shadowRoot?.getElementById('resume');
    const drop = element.shadowRoot?.querySelector('[part=drop]') as HTMLElement;
    expect(offer?.compareDocumentPosition(drop)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);

    let opened = false;
    const input = element.shadowRoot?.getElementById('folder') as HTMLInputElement;
    input.addEventListener('click', (event) => {
      event.preventDefault();
      opened = true;
    });
    press('Choose the same folder');
    expect(opened).to.equal(true);
    pickFolder({ 'disc/report.pdf': pdf('report.pdf') });
    await shows('1 of 1 file received');
    expect(text()).not.to.contain('You have not sent everything yet');
  });

  it('does not offer again what has been sent since', async () => {
    await leave(entry());
    const { shows, text, pickFolder } = await mount(backendWith());
    await shows('You have not sent everything yet');
    pickFolder({ 'disc/IM1': slice(1), 'disc/IM2': slice(2) });
    await shows('2 of 2 files received');
    expect(text()).not.to.contain('You have not sent everything yet');
  });

  it('offers to go on with a large file, and sends what is missing of it', async () => {
    const upload = { protocols: ['tus' as const], bundles: true, pieces: { bytes: 50_000 } };
    // Slow enough to be under way when the ledger is written, which is once a second.
    const backend = backendWith({}, { uploadRate: 40_000, capabilities: { upload } });
    const file = new File(
      [pdf('slide.pdf'), crypto.getRandomValues(new Uint8Array(60_000)), pdf('', 400_000)],
      'slide.pdf',
    );
    const first = await mount(backend);
    first.pick(file);
    await waitUntil(async () => (await createLedger().read(CASE.id))[0]?.receivedBytes);
    first.element.remove();
    const [left] = await createLedger().read(CASE.id);
    expect(left).to.include({ kind: 'file', files: 1, bytes: file.size, receivedFiles: 0 });
    expect(JSON.stringify(left)).not.to.contain('slide');

    const before = backend.calls['upload'] ?? 0;
    const second = await mount(backend);
    await second.shows('You have not sent everything yet');
    expect(second.text()).to.contain('1 file');
    second.pick(file);
    await second.shows('1 of 1 file received');
    expect((backend.calls['upload'] ?? 0) - before).to.be.below(Math.ceil(file.size / 50_000));
    await waitUntil(async () => (await createLedger().read(CASE.id)).length === 0);
  });

  it('forgets when the person does not want to go on, and does not ask again', async () => {
    await leave(entry());
    const first = await mount(backendWith());
    await first.shows('You have not sent everything yet');
    first.press('Do not go on');
    await waitUntil(() => !first.text().includes('You have not sent everything yet'));
    await waitUntil(() => first.said.join(' ').includes('What has arrived stays with the clinic'));
    await waitUntil(() => focused(first)?.id === 'title');
    await waitUntil(async () => (await createLedger().read(CASE.id)).length === 0);
    const second = await mount(backendWith());
    await second.shows('What should I send?');
    expect(second.text()).not.to.contain('You have not sent everything yet');
  });

  it('neither looks nor keeps anything where the page opts out', async () => {
    await leave(entry());
    const { shows, text, pickFolder } = await mount(backendWith({}, { uploadRate: 5_000 }), 'en', 800, [
      'no-ledger',
    ]);
    await shows('What should I send?');
    expect(text()).not.to.contain('You have not sent everything yet');
    pickFolder({ 'disc/IM1': slice(1), 'disc/IM2': slice(2) });
    await shows('2 of 2 files received');
    expect(await createLedger().read(CASE.id)).to.deep.equal([entry()]);
  });

  it('is forgotten when the person has the device forgotten', async () => {
    await leave(entry());
    const tracker = await fixture(
      html`<so-case-status-tracker .backend=${backendWith()} locale="en"></so-case-status-tracker>`,
    );
    const press = async (name: string) => {
      const button = () =>
        [...(tracker.shadowRoot?.querySelectorAll('button') ?? [])].find(
          (each) => each.innerText.trim() === name,
        );
      await waitUntil(button, name);
      button()?.click();
    };
    await press('Forget this device');
    await press('Yes, forget it');
    await waitUntil(async () => (await createLedger().read(CASE.id)).length === 0);
  });

  it('speaks Spanish, and fits into 320 px', async () => {
    await leave(entry());
    const { element, shows } = await mount(backendWith(), 'es', 320);
    await shows('Todavía no lo ha enviado todo');
    const part = element.shadowRoot?.querySelector('[part=root]') as HTMLElement;
    expect(part.scrollWidth).to.be.at.most(320);
  });

  it('tells what is unfinished of a study in one line, and removes it when asked', async () => {
    const backend = backendWith({
      documents: [image(1), image(2), image(3, unfinished), image(4, { ...unfinished, status: 'receiving' })],
    });
    const { element, shows, text, press, said } = await mount(backend);
    await shows('Unfinished: 2 of 4 images are here');
    expect(text())
      .to.contain('Choose the same folder again to go on')
      .and.contain('Some files need your attention');
    expect(text()).to.contain('Yes, but some files have not been sent').and.not.contain('IM3');
    await expect(element).to.be.accessible();
    backend.fail.deleteDocument = new BackendError('unavailable', { status: 503, retryable: true });
    press('Remove unfinished: Images of March 12, 2024');
    await shows('2 files that you took out are still at the clinic.');
    delete backend.fail.deleteDocument;
    press('Remove unfinished: Images of March 12, 2024');
    await shows('Received by');
    expect(text()).not.to.contain('Unfinished');
    expect(backend.caseNow(CASE.id).documents).to.have.length(2);
    await waitUntil(() => said.join(' ').includes('removed'));
  });

  it('goes on with the same images, and says which are not the ones from before', async () => {
    const [same, other] = [slice(1), slice(2)];
    const backend = backendWith({
      documents: [
        image(1, { ...unfinished, sha256: await sha256(same), size: same.size }),
        image(2, { ...unfinished, sha256: await sha256(other), size: other.size }),
      ],
    });
    const { pickFolder, shows, text } = await mount(backend);
    await shows('Unfinished: 0 of 2 images are here');
    pickFolder({ 'disc/IM1': same, 'disc/IM2': slice(2, { reconstruction: 'FC30' }) });
    await shows('2 of 2 files received');
    await shows('1 image is not the one from before. It was sent as new.');
    expect(text()).to.contain('Unfinished: 0 of 1 image is here');
  });
});

describe('a folder that this device remembers', () => {
  const picker = window as { showDirectoryPicker?: unknown };
  const { showDirectoryPicker } = picker;
  let folder: FileSystemDirectoryHandle;

  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });
  beforeEach(async () => {
    const origin = await navigator.storage.getDirectory();
    folder = await origin.getDirectoryHandle('disc', { create: true });
    const inner = await folder.getDirectoryHandle('A', { create: true });
    for (const [at, name] of [
      [folder, 'report.pdf'],
      [inner, 'letter.pdf'],
    ] as const) {
      const writable = await (await at.getFileHandle(name, { create: true })).createWritable();
      await writable.write(pdf(name, 100_000));
      await writable.close();
    }
    picker.showDirectoryPicker = () => Promise.resolve(folder);
  });
  afterEach(async () => {
    picker.showDirectoryPicker = showDirectoryPicker;
    await (await navigator.storage.getDirectory()).removeEntry('disc', { recursive: true });
    await forgetTransfers();
  });

  const tick = ({ element }: Mounted) =>
    element.shadowRoot?.querySelector<HTMLInputElement>('input[type=checkbox]') as HTMLInputElement;

  it('is remembered where page and person say so, until everything has arrived', async () => {
    const mounted = await mount(backendWith({}, { uploadRate: 50_000 }), 'en', 800, ['remember-folder']);
    await mounted.shows('Remember this folder on this device until everything has arrived');
    await expect(mounted.element).to.be.accessible();
    tick(mounted).click();
    mounted.press('Choose a folder or disc');
    await waitUntil(async () => (await folderStore().load(CASE.id))?.isSameEntry(folder));
    await mounted.shows('disc/A/letter.pdf');
    await mounted.shows('2 of 2 files received');
    await waitUntil(async () => (await folderStore().load(CASE.id)) === null);
  });

  it('is not remembered without the person’s word, and not asked about without the page’s', async () => {
    const mounted = await mount(backendWith(), 'en', 800, ['remember-folder']);
    await mounted.shows('Remember this folder');
    mounted.press('Choose a folder or disc');
    await mounted.shows('2 of 2 files received');
    expect(await folderStore().load(CASE.id)).to.equal(null);
    const without = await mount(backendWith());
    await without.shows('What should I send?');
    expect(without.text()).not.to.contain('Remember this folder');
  });

  it('goes on with one press', async () => {
    await leave(entry());
    await folderStore().save(CASE.id, folder);
    const mounted = await mount(backendWith(), 'en', 800, ['remember-folder']);
    await mounted.shows('This device remembers the folder');
    await expect(mounted.element).to.be.accessible();
    mounted.press('Go on');
    await mounted.shows('2 of 2 files received');
  });

  it('is asked for again where it cannot be opened, and forgotten with the offer', async () => {
    await leave(entry());
    await folderStore().save(CASE.id, folder);
    const mounted = await mount(backendWith(), 'en', 800, ['remember-folder']);
    await mounted.shows('This device remembers the folder');
    await (await navigator.storage.getDirectory()).removeEntry('disc', { recursive: true });
    mounted.press('Go on');
    await mounted.shows('The folder could not be opened. Please choose it again.');
    expect(mounted.button('Choose the same folder')).to.be.visible;
    mounted.press('Do not go on');
    await waitUntil(async () => (await folderStore().load(CASE.id)) === null);
    await (await navigator.storage.getDirectory()).getDirectoryHandle('disc', { create: true });
  });
});
