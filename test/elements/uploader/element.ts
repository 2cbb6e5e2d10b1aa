import { expect, oneEvent } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import { createMemoryBackend } from '../../../src/backend/memory/memory-backend.js';
import type { SoDocumentReceivedEvent } from '../../../src/widgets/document-uploader/so-document-uploader.js';
import {
  backendWith,
  document,
  focusWindow,
  mount,
  pdf,
  type Mounted,
} from '../../support/mounted-uploader.js';
import { CASE, loadUploader } from '../../support/uploader.js';
import { waitUntil } from '../../support/wait.js';
import { sha256 } from '../../support/web-sha256.js';

describe('<so-document-uploader>', () => {
  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });

  it('says before anything is chosen how sending starts, what to send, whom to call and that the page may be closed', async () => {
    const { element, button, text, shows } = await mount(backendWith());
    await shows('Each file may have up to 2.1 GB');
    await shows('What should I send?');
    expect(button('Choose files')).to.be.visible;
    expect(button('Choose a folder or disc')).to.be.visible;
    expect(text()).to.contain('Sending starts at once').and.contain('May I close this page? Yes.');
    for (const details of element.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
    expect(text()).to.contain('+1 555 0142').and.contain('download link');
    expect(element.active).to.equal(false);
    await expect(element).to.be.accessible();
  });

  it('opens the system’s chooser from the real buttons', async () => {
    const { element, press } = await mount(backendWith());
    for (const [name, id] of [
      ['Choose files', 'files'],
      ['Choose a folder or disc', 'folder'],
    ] as const) {
      let opened = false;
      const input = element.shadowRoot?.getElementById(id) as HTMLInputElement;
      input.addEventListener('click', (event) => {
        event.preventDefault();
        opened = true;
      });
      press(name);
      expect(opened, name).to.equal(true);
    }
  });

  it('takes the same file again, and loses nothing of what was chosen when somebody chooses again at once', async () => {
    const backend = backendWith();
    const { element, pick, press, shows } = await mount(backend);
    const input = () => element.shadowRoot?.getElementById('files') as HTMLInputElement;
    pick(...Array.from({ length: 130 }, (_, index) => pdf(`letter ${index}.pdf`)));
    // A browser tells of the same file again only where none stands in the input.
    expect(input().files).to.have.length(0);
    input().addEventListener('click', (event) => event.preventDefault());
    press('Choose files');
    pick(pdf('last.pdf'));
    await shows('131 of 131 files received');
    expect(backend.caseNow(CASE.id).documents).to.have.length(131);
  });

  it('gets what reads files ready while the chooser is open or files are held over it', async () => {
    const started: string[] = [];
    const { Worker } = window;
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        started.push(String(url));
      }
    };
    try {
      for (const ready of [
        ({ press }: Mounted) => press('Choose files'),
        ({ element }: Mounted) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(pdf('held.pdf'));
          element.dispatchEvent(
            new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }),
          );
        },
      ]) {
        const mounted = await mount(backendWith());
        await mounted.shows('Each file may have');
        mounted.element.shadowRoot
          ?.getElementById('files')
          ?.addEventListener('click', (event) => event.preventDefault());
        started.length = 0;
        ready(mounted);
        await waitUntil(() => started.some((url) => url.includes('documents.worker')), 'a worker starts');
        expect(mounted.text()).not.to.contain('Reading');
      }
    } finally {
      window.Worker = Worker;
    }
  });

  it('sends what is chosen at once, says so, and ends with a receipt', async () => {
    const backend = backendWith();
    const { element, pick, shows, said, text } = await mount(backend);
    const received: Event[] = [];
    const states: { active: boolean; received: number; total: number }[] = [];
    element.addEventListener('so-document-received', (event) => received.push(event));
    element.addEventListener('so-upload-state', ({ active, received: done, total }) =>
      states.push({ active, received: done, total }),
    );
    pick(pdf('Pathology Maria.pdf'), pdf('Radiology.pdf'));
    await shows('Receipt');
    focusWindow();
    expect(text()).to.contain('2 of 2 files received').and.contain(CASE.reference);
    expect(text()).to.contain('Yes. Everything that you sent has been received.');
    const stored = backend.caseNow(CASE.id).documents;
    expect(stored.map(({ status }) => status)).to.deep.equal(['received', 'received']);
    for (const { sha256 } of stored) expect(text()).to.contain(sha256.slice(0, 12));
    expect(
      received.map((event) => Object.values(event).filter((value) => typeof value === 'string')),
    ).to.deep.equal(stored.map(({ id }) => [id]));
    expect(states.at(-1)).to.deep.equal({ active: false, received: 2, total: 2 });
    await waitUntil(() => said.some((sentence) => sentence.includes('All 2 files were received')));
    expect(said.length).to.be.at.most(4);
    expect(said.join(' ')).not.to.contain('Maria');
    expect(element.snapshot.items).to.have.length(2);
    await expect(element).to.be.accessible();
  });

  it('saves the receipt as a text file with names, sizes, times and full digests, and lets the Blob go', async () => {
    const backend = backendWith();
    const { pick, shows, press } = await mount(backend);
    pick(pdf('Letter.pdf'));
    await shows('Receipt');
    let blob: Blob | undefined;
    let fileName = '';
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    URL.createObjectURL = (given) => createObjectURL.call(URL, (blob = given as Blob));
    HTMLAnchorElement.prototype.click = function () {
      fileName = this.download;
    };
    try {
      press('Save the receipt');
    } finally {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
    }
    const content = await blob?.text();
    const [stored] = backend.caseNow(CASE.id).documents;
    expect(fileName).to.equal(`receipt-${CASE.reference}.txt`);
    expect(content).to.contain('Letter.pdf').and.contain(stored?.sha256).and.contain(CASE.reference);
  });

  it('says of each file that it cannot take why, and what to do; lets them be taken off the list', async () => {
    const limits = {
      maxFileBytes: 50_000,
      maxCaseBytes: 10_000_000,
      maxDocumentsPerCase: 100,
      maxConnections: 4,
    };
    const backend = backendWith({}, { capabilities: { limits } });
    const { element, pick, shows, text, press } = await mount(backend);
    pick(
      new File([], 'empty.pdf'),
      new File(['Dear doctor, these are only words.'], 'words.pdf'),
      pdf('large.pdf', 60_000),
      pdf('good.pdf'),
    );
    await shows('1 of 1 file received');
    expect(text()).to.contain('This file is empty').and.contain('Save it again');
    expect(text()).to.contain('larger than 50 kB').and.contain('Nothing is wrong with your file');
    expect(text()).to.contain('The name says one kind of file, but something else is inside');
    expect(text()).to.contain('Needs your attention (3)');
    expect(backend.caseNow(CASE.id).documents).to.have.length(1);
    await expect(element).to.be.accessible();

    press('Remove: empty.pdf');
    await shows('Needs your attention (2)');
    press('Take 2 files off the list');
    await waitUntil(() => !text().includes('Needs your attention'));
  });

  it('keeps a file that the clinic’s server refuses for now, says what to do, and goes on when asked', async () => {
    const { element, pick, shows, text, press } = await mount(backendWith({ consents: [] }));
    pick(pdf('report.pdf'));
    await shows('Your consent is needed first');
    expect(text()).to.contain('Yes, but some files have not been sent');
    await expect(element).to.be.accessible();
    press('Remove: report.pdf');
    await waitUntil(() => !text().includes('report.pdf'));
  });

  it('tries again when the person asks', async () => {
    const backend = backendWith(
      {},
      { fail: { declareDocument: new BackendError('forbidden', { status: 403 }) } },
    );
    const { pick, shows, press } = await mount(backend);
    pick(pdf('report.pdf'));
    await shows('Not sent yet');
    delete backend.fail.declareDocument;
    press('Try again: report.pdf');
    await shows('1 of 1 file received');
  });

  it('asks to keep the page open while sending, and only then; stops and goes on', async () => {
    const backend = backendWith({}, { uploadRate: 100_000 });
    const { element, pick, shows, press, text } = await mount(backend);
    const leave = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).to.equal(false);
    pick(pdf('scan.pdf', 400_000));
    await shows(/Sending, \d+%/);
    expect(element.active).to.equal(true);
    expect(leave()).to.equal(true);
    expect(text()).to.contain('Please keep this page open');
    expect(element.shadowRoot?.querySelectorAll('progress')).to.have.length(2);
    await expect(element).to.be.accessible();

    press('Stop: scan.pdf');
    await shows('Stopped by you');
    expect(leave()).to.equal(false);
    press('Go on: scan.pdf');
    await shows('1 of 1 file received');
    expect(leave()).to.equal(false);
  });

  it('asks before it takes back what the clinic has, and gives the focus back', async () => {
    const backend = backendWith({ documents: [document({ fileName: 'other person.pdf' })] });
    const { element, shows, press, text, button } = await mount(backend);
    await shows('Received (1)');
    const dialog = () => element.shadowRoot?.querySelector('dialog') as HTMLDialogElement;
    button('Remove: other person.pdf').focus();
    press('Remove: other person.pdf');
    await waitUntil(() => dialog().open);
    await expect(element).to.be.accessible();
    press('Keep it');
    await waitUntil(() => !dialog().open);
    expect(backend.caseNow(CASE.id).documents).to.have.length(1);
    expect(element.shadowRoot?.activeElement).to.equal(button('Remove: other person.pdf'));

    press('Remove: other person.pdf');
    await waitUntil(() => dialog().open);
    press('Remove the file');
    await waitUntil(() => !text().includes('other person.pdf'));
    expect(backend.caseNow(CASE.id).documents).to.have.length(0);
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'title');
  });

  it('shows what the case holds from before, and what was begun and not finished', async () => {
    const backend = backendWith({
      documents: [
        document({ fileName: 'done.pdf' }),
        document({ fileName: 'half.pdf', status: 'receiving', receivedAt: null }),
        document({
          fileName: 'bad.pdf',
          status: 'rejected',
          receivedAt: null,
          rejection: { code: 'unreadable', text: 'The PDF asks for a password.' },
        }),
      ],
    });
    const { element, shows, text, press } = await mount(backend);
    await shows('Received (1)');
    expect(text()).to.contain(
      'Not finished. Choose the same file again to go on. Only the missing part is sent.',
    );
    expect(text()).to.contain('It could not be opened').and.contain('The PDF asks for a password.');
    await expect(element).to.be.accessible();

    backend.fail.deleteDocument = new BackendError('unavailable', { status: 503, retryable: true });
    press('Remove: half.pdf');
    await shows('It could not be removed right now.');
    delete backend.fail.deleteDocument;
    press('Remove: half.pdf');
    await waitUntil(() => !text().includes('half.pdf'));
  });

  it('goes on with an unfinished document when the same file is chosen again', async () => {
    const file = pdf('again.pdf');
    const half = document({
      fileName: 'again.pdf',
      status: 'declared',
      receivedAt: null,
      sha256: await sha256(file),
      size: file.size,
    });
    const again = backendWith({ documents: [half] });
    const { pick, shows, text } = await mount(again);
    await shows('Not finished');
    pick(file);
    await shows('Received (1)');
    await waitUntil(() => !text().includes('Not finished'));
    expect(again.caseNow(CASE.id).documents.map(({ id }) => id)).to.deep.equal([half.id]);
  });

  it('takes a folder, keeps the same name in two folders apart, and says what it left out', async () => {
    const backend = backendWith();
    const { element, pickFolder, shows, text } = await mount(backend);
    pickFolder({
      'disc/A/IM1.pdf': pdf('IM1.pdf', 1),
      'disc/B/IM1.pdf': pdf('IM1.pdf', 2),
      'disc/viewer/VIEWER.EXE': new File(['MZ'], 'VIEWER.EXE'),
      'disc/AUTORUN.INF': new File(['[autorun]'], 'AUTORUN.INF'),
    });
    await shows('2 of 2 files received');
    expect(text()).to.contain('2 files were left out');
    expect(text()).to.contain('disc/A/').and.contain('disc/B/');
    const left = element.shadowRoot?.querySelector<HTMLDetailsElement>('details.left-out');
    if (left) left.open = true;
    await shows('disc/viewer/VIEWER.EXE');
    expect(text()).to.contain('Viewer software and system files').and.contain('disc/AUTORUN.INF');
    expect(backend.caseNow(CASE.id).documents).to.have.length(2);
  });

  it('sends a file that is there twice once, and says so without asking for anything', async () => {
    const backend = backendWith();
    const { pick, shows, text } = await mount(backend);
    pick(pdf('same.pdf'), pdf('same.pdf'));
    await shows('1 of 1 file received');
    await shows('1 file is there twice');
    expect(text()).not.to.contain('Needs your attention');
    expect(backend.caseNow(CASE.id).documents).to.have.length(1);
  });

  it('takes back a file of this visit; when the clinic does not let it go, it stays and says so', async () => {
    const backend = backendWith();
    const { pick, shows, press, text } = await mount(backend);
    pick(pdf('wrong.pdf'));
    await shows('Receipt');
    backend.fail.deleteDocument = new BackendError('conflict', { status: 409 });
    press('Remove: wrong.pdf');
    await shows('Remove this file from your request?');
    press('Remove the file');
    await shows('It could not be removed right now.');
    delete backend.fail.deleteDocument;
    press('Remove: wrong.pdf');
    press('Remove the file');
    await waitUntil(() => !text().includes('wrong.pdf'));
    expect(backend.caseNow(CASE.id).documents).to.have.length(0);
    expect(backend.calls['deleteDocument']).to.equal(2);

    pick(pdf('wrong.pdf'));
    await shows('1 of 1 file received');
    expect(backend.caseNow(CASE.id).documents).to.have.length(1);
  });

  it('takes a drop, shows that it will, and leaves drags of anything else to the page', async () => {
    const { element, shows, text } = await mount(backendWith());
    const drag = (type: string, transfer: DataTransfer) => {
      const event = new DragEvent(type, {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      element.shadowRoot?.querySelector('h3')?.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const words = new DataTransfer();
    words.setData('text/plain', 'words');
    expect(drag('dragover', words)).to.equal(false);
    const transfer = new DataTransfer();
    transfer.items.add(pdf('dropped.pdf'));
    expect(drag('dragover', transfer)).to.equal(true);
    await shows('Let go to send');
    expect(element.matches(':state(dragging)')).to.equal(true);
    expect(drag('drop', transfer)).to.equal(true);
    await shows('1 of 1 file received');
    expect(text()).to.contain('dropped.pdf').and.not.contain('Let go to send');
  });

  it('declares files with the request that they answer', async () => {
    const backend = backendWith();
    const request = backend.staff.openRequest(CASE.id, { title: 'Pathology report' });
    const { element, pick, shows } = await mount(backend);
    element.requestId = request.id;
    await shows('The clinic asks for: Pathology report');
    const event = oneEvent<SoDocumentReceivedEvent & CustomEvent>(element, 'so-document-received');
    pick(pdf('p.pdf'));
    expect((await event).requestId).to.equal(request.id);
    expect(backend.caseNow(CASE.id).documents[0]?.requestId).to.equal(request.id);
  });

  it('says so when there is no case yet', async () => {
    const { element, shows } = await mount(createMemoryBackend());
    await shows('We don’t know yet which request these files are for');
    await expect(element).to.be.accessible();
  });

  it('keeps what was chosen while the clinic’s server could not be asked, and sends it then', async () => {
    const fail = { capabilities: new BackendError('unavailable', { status: 503, retryable: true }) };
    const backend = backendWith({}, { fail });
    const { element, pick, shows, press, said } = await mount(backend);
    await shows('The clinic’s server is not available right now');
    expect(said.join(' ')).to.contain('not your fault');
    await expect(element).to.be.accessible();
    pick(pdf('kept.pdf'));
    delete backend.fail.capabilities;
    press('Try again');
    await shows('1 of 1 file received');
  });

  it('shows fifty of two thousand files, and all when asked', async () => {
    const documents = Array.from({ length: 2000 }, (_, index) =>
      document({ fileName: `IM${index}`, type: 'dicom' }),
    );
    const { element, shows, press } = await mount(backendWith({ documents }));
    await shows('Received (2,000)');
    const rows = () => element.shadowRoot?.querySelectorAll('.group li').length;
    expect(rows()).to.equal(50);
    press('Show all 2,000 files');
    await waitUntil(() => rows() === 2000, 'all rows');
    expect(element.shadowRoot?.activeElement?.textContent).to.contain('IM50');
  });

  it('goes on when it is moved, and when it comes back to the page', async () => {
    const backend = backendWith({}, { uploadRate: 100_000 });
    const { element, pick, shows } = await mount(backend);
    pick(pdf('scan.pdf', 100_000));
    await shows(/Sending, \d+%/);
    const home = element.parentElement as HTMLElement;
    const before = element.snapshot.items[0]?.id;
    home.append(element);
    await element.updateComplete;
    expect(element.snapshot.items[0]?.id).to.equal(before);
    expect(element.active).to.equal(true);

    element.remove();
    await Promise.resolve();
    home.append(element);
    await shows('1 of 1 file received');
    expect(backend.caseNow(CASE.id).documents).to.have.length(1);
  });

  it('speaks Spanish', async () => {
    const { element, pick, shows, text } = await mount(backendWith(), 'es');
    await shows('Cada archivo puede tener hasta');
    expect(text()).to.contain('El envío empieza enseguida');
    pick(pdf('informe.pdf'), new File([], 'vacio.pdf'));
    await shows('1 de 1 archivo recibido');
    expect(text()).to.contain('Este archivo está vacío').and.contain('Necesitan su atención');
    await expect(element).to.be.accessible();
  });

  it('fits into 320 px', async () => {
    const documents = [document({ fileName: `${'a-very-long-name-'.repeat(12)}.pdf` })];
    const { element, shows } = await mount(backendWith({ documents }), 'en', 320);
    await shows('Receipt');
    const part = element.shadowRoot?.querySelector('[part=root]') as HTMLElement;
    expect(part.scrollWidth).to.be.at.most(320);
    for (const each of part.querySelectorAll('button:not([hidden])'))
      if (each.checkVisibility())
        expect(each.getBoundingClientRect().right).to.be.at.most(part.getBoundingClientRect().right);
  });
});
