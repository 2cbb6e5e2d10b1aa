import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { BackendError } from '../src/backend/backend.js';
import { memoryCase } from '../src/backend/memory/fixtures.js';
import {
  createMemoryBackend,
  type MemoryBackend,
  type MemoryOptions,
} from '../src/backend/memory/memory-backend.js';
import type { Case, CaseDocument, CaseRequest } from '../src/contract/index.js';
import '../src/widgets/case-status-tracker/define.js';

interface Args {
  locale?: string;
  theme?: 'light' | 'dark';
  variant?: 'full' | 'compact';
}

const { id: caseId } = memoryCase();
const unavailable = new BackendError('unavailable', { status: 503, requestId: 'req-7f3a', retryable: true });

const document = (number: number, changes: Partial<CaseDocument>): CaseDocument => ({
  id: `0b8f4f5e-93a6-4f0d-9d2b-0c1a58a1f00${number}`,
  caseId,
  fileName: `letter-${number}.pdf`,
  mediaType: 'application/pdf',
  type: 'pdf',
  size: 1_240_000,
  sha256: String(number).repeat(64),
  status: 'received',
  rejection: null,
  requestId: null,
  declaredAt: '2026-11-17T10:00:00Z',
  receivedAt: '2026-11-17T10:01:00Z',
  ...changes,
});

const documents = [
  document(1, { fileName: 'mri-report.pdf', status: 'accepted' }),
  document(2, { fileName: 'discharge-letter.pdf' }),
];

const asked: Partial<CaseRequest> & { title: string } = {
  title: 'Pathology report of the biopsy',
  reason: 'The specialist needs to see which kind of cells were found.',
  dueOn: '2030-12-04',
};

/** `staff` is what the clinic does before the story is shown, so that there is a history. */
function story(
  theCase: Partial<Case> | null,
  staff: (backend: MemoryBackend) => void = () => undefined,
  options: MemoryOptions & Args = {},
): StoryObj<Args> {
  const { locale, theme, variant, ...rest } = options;
  return {
    args: { ...(locale && { locale }), ...(theme && { theme }), ...(variant && { variant }) },
    render: (args) => {
      const backend = createMemoryBackend({ ...rest, ...(theCase && { case: { documents, ...theCase } }) });
      staff(backend);
      return html`<so-case-status-tracker
        .backend=${backend}
        locale=${args.locale ?? 'en'}
        theme=${args.theme ?? 'light'}
        variant=${args.variant ?? 'full'}
      ></so-case-status-tracker>`;
    },
  };
}

const meta: Meta<Args> = {
  title: 'Case status tracker',
  component: 'so-case-status-tracker',
  argTypes: {
    locale: { control: 'select', options: ['en', 'es'] },
    theme: { control: 'select', options: ['light', 'dark'] },
  },
};
export default meta;

const needsYou = ({ staff }: MemoryBackend) => {
  staff.movePhase(caseId, 'collecting-records');
  staff.openRequest(caseId, asked);
};

export const Submitted = story({ documents: [] });
export const YourTurn = story({}, needsYou);
export const Overdue = story({}, ({ staff }) => {
  staff.movePhase(caseId, 'collecting-records');
  staff.openRequest(caseId, { ...asked, dueOn: '2026-01-15' });
});
export const AnotherHospitalSends = story({}, ({ staff }) => {
  staff.movePhase(caseId, 'collecting-records');
  staff.openRequest(caseId, { ...asked, owner: 'third-party' });
});
export const InReview = story({}, ({ staff }) => {
  staff.recordsComplete(caseId, '2030-12-07', '2030-12-11');
  staff.movePhase(caseId, 'in-review');
});
export const WentBack = story({}, ({ staff }) => {
  staff.movePhase(caseId, 'in-review');
  staff.movePhase(caseId, 'collecting-records', 'One series of your CT is missing.');
});
export const DocumentRejected = story({}, ({ staff }) => {
  staff.rejectDocument(documents[1]?.id ?? '', { code: 'unreadable', text: 'Page 2 is black.' });
});
export const ReportReady = story({}, ({ staff }) => staff.releaseReport(caseId));
export const Completed = story({}, ({ staff }) => {
  staff.releaseReport(caseId);
  staff.close(caseId, 'completed');
});
export const Declined = story({}, ({ staff }) =>
  staff.close(caseId, 'declined', 'We do not treat this condition.'),
);
export const Withdrawn = story({}, ({ staff }) => staff.close(caseId, 'withdrawn'));
export const WithdrawnByThePatient = story({}, (backend) => void backend.withdrawCase?.(caseId));
export const ConsentTextChanged = story({
  consents: [
    {
      id: '3a1f2a64-6f54-4f0d-a2f1-4d6a0e6c9b44',
      textId: 'second-opinion',
      version: '2026-04',
      locale: 'en',
      sha256: '0'.repeat(64),
      agreedAt: '2026-06-16T09:30:00Z',
      recordedAt: '2026-06-16T09:30:00Z',
    },
  ],
});
const conversation: MemoryOptions['messages'] = [
  {
    from: 'patient',
    text: 'May I send photos of the letter?\nIt is two pages.',
    readAt: '2026-11-17T08:10:00Z',
  },
  { from: 'clinic', text: 'Yes, photos are fine. Please put the letter on a table and use daylight.' },
];
const consents = [
  {
    id: '3a1f2a64-6f54-4f0d-a2f1-4d6a0e6c9b44',
    textId: 'second-opinion',
    version: '2026-11',
    locale: 'en',
    sha256: '0'.repeat(64),
    agreedAt: '2026-11-16T09:30:00Z',
    recordedAt: '2026-11-16T09:30:00Z',
  },
];

export const NewMessage = story({ phase: 'in-review', consents }, undefined, { messages: conversation });
export const MessageCannotBeSent = story({ consents }, undefined, {
  messages: conversation,
  fail: { postMessage: unavailable },
});
export const MessagesCannotBeLoaded = story({ consents }, undefined, { fail: { messages: unavailable } });
export const QuestionsAboutTheReport = story({ consents }, ({ staff }) => staff.releaseReport(caseId), {
  messages: conversation,
});
export const NoQuestionLeft = story({ consents }, (backend) => {
  backend.staff.releaseReport(caseId);
  for (const text of ['What is grade 2?', 'May I fly?', 'When is the next scan?'])
    void backend.postMessage?.(caseId, { text });
});
export const ReportWithAddendum = story({}, ({ staff }) => {
  staff.releaseReport(caseId);
  staff.releaseAddendum(caseId);
});
export const Delayed = story({}, ({ staff }) => {
  staff.recordsComplete(caseId, '2030-12-07', '2030-12-11');
  staff.movePhase(caseId, 'in-review');
  staff.delay(caseId, '2030-12-18', 'The specialist wants a second reading of your biopsy.');
});
export const Late = story({}, ({ staff }) => {
  staff.recordsComplete(caseId, '2026-01-07', '2026-01-12');
  staff.movePhase(caseId, 'in-review');
});
export const SeveralRequests = story({}, ({ staff }) => {
  staff.movePhase(caseId, 'collecting-records');
  staff.openRequest(caseId, { ...asked, dueOn: '2026-01-15' });
  staff.openRequest(caseId, { title: 'CT of the chest, as images', dueOn: '2030-12-04' });
  staff.openRequest(caseId, { title: 'Slides of the biopsy', owner: 'third-party' });
  staff.openRequest(caseId, { title: 'List of your medicines', status: 'pending-check', answer: 'document' });
});
export const LostOnOurSide = story({
  documents: [document(1, { status: 'delivery-failed', receivedAt: null }), ...documents.slice(1)],
});
/** Codes that this version does not know, from a newer backend. */
export const UnknownCodes = story({
  phase: 'tumour-board',
  phaseText: 'Your case is on the list of the tumour board of 3 December.',
  waitingOn: 'other',
  waitingText: 'The insurer is asked to approve the costs.',
  documents: [document(1, { status: 'other', statusText: 'Your images are in the archive.' })],
});
export const SeveralCases = story(null, undefined, {
  cases: [
    { reference: 'SO-7F3K-2QXA', phase: 'in-review' },
    {
      reference: 'SO-9H2M-4TRB',
      phase: 'collecting-records',
      waitingOn: 'patient',
      patient: { givenName: 'Leo', familyName: 'Example', birthDate: '2015-02-03' },
      documents: [document(1, { status: 'rejected', rejection: { code: 'unreadable' }, receivedAt: null })],
    },
    { reference: 'SO-3C8D-6WYZ', phase: 'closed', outcome: 'completed', waitingOn: 'nobody' },
  ],
});
export const NewsCannotBeRead = story({}, ({ staff }) => staff.movePhase(caseId, 'in-review'), {
  fail: { follow: new BackendError('forbidden', { status: 403 }) },
});
export const CompactYourTurn = story({}, needsYou, { variant: 'compact' });
export const CompactInReview = story({ phase: 'in-review' }, undefined, { variant: 'compact' });
export const CompactReportReady = story({}, ({ staff }) => staff.releaseReport(caseId), {
  variant: 'compact',
});
export const NoCaseOnThisDevice = story(null);
export const Loading = story({}, undefined, { latencyMs: 3_600_000 });
export const BackendFails = story({}, undefined, { fail: { getCase: unavailable } });
export const AnswerFails = story({}, needsYou, { fail: { answerRequest: unavailable } });
export const Spanish = story({}, needsYou, { locale: 'es' });
export const Dark = story({}, needsYou, { theme: 'dark' });
