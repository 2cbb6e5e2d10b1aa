import { expect, fixture, nextFrame } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import type { CaseDocument } from '../../../src/contract/index.js';
import { en } from '../../../src/i18n/locales/en.js';
import { es } from '../../../src/i18n/locales/es.js';
import type { Refusal, TransferItem, TransferState } from '../../../src/transfer/transfer.js';
import { BatchAnnouncer, PatientVoice } from '../../../src/widgets/document-uploader/batch-announcer.js';
import {
  countFiles,
  groupFiles,
  receiptLines,
  notAsBefore,
  storedStudies,
} from '../../../src/widgets/document-uploader/file-groups.js';
import { statusOf } from '../../../src/widgets/document-uploader/file-status.js';
import { slicesOf } from '../../../src/widgets/document-uploader/picked-files.js';
import { receiptText, renderReceipt } from '../../../src/widgets/document-uploader/receipt.js';
import { totalsOf } from '../../../src/widgets/document-uploader/totals.js';

const item = (state: TransferState, changes: Partial<TransferItem> = {}): TransferItem => ({
  id: crypto.randomUUID(),
  fileName: 'a.pdf',
  folder: '',
  size: 1000,
  type: 'pdf',
  mediaType: 'application/pdf',
  sha256: null,
  documentId: null,
  files: 1,
  requestId: null,
  description: {},
  state,
  ...changes,
});

const RECEIVED: TransferState = { name: 'received', receivedAt: '2026-11-23T10:00:00Z', alreadyThere: false };
const QUEUED: TransferState = { name: 'queued' };
const WAITING: TransferState = { name: 'waiting', acknowledged: 0, why: 'network', retryAt: 0, attempt: 1 };
const REFUSED: TransferState = { name: 'refused', refusals: [{ code: 'empty' }] };

/** A folder that hands its entries out a hundred at a time, as Chromium does. */
const folder = (path: string, children: FileSystemEntry[]) =>
  ({
    isDirectory: true,
    fullPath: path,
    createReader: () => {
      let next = 0;
      return {
        readEntries: (done: (entries: FileSystemEntry[]) => void) =>
          done(children.slice(next, (next += 100))),
      };
    },
  }) as unknown as FileSystemEntry;

const file = (path: string, readable = true) =>
  ({
    isDirectory: false,
    fullPath: path,
    file: (done: (file: File) => void, failed: (error: Error) => void) =>
      readable ? done(new File(['x'], path.slice(path.lastIndexOf('/') + 1))) : failed(new Error('gone')),
  }) as unknown as FileSystemEntry;

describe('what was dropped or picked', () => {
  it('walks folders of hundreds of files to the end, and loses none to one that cannot be read', async () => {
    const slices = Array.from({ length: 615 }, (_, index) => file(`/disc/S1/IM${index}`, index !== 300));
    const broken = {
      isDirectory: true,
      fullPath: '/disc/S2',
      createReader: () => ({
        readEntries: (_: unknown, failed: (error: Error) => void) => failed(new Error('scratched')),
      }),
    } as unknown as FileSystemEntry;
    let unreadable = 0;
    const files = [];
    const entries = [folder('/disc', [folder('/disc/S1', slices), broken]), file('/letter.pdf')];
    for await (const slice of slicesOf({ entries })) {
      files.push(...slice.files);
      unreadable += slice.unreadable;
    }
    expect(files).to.have.length(615);
    expect(unreadable).to.equal(2);
    expect(files[0]?.path).to.equal('disc/S1/IM0');
    expect(files.at(-1)?.path).to.equal('letter.pdf');
  });

  it('hands on a long list in slices', async () => {
    const list = Array.from({ length: 600 }, (_, index) => new File(['x'], `IM${index}`));
    const lengths = [];
    for await (const { files } of slicesOf({ list })) lengths.push(files.length);
    expect(lengths.reduce((sum, length) => sum + length, 0)).to.equal(600);
    expect(Math.max(...lengths)).to.be.at.most(100);
  });

  it('waits until the browser has made a very long list ready, also when its last file cannot be read', async () => {
    for (const ends of ['read', 'unreadable'] as const) {
      const list = Array.from({ length: 1_000 }, (_, index) => new File(['x'], `IM${index}`));
      let asked = false;
      let end = () => {};
      list[999]!.stream = () => {
        asked = true;
        return new ReadableStream({
          start: (controller) => {
            end = () => (ends === 'read' ? controller.close() : controller.error(new Error('gone')));
          },
        });
      };
      const slices = slicesOf({ list })[Symbol.asyncIterator]();
      let told = false;
      const first = slices.next().finally(() => (told = true));
      await nextFrame();
      expect(asked).to.equal(true);
      expect(told).to.equal(false);
      end();
      let count = 0;
      for (let slice = await first; !slice.done; slice = await slices.next())
        count += slice.value.files.length;
      expect(count, ends).to.equal(1_000);
    }
  });
});

describe('what the list says', () => {
  it('has words for every refusal, in both languages, and puts the limit in', () => {
    for (const t of [en, es])
      for (const code of Object.keys(t.uploader.refusals) as Refusal['code'][]) {
        const state: TransferState = { name: 'refused', refusals: [{ code, limit: 2_000_000_000 }] };
        const { reasons, actions } = statusOf(t, { kind: 'transfer', key: '1', item: item(state) }, 'en');
        expect(reasons[0], code).to.have.length.greaterThan(20);
        expect(actions).to.deep.equal(['remove']);
      }
    const full: TransferState = { name: 'refused', refusals: [{ code: 'case-full', limit: 2e9 }] };
    expect(statusOf(en, { kind: 'transfer', key: '1', item: item(full) }, 'en').reasons[0]).to.contain(
      '2 GB',
    );
  });

  it('shows every refusal of a file, not the last one only', () => {
    const both: TransferState = {
      name: 'refused',
      refusals: [{ code: 'too-large', limit: 5 }, { code: 'damaged' }],
    };
    expect(statusOf(en, { kind: 'transfer', key: '1', item: item(both) }, 'en').reasons).to.have.length(2);
  });

  it('says what to do for every error that stops a file', () => {
    for (const code of [
      'consent-required',
      'unauthenticated',
      'too-large',
      'unexpected',
      'not-a-backend',
    ] as const) {
      const { requestId } = new BackendError(code, { requestId: 'req-1' });
      const state: TransferState = {
        name: 'needs-you',
        error: code,
        owner: 'patient',
        requestId,
        acknowledged: 0,
      };
      const { reasons, actions } = statusOf(en, { kind: 'transfer', key: '1', item: item(state) }, 'en');
      expect(reasons[0]).to.contain(en.errors[code].next);
      expect(reasons[1]).to.contain('req-1');
      expect(actions).to.deep.equal(['retry', 'remove']);
    }
  });

  it('says who has to act where it is not the person, and that nothing is lost', () => {
    const told = (owner: 'patient' | 'clinic' | 'site') => {
      const state: TransferState = {
        name: 'needs-you',
        error: 'unavailable',
        owner,
        requestId: null,
        acknowledged: 500,
      };
      const status = statusOf(en, { kind: 'transfer', key: '1', item: item(state) }, 'en');
      return [status.text, ...status.reasons].join(' ');
    };
    expect(told('clinic')).to.contain('The clinic has to').and.contain('Nothing is lost');
    expect(told('site')).to.contain('This website has to').and.contain('Nothing is lost');
    expect(told('patient')).not.to.match(/has to/);
  });

  it('tells everything as waiting when nothing moves, also what stands in line, and as paused when it is', () => {
    const state = (paused: boolean, ...items: TransferItem[]) =>
      totalsOf({ items, totalBytes: 0, acknowledgedBytes: 0, active: true, unfinished: true, paused }, null)
        .state;
    const uploading = item({ name: 'uploading', acknowledged: 0, sent: 10 });
    expect(state(false, item(WAITING), item(QUEUED))).to.equal('waiting');
    expect(state(false, item(WAITING), uploading)).to.equal('moving');
    expect(state(false, item(QUEUED))).to.equal('moving');
    expect(state(true, item({ name: 'paused', acknowledged: 0 }), item(QUEUED))).to.equal('paused');
    expect(state(true, item(RECEIVED))).to.equal('done');
  });

  it('says that a waiting file goes on by itself', () => {
    const { text, actions } = statusOf(en, { kind: 'transfer', key: '1', item: item(WAITING) }, 'en');
    expect(text).to.contain('It goes on by itself');
    expect(actions).to.deep.equal(['retry', 'cancel']);
  });

  it('counts and groups by what the person has to do', () => {
    const items = [item(RECEIVED), item(QUEUED), item(WAITING), item(REFUSED), item({ name: 'cancelled' })];
    expect(countFiles(items)).to.deep.equal({
      received: 1,
      total: 3,
      attention: 1,
      moving: 2,
      stopped: 0,
      waiting: 1,
      twice: 0,
    });
    const groups = groupFiles(items, []);
    expect([groups.attention.length, groups.progress.length, groups.received.length]).to.deep.equal([
      2, 2, 1,
    ]);
  });

  it('tells files that are there twice in one line, without rows', () => {
    const refused = (code: Refusal['code']) => item({ name: 'refused', refusals: [{ code }] });
    const items = [refused('duplicate'), refused('duplicate'), refused('not-a-record')];
    expect(countFiles(items)).to.include({ twice: 2, attention: 1 });
    expect(groupFiles(items, []).attention).to.have.length(1);
  });

  const stored = (changes: Partial<CaseDocument>): CaseDocument => ({
    id: crypto.randomUUID(),
    caseId: 'c',
    fileName: 'IM1',
    mediaType: 'application/dicom',
    type: 'dicom',
    size: 1000,
    sha256: crypto.randomUUID(),
    status: 'received',
    rejection: null,
    requestId: null,
    declaredAt: '2026-11-20T09:00:00Z',
    receivedAt: '2026-11-20T09:01:00Z',
    recordDate: '2024-03-12',
    imaging: { studyInstanceUid: '1.2.3' },
    ...changes,
  });

  it('tells images of earlier visits with their study, and what of them needs somebody in a row', () => {
    const documents = [
      stored({}),
      stored({ receivedAt: '2026-11-21T09:01:00Z' }),
      stored({ status: 'rejected', receivedAt: null }),
      stored({ type: 'pdf', imaging: undefined }),
    ];
    expect(storedStudies(documents)).to.deep.equal([
      {
        key: '1.2.3',
        date: '2024-03-12',
        files: 2,
        bytes: 2000,
        receivedAt: '2026-11-21T09:01:00Z',
        unfinished: [],
      },
    ]);
    const groups = groupFiles([], documents);
    expect([groups.received.length, groups.attention.length]).to.deep.equal([1, 1]);
  });

  it('tells images that an earlier visit left unfinished in one line a study, until they are on their way again', () => {
    const unfinished = { status: 'declared' as const, receivedAt: null };
    const begun = [stored(unfinished), stored({ ...unfinished, status: 'receiving' })];
    const letter = stored({ ...unfinished, type: 'pdf', imaging: undefined });
    const documents = [stored({}), ...begun, letter];
    const studies = { owns: () => false, holds: () => false, moving: false };
    const told = (changes: Partial<typeof studies>) => ({
      rows: groupFiles([], documents, { ...studies, ...changes }).attention.map(({ key }) => key),
      unfinished: storedStudies(documents, { ...studies, ...changes }).map((study) => study.unfinished),
    });
    expect(told({})).to.deep.equal({ rows: [letter.id], unfinished: [begun.map(({ id }) => id)] });
    expect(told({ moving: true })).to.deep.equal({ rows: [letter.id], unfinished: [[]] });
    expect(told({ holds: () => true })).to.deep.equal({ rows: [letter.id], unfinished: [[]] });
  });

  it('counts images of an unfinished study that came with other content, and of no other study', () => {
    const unfinished = { status: 'declared' as const, receivedAt: null };
    const here = stored({});
    const [same, other, missing] = [stored(unfinished), stored(unfinished), stored(unfinished)];
    const documents = [here, same, other, missing];
    const receipts = (...ids: string[]) => ids.map((documentId) => ({ documentId }));
    expect(notAsBefore(documents, [receipts(here.id, same.id, other.id, missing.id)])).to.equal(0);
    expect(notAsBefore(documents, [receipts(here.id, same.id, 'new-1', 'new-2')])).to.equal(2);
    // Of what was not given again nothing can be said.
    expect(notAsBefore(documents, [receipts(here.id, same.id)])).to.equal(0);
    expect(notAsBefore(documents, [receipts('new-1', 'new-2')])).to.equal(0);
  });

  it('shows a short receipt whole; a long one begins on the page, and is whole on paper and as a file', async () => {
    const lines = Array.from({ length: 51 }, (_, index) => ({
      fileName: `Report ${index + 1}.pdf`,
      size: 1000,
      sha256: index.toString(16).padStart(64, '0'),
      receivedAt: '2026-11-23T10:00:00Z',
      documentId: `${index}`,
      requestId: null,
    }));
    const subject = { organisation: 'St Mary', reference: 'SO-1', twice: 0 };
    const shown = async (count: number) => {
      const receipt = await fixture(renderReceipt(en, 'en', 2, lines.slice(0, count), subject));
      return { names: receipt.querySelector('ul')?.children.length, text: receipt.textContent };
    };
    const short = await shown(50);
    expect(short.names).to.equal(50);
    expect(short.text).not.to.contain('in the receipt that you print');
    const long = await shown(51);
    expect(long.names).to.equal(10);
    expect(long.text).to.contain('41 files more are in the receipt that you print or save.');
    expect(receiptText(en, 'en', lines, subject))
      .to.contain('Report 51.pdf')
      .and.contain(lines[50]?.sha256);
  });

  it('puts a file that stands in two folders on the receipt once', () => {
    const twice = [item(RECEIVED, { sha256: 'a'.repeat(64) }), item(RECEIVED, { sha256: 'a'.repeat(64) })];
    expect(receiptLines(groupFiles(twice, []).received)).to.have.length(1);
  });
});

describe('what a screen reader hears of a batch', () => {
  /** A voice that speaks at once, for the order of things. */
  function transcript() {
    const said: string[] = [];
    const voice = new PatientVoice(() => {});
    let unsaid = 0;
    voice.say = (sentence) => void said.push(sentence(en));
    voice.unsay = () => void unsaid++;
    return { said, batch: new BatchAnnouncer(voice), unsaid: () => unsaid };
  }

  /** Of these items, and whether the person has paused everything. */
  const observing =
    (batch: BatchAnnouncer) =>
    (items: readonly TransferItem[], paused = false) => {
      const snapshot = { items, totalBytes: 0, acknowledgedBytes: 0, active: true, unfinished: true, paused };
      const { counts, state } = totalsOf(snapshot, null);
      batch.observe(counts, state);
    };

  it('takes back that it is held up once it goes on, and leaves a problem said since', () => {
    const { said, batch, unsaid } = transcript();
    const observe = observing(batch);
    batch.begin(2, countFiles([]));
    observe([item(QUEUED), item(QUEUED)], true);
    expect(said.at(-1)).to.equal(en.uploader.say.paused);
    expect(unsaid()).to.equal(0);
    observe([item(QUEUED), item(QUEUED)]);
    observe([item(QUEUED), item(QUEUED)]);
    expect(unsaid()).to.equal(1);
    batch.begin(2, countFiles([]));
    observe([item(WAITING), item(WAITING)]);
    observe([item(REFUSED), item(WAITING)]);
    observe([item(REFUSED), item(QUEUED)]);
    expect(said.at(-1)).to.equal(en.uploader.say.problem(1));
    expect(unsaid()).to.equal(1);
    let heard = 'Paused.';
    new PatientVoice((sentence) => (heard = sentence(en))).unsay();
    expect(heard).to.equal('');
  });

  it('says four things at most: started, held up, a problem, done', () => {
    const { said, batch } = transcript();
    const observe = observing(batch);
    batch.begin(3, countFiles([]));
    observe([item(QUEUED), item(QUEUED), item(QUEUED)]);
    observe([item(WAITING), item(WAITING), item(WAITING)]);
    observe([item(QUEUED), item(QUEUED), item(WAITING)]);
    observe([item(WAITING), item(WAITING), item(WAITING)]);
    observe([item(REFUSED), item(QUEUED), item(QUEUED)]);
    observe([item(REFUSED), item(REFUSED), item(QUEUED)]);
    observe([item(REFUSED), item(REFUSED), item(RECEIVED)]);
    observe([item(REFUSED), item(REFUSED), item(RECEIVED)]);
    expect(said).to.deep.equal([
      'Sending 3 files. It started by itself.',
      'Sending has paused. It goes on by itself.',
      '1 file needs your attention. The list says why. The others go on.',
      '1 of 3 files received. 2 files need your attention.',
    ]);
  });

  it('says that it is paused once, whoever held it up first, and however often', () => {
    const { said, batch } = transcript();
    const observe = observing(batch);
    const paused = [item({ name: 'paused', acknowledged: 0 }), item(QUEUED)];
    batch.begin(2, countFiles([]));
    observe([item(QUEUED), item(QUEUED)]);
    for (let time = 0; time < 3; time++) {
      observe(paused, true);
      observe([item(QUEUED), item(QUEUED)]);
      observe([item(WAITING), item(QUEUED)]);
    }
    observe([item(RECEIVED), item(RECEIVED)]);
    expect(said).to.deep.equal([
      'Sending 2 files. It started by itself.',
      'Paused. Nothing is being sent until you go on.',
      'Done. All 2 files were received.',
    ]);
  });

  it('says four things at most of a pick with several studies, whatever happens in which order', () => {
    const states: TransferState[] = [
      QUEUED,
      WAITING,
      REFUSED,
      RECEIVED,
      { name: 'paused', acknowledged: 0 },
      { name: 'uploading', acknowledged: 0, sent: 0 },
    ];
    // Every way in which two files, of two studies, can go through three moments.
    const moments = states.flatMap((one) => states.map((two) => [item(one), item(two)]));
    for (const first of moments)
      for (const second of moments)
        for (const paused of [false, true]) {
          const { said, batch } = transcript();
          const observe = observing(batch);
          batch.begin(2, countFiles([]));
          for (let time = 0; time < 3; time++) {
            observe([...first, item(QUEUED)]);
            observe([...second, item(QUEUED)], paused);
          }
          observe([item(RECEIVED), item(RECEIVED), item(RECEIVED)]);
          expect(said.length).to.be.at.most(4);
          expect(said.at(-1)).to.contain('Done');
        }
  });

  it('says nothing twice of files that were under way before all of the pick had been read', () => {
    const { said, batch } = transcript();
    const observe = observing(batch);
    batch.expect();
    observe([item(QUEUED)]);
    observe([item(WAITING)]);
    batch.begin(2, countFiles([]));
    observe([item(WAITING), item(WAITING)]);
    observe([item(RECEIVED), item(RECEIVED)]);
    expect(said).to.deep.equal([
      'Sending has paused. It goes on by itself.',
      'Done. All 2 files were received.',
    ]);
    // The next pick is a batch of its own.
    batch.expect();
    batch.begin(1, countFiles([]));
    expect(said.at(-1)).to.contain('Sending 1 file');
  });

  it('does not say that it is done while a study is stopped', () => {
    const { said, batch } = transcript();
    const counts = { ...countFiles([]), received: 3, total: 10 };
    batch.begin(10, countFiles([]));
    batch.observe({ ...counts, moving: 7 }, 'moving');
    batch.observe({ ...counts, stopped: 7 }, 'paused');
    batch.observe({ ...counts, moving: 7 }, 'moving');
    batch.observe({ ...counts, received: 10 }, 'done');
    expect(said.slice(1)).to.deep.equal([
      'Paused. Nothing is being sent until you go on.',
      'Done. All 10 files were received.',
    ]);
  });

  it('owes an end to a retry too', () => {
    const { said, batch } = transcript();
    observing(batch)([item(QUEUED)]);
    observing(batch)([item(RECEIVED)]);
    expect(said).to.deep.equal(['Done. 1 file was received.']);
  });

  it('waits until the window has the focus again, then says the remarks and the newest sentence', async () => {
    const { hasFocus } = document;
    document.hasFocus = () => false;
    try {
      let heard = '';
      const spoken = new Promise<void>((resolve) => {
        const voice = new PatientVoice((sentence) => {
          heard = sentence(en);
          resolve();
        });
        voice.say((t) => t.uploader.say.started(2));
        voice.remark((t) => t.uploader.twice(1));
        voice.say((t) => t.uploader.say.done(2));
      });
      expect(heard).to.equal('');
      window.dispatchEvent(new Event('focus'));
      await spoken;
      expect(heard).to.equal(`${en.uploader.twice(1)} ${en.uploader.say.done(2)}`);
    } finally {
      document.hasFocus = hasFocus;
    }
  });
});
