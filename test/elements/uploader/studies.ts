/** Discs in the uploader: studies as cards, whose they are, what is left out, names taken out, other ways, photos. */
import { expect, fixture, html } from '@open-wc/testing';
import { createMemoryBackend, type MemoryOptions } from '../../../src/backend/memory/memory-backend.js';
import { BackendError, type UploadTask } from '../../../src/backend/backend.js';
import '../../../src/widgets/document-uploader/define.js';
import type { SoDocumentUploader } from '../../../src/widgets/document-uploader/so-document-uploader.js';
import { ctElements, dicomFile } from '../../support/dicom-writer.js';
import { pdfFile } from '../../support/fixtures.js';
import { CASE, CONSENT, loadUploader } from '../../support/uploader.js';
import { waitUntil } from '../../support/wait.js';
import { zipFile } from '../../support/zip-writer.js';

/** Slice `number` of a study; by the case's patient unless told otherwise. */
const slice = (number: number, study = '1', patient = 'Example^Maria', birthDate = '19640517') =>
  dicomFile({
    elements: ctElements({
      0x0020000d: `1.2.3.${study}`,
      0x0020000e: `1.2.3.${study}.1`,
      0x00080018: `1.2.3.${study}.1.${number}`,
      0x00200013: String(number),
      0x00200032: `0\\0\\${number * 5}`,
      0x00100010: patient,
      0x00100030: birthDate,
    }),
  });

const disc = (entries: Record<string, Uint8Array>) =>
  new File(
    [zipFile(Object.entries(entries).map(([name, data]) => ({ name, data, deflate: true })))],
    'disc.zip',
  );

async function mount(options: MemoryOptions = {}, deidentify = false) {
  const backend = createMemoryBackend({ ...options, case: { consents: [CONSENT], ...options.case } });
  const element = await fixture<SoDocumentUploader>(
    html`<so-document-uploader
      .backend=${backend}
      ?deidentify=${deidentify}
      locale="en"
    ></so-document-uploader>`,
  );
  const root = element.shadowRoot as ShadowRoot;
  const text = () => (root.querySelector('[part=root]') as HTMLElement).innerText.replace(/\s+/g, ' ');
  const shows = (part: string | RegExp) =>
    waitUntil(
      () => (typeof part === 'string' ? text().includes(part) : part.test(text())),
      `shows ${String(part)}; there is: ${text()}`,
    );
  const press = (name: string | RegExp) => {
    const named = [...root.querySelectorAll('button')].map((each) => ({
      each,
      name: each.getAttribute('aria-label') ?? each.innerText.trim(),
    }));
    const found = named.find((button) =>
      typeof name === 'string' ? button.name === name : name.test(button.name),
    );
    if (!found)
      throw new Error(`no button ${String(name)} among ${named.map((button) => button.name).join(', ')}`);
    found.each.click();
  };
  const pick = (...files: File[]) => {
    const input = root.querySelector('input[type=file]:not([webkitdirectory])') as HTMLInputElement;
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  await waitUntil(() => root.querySelector('h2'));
  return {
    backend,
    element,
    root,
    text,
    shows,
    press,
    pick,
    documents: () => backend.caseNow(CASE.id).documents,
  };
}

describe('<so-document-uploader> with a disc', () => {
  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });

  it('shows a disc in a ZIP file as what it is, sends each file of it, and names the slice that is missing', async () => {
    const { pick, shows, text, documents, element } = await mount();
    const slices = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13];
    pick(
      disc({
        ...Object.fromEntries(slices.map((number) => [`DICOM/IM${number}`, slice(number)])),
        'Pathology report.pdf': pdfFile('Pathology'),
        'VIEWER/VIEWER.EXE': new TextEncoder().encode(`MZ${' '.repeat(100)}`),
        'autorun.inf': new TextEncoder().encode('[autorun]'),
      }),
    );
    await shows('13 of 13 files received');
    expect(text()).to.contain('CT of the head').and.contain('St Mary Hospital').and.contain('March 12, 2024');
    expect(text()).to.contain('12 images').and.contain('1 image is missing: 7');
    expect(text()).to.contain('2 files were left out');
    await expect(element).to.be.accessible();
    const imaging = documents().filter(({ type }) => type === 'dicom');
    expect(imaging).to.have.length(12);
    expect(imaging[0]?.category).to.equal('imaging');
    expect(imaging[0]?.recordDate).to.equal('2024-03-12');
    expect(imaging.map((each) => each.imaging?.sopInstanceUid)).to.include('1.2.3.1.1.8');
    expect(imaging[0]?.identity).to.deep.equal({ match: 'same', reasons: [], decision: 'none-needed' });
    const report = documents().find(({ type }) => type === 'pdf');
    await waitUntil(() => documents().find(({ id }) => id === report?.id)?.category === 'pathology-report');
  });

  it('sends nothing of another person’s study before the person has decided, and records the decision', async () => {
    const { pick, shows, text, documents, element, root } = await mount();
    pick(
      disc({
        A1: slice(1),
        B1: slice(1, '2', 'Other^Oscar', '19801224'),
        C1: slice(1, '3', 'Exemple^Mariana', '19640517'),
      }),
    );
    await shows('These images are about');
    // What waits for the answer is not passed over.
    await shows('1 of 3 files received');
    expect(text()).to.contain('Yes, but some files have not been sent').and.contain('need your attention');
    expect(documents()).to.have.length(1);
    await expect(element).to.be.accessible();
    expect(text()).to.contain('Oscar');
    const decide = (study: string, button: number) =>
      root.querySelectorAll<HTMLElement>(`[data-key="identity:1.2.3.${study}"] button`)[button]?.click();
    decide('2', 1);
    decide('3', 0);
    await waitUntil(() => documents().length > 1);
    await waitUntil(() => documents().every(({ status }) => status === 'received'));
    const decided = documents().filter(({ identity }) => identity?.decision === 'confirmed-mine');
    expect(documents()).to.have.length(2);
    expect(decided).to.have.length(1);
    expect(decided[0]?.identity?.match).to.equal('different');
    await shows('2 of 2 files received');
    expect(text()).to.contain('Everything that you sent has been received');
  });

  it('takes a study out of the request, and puts it back', async () => {
    const { pick, shows, press, documents, root, text } = await mount();
    pick(disc({ A1: slice(1), A2: slice(2), A3: slice(3) }));
    await shows('3 of 3 files received');
    press(/^Remove: CT of the head/);
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#remove-dialog')?.open);
    press('Remove the file');
    await waitUntil(() => documents().length === 0);
    await shows('Left out by you');
    expect(text()).not.to.contain('3 of 3 files received');
    press(/^Put back: CT of the head/);
    await shows('3 of 3 files received');
    expect(documents()).to.have.length(3);
  });

  it('says so when the clinic does not give back what was taken out', async () => {
    const { backend, pick, shows, press, root } = await mount();
    pick(disc({ A1: slice(1), A2: slice(2) }));
    await shows('2 of 2 files received');
    backend.fail.deleteDocument = new BackendError('conflict', { status: 409 });
    press(/^Remove: CT of the head/);
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#remove-dialog')?.open);
    press('Remove the file');
    await shows('2 files that you took out are still at the clinic.');
  });

  it('asks about no study that is the case’s patient’s, and keeps the request that a held one answers', async () => {
    const request = {
      id: crypto.randomUUID(),
      kind: 'document' as const,
      owner: 'patient' as const,
      title: 'The MRI',
      reason: null,
      dueOn: null,
      status: 'open' as const,
      openedAt: '2026-11-20T09:00:00Z',
      closedAt: null,
      answer: null,
    };
    const { element, pick, root, documents } = await mount({ case: { requests: [request] } });
    element.requestId = request.id;
    await element.updateComplete;
    pick(disc({ A1: slice(1), B1: slice(1, '2', 'Other^Oscar', '19801224') }));
    const question = (study: string) => root.querySelector(`[data-key="identity:1.2.3.${study}"]`);
    await waitUntil(() => question('2'));
    expect(question('1')).to.equal(null);
    question('2')?.querySelector('button')?.click();
    await waitUntil(() => documents().length === 2);
    expect(documents().map(({ requestId }) => requestId)).to.deep.equal([request.id, request.id]);
  });

  it('takes names out before sending where the page asks for it, and shows what was taken out', async () => {
    const sent: Blob[] = [];
    const { backend, pick, shows, press, documents, root, text } = await mount({}, true);
    const { uploader } = backend;
    Object.assign(backend, {
      uploader: {
        upload: (task: UploadTask) => {
          sent.push(task.body);
          return uploader?.upload(task);
        },
      },
    });
    // Discs are often named after the patient.
    pick(disc({ 'Example_Maria/Example_1.dcm': slice(1), 'Example_Maria/Example_2.dcm': slice(2) }));
    await shows('2 of 2 files received');
    expect(
      documents()
        .map(({ fileName }) => fileName)
        .join(),
    ).not.to.contain('Example');
    const whole = await new Blob(sent).text();
    expect(sent).to.have.length(2);
    for (const word of ['Example', 'Maria', '19640517', '1.2.3.1']) expect(whole).not.to.contain(word);
    expect(documents()[0]?.imaging?.studyInstanceUid).to.match(/^2\.25\.\d+$/);
    expect(new Set(documents().map((each) => each.imaging?.studyInstanceUid)).size).to.equal(1);
    expect(documents()[0]?.deidentification?.methodCodes).to.include('113100');
    await shows('Names were removed');
    press(/See what was removed/);
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#removed-dialog')?.open);
    expect(text()).to.contain('Patient');
  });

  it('lets the person say what a record is and what to call it', async () => {
    const { pick, shows, documents, root, element } = await mount();
    pick(new File([pdfFile('x')], 'scan0001.pdf'));
    await shows('1 of 1 file received');
    const select = root.querySelector('select') as HTMLSelectElement;
    select.value = 'referral';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => documents()[0]?.category === 'referral');
    const name = root.querySelector<HTMLInputElement>('.file input[type=text]') as HTMLInputElement;
    name.value = 'Letter of Dr Kim';
    name.form?.requestSubmit();
    await waitUntil(() => documents()[0]?.title === 'Letter of Dr Kim');
    await shows('Letter of Dr Kim');
    await expect(element).to.be.accessible();
  });

  it('hands the hospital’s link to the team, says who acts next, and shows the link nowhere', async () => {
    const { backend, root, shows, press, text } = await mount();
    await shows('I have a link from the hospital');
    const way = root.querySelector('details.way') as HTMLDetailsElement;
    way.open = true;
    const url = way.querySelector('input') as HTMLInputElement;
    const form = way.querySelector('form') as HTMLFormElement;
    form.requestSubmit();
    await waitUntil(() => root.querySelector('#no-disc-problems'));
    url.value = 'https://images.hospital.example/share/1';
    form.requestSubmit();
    await waitUntil(() => backend.caseNow(CASE.id).requests.some(({ way: kind }) => kind === 'image-link'));
    await waitUntil(() => root.activeElement?.id.startsWith('told-'));
    expect(text()).not.to.contain('images.hospital.example');
    expect(() => press('I have a link from the hospital')).to.throw();
  });

  it('puts photos of paper together as one document, in the order and the way up that the person chose', async () => {
    const { pick, shows, press, documents, element } = await mount();
    pick(await photo('one', 900, 1200), await photo('two', 900, 1200));
    await shows('Your photos of paper');
    press('Turn: page 1');
    press('Move later: page 1');
    await expect(element).to.be.accessible();
    press('Send as one document (2 pages)');
    await shows('1 of 1 file received');
    expect(documents().map(({ mediaType, fileName }) => [mediaType, fileName])).to.deep.equal([
      ['application/pdf', 'photos-of-paper.pdf'],
    ]);
  });
});

/** A page with lines, as a phone's camera gives it. */
async function photo(name: string, width: number, height: number): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  context.font = '24px sans-serif';
  for (let y = 40; y < height; y += 36) context.fillText(`${name} line at ${y} of the page`, 40, y);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], `${name}.jpg`, {
    type: 'image/jpeg',
  });
}
