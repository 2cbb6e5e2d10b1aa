import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { BackendError } from '../src/backend/backend.js';
import { createMemoryBackend, type MemoryOptions } from '../src/backend/memory/memory-backend.js';
import type { Case, CaseDocument } from '../src/contract/index.js';
import { createLedger } from '../src/transfer/ledger/ledger.js';
import '../src/widgets/document-uploader/define.js';

interface Args {
  locale?: string;
  theme?: 'light' | 'dark';
  requestId?: string;
}

const CASE_ID = '5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c11';
const REQUEST_ID = '9a1d6e44-5c07-4f0b-b7f4-21c2a4f9d733';
const AT = '2026-11-20T09:30:00Z';

const consented: Partial<Case> = {
  id: CASE_ID,
  consents: [
    {
      id: '3a1f2a64-6f54-4f0d-a2f1-4d6a0e6c9b44',
      textId: 'second-opinion',
      version: '2026-11',
      locale: 'en',
      sha256: '0'.repeat(64),
      agreedAt: AT,
      recordedAt: AT,
    },
  ],
};

const earlier = (number: number, changes: Partial<CaseDocument> = {}): CaseDocument => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  caseId: CASE_ID,
  fileName: `IM${String(number).padStart(6, '0')}`,
  mediaType: 'application/dicom',
  type: 'dicom',
  size: 526_228,
  sha256: number.toString(16).padStart(64, '0'),
  status: 'received',
  rejection: null,
  requestId: null,
  declaredAt: AT,
  receivedAt: AT,
  ...changes,
});

const pdf = (name: string, size = 200_000) =>
  new File([`%PDF-1.4\n% ${name}\n`, 'x'.repeat(size), '\n%%EOF\n'], name, { type: 'application/pdf' });

/** As if chosen in the system's dialog. */
async function choose(canvas: HTMLElement, files: File[]): Promise<void> {
  const root = canvas.querySelector('so-document-uploader')?.shadowRoot;
  let input: HTMLInputElement | null | undefined;
  while (!(input = root?.querySelector('#files')))
    await new Promise((resolve) => requestAnimationFrame(resolve));
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
}

/** Once it is there. */
async function press(canvas: HTMLElement, label: string): Promise<void> {
  const root = canvas.querySelector('so-document-uploader')?.shadowRoot;
  let button: HTMLButtonElement | null | undefined;
  while (!(button = root?.querySelector(`button[aria-label="${label}"]`)))
    await new Promise((resolve) => requestAnimationFrame(resolve));
  button.click();
}

interface Setting extends Args {
  /** Made anew for each showing. */
  backend?: MemoryOptions;
  files?: File[];
  /** Label of a button to press then. */
  then?: string;
}

function story({ backend = { case: consented }, files = [], then, ...args }: Setting): StoryObj<Args> {
  return {
    args,
    render: ({ locale, theme, requestId }) =>
      html`<so-document-uploader
        .backend=${createMemoryBackend(backend)}
        .locale=${locale ?? null}
        .requestId=${requestId ?? null}
        theme=${theme ?? 'light'}
      ></so-document-uploader>`,
    play: async ({ canvasElement }) => {
      if (files.length > 0) await choose(canvasElement, files);
      if (then) await press(canvasElement, then);
    },
  };
}

const meta: Meta<Args> = {
  title: 'Document uploader',
  component: 'so-document-uploader',
  argTypes: {
    locale: { control: 'inline-radio', options: ['en', 'es'] },
    theme: { control: 'inline-radio', options: ['light', 'dark'] },
  },
};
export default meta;

export const FirstScreen = story({});

export const AnswersARequest = story({
  requestId: REQUEST_ID,
  backend: {
    case: {
      ...consented,
      requests: [
        {
          id: REQUEST_ID,
          kind: 'document',
          owner: 'patient',
          title: 'Pathology report',
          reason: 'The specialist compares it with the images.',
          dueOn: '2026-12-07',
          status: 'open',
          openedAt: AT,
          closedAt: null,
          answer: null,
        },
      ],
    },
  },
});

export const Sending = story({
  backend: { case: consented, uploadRate: 40_000 },
  files: [
    pdf('Pathology report.pdf', 4_000_000),
    pdf('Radiology report.pdf', 2_000_000),
    pdf('Lab results.pdf'),
  ],
});

export const Paused = story({
  backend: { case: consented, uploadRate: 40_000 },
  files: [pdf('Pathology report.pdf', 4_000_000), pdf('Radiology report.pdf', 2_000_000)],
  then: 'Pause: All files',
});

export const ReceivedWithReceipt = story({
  files: [pdf('Pathology report.pdf'), pdf('Radiology report.pdf'), pdf('Lab results.pdf')],
});

export const FilesThatCannotBeTaken = story({
  backend: {
    case: consented,
    capabilities: {
      limits: {
        maxFileBytes: 1_000_000,
        maxCaseBytes: 20_000_000,
        maxDocumentsPerCase: 100,
        maxConnections: 4,
      },
    },
  },
  files: [
    new File([], 'Empty.pdf'),
    new File(['Dear doctor, these are only words.'], 'Words.pdf'),
    pdf('Whole book.pdf', 1_500_000),
    new File(['<!doctype html><script>1</script>'], 'Portal page.html'),
    pdf('Good report.pdf'),
  ],
});

export const ConsentIsMissing = story({
  backend: { case: { ...consented, consents: [] } },
  files: [pdf('Pathology report.pdf'), pdf('Radiology report.pdf')],
});

export const WaitsForTheConnection = story({
  backend: { case: consented, fail: { upload: new BackendError('unreachable', { retryable: true }) } },
  files: [pdf('Pathology report.pdf')],
});

export const TheClinicHasToAct = story({
  backend: { case: consented, fail: { declareDocument: new BackendError('unexpected', { status: 500 }) } },
  files: [pdf('Pathology report.pdf')],
});

/** Of March 12, 2024: received, or not. */
const slice = (number: number, received: boolean) =>
  earlier(number, {
    recordDate: '2024-03-12',
    imaging: { studyInstanceUid: '1.2.840.1' },
    ...(!received && { status: 'declared', receivedAt: null }),
  });

/** With a case of its own: what this device keeps would be offered elsewhere too. */
const begun: Partial<Case> = {
  ...consented,
  id: '5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c12',
  documents: Array.from({ length: 312 }, (_, index) => slice(index + 1, index < 212)),
};

export const OffersToGoOn: StoryObj<Args> = {
  ...story({ backend: { case: begun } }),
  loaders: [
    async () => {
      const ledger = createLedger();
      ledger.write(begun.id ?? '', [
        {
          key: 'a1',
          kind: 'study',
          files: 312,
          bytes: 164_000_000,
          receivedFiles: 212,
          receivedBytes: 111_000_000,
          parts: [],
        },
      ]);
      await ledger.read(begun.id ?? '');
    },
  ],
};

export const StudyLeftUnfinished = story({
  backend: { case: { ...begun, id: CASE_ID } },
});

export const FromAnEarlierVisit = story({
  backend: {
    case: {
      ...consented,
      documents: [
        earlier(1),
        earlier(2, { status: 'accepted' }),
        earlier(3, { status: 'receiving', receivedAt: null }),
        earlier(4, {
          fileName: 'Pathology report.pdf',
          type: 'pdf',
          status: 'rejected',
          receivedAt: null,
          rejection: { code: 'unreadable', text: 'The PDF asks for a password.' },
        }),
      ],
    },
  },
});

export const TwoThousandFiles = story({
  backend: {
    case: { ...consented, documents: Array.from({ length: 2000 }, (_, index) => earlier(index + 1)) },
  },
});

export const NoRequestYet = story({ backend: {} });

export const ServerUnavailable = story({
  backend: {
    case: consented,
    fail: {
      capabilities: new BackendError('unavailable', { status: 503, requestId: 'req-4f2a', retryable: true }),
    },
  },
});

export const Spanish = story({ locale: 'es', files: [pdf('Informe.pdf'), new File([], 'Vacío.pdf')] });

export const Dark = story({ theme: 'dark', files: [pdf('Pathology report.pdf')] });
