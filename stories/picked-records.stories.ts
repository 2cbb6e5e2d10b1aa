/** Everything that the uploader says of what was picked, each in every state. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { BackendError } from '../src/backend/backend.js';
import type { RecordsWay } from '../src/contract/index.js';
import type { RecordDetails, StudyCard } from '../src/widgets/document-uploader/picked/model.js';
import type { NoDiscModel } from '../src/widgets/document-uploader/picked/no-disc-view.js';
import {
  deidentificationReport,
  identityQuestion,
  leftOutView,
  missingView,
  noDiscView,
  photoPages,
  readingView,
  recordDetails,
  studyCards,
} from '../src/widgets/document-uploader/picked/views.js';
import { PickedStory, type Context, type View } from './picked/host.js';
import {
  card,
  leftOut,
  pages,
  paper,
  PATIENT,
  progress,
  report,
  request,
  series,
  study,
} from './picked/sample.js';

if (!customElements.get('so-picked-story')) customElements.define('so-picked-story', PickedStory);

interface Args {
  locale?: string;
  theme?: 'light' | 'dark';
}

const meta: Meta<Args> = {
  title: 'Document uploader/What was picked',
  argTypes: {
    locale: { control: 'inline-radio', options: ['en', 'es'] },
    theme: { control: 'inline-radio', options: ['light', 'dark'] },
  },
};
export default meta;

function story<State = undefined>(view: View<State>, start?: () => State, args: Args = {}): StoryObj<Args> {
  return {
    args,
    render: ({ locale, theme }) =>
      html`<so-picked-story
        .view=${view}
        .state=${start?.()}
        .locale=${locale ?? 'en'}
        theme=${theme ?? 'light'}
      ></so-picked-story>`,
  };
}

const nothing = () => undefined;

export const Reading = story(({ t, headingLevel }) =>
  readingView({ t, headingLevel, progress: { looked: 480, known: 1240 }, studies: 2, onCancel: nothing }),
);

export const ReadingBegins = story(({ t, headingLevel }) =>
  readingView({ t, headingLevel, progress: { looked: 0, known: 0 }, studies: 0, onCancel: nothing }),
);

/** As the controller would: what is pressed changes the card. */
function cards({ state, set, ...context }: Context<StudyCard[]>) {
  const next = {
    'leave-out': 'left-out',
    'put-back': 'queued',
    remove: 'left-out',
    stop: 'stopped',
    'go-on': 'sending',
  };
  return studyCards({
    ...context,
    cards: state,
    onAction: (action, pressed) =>
      set(
        state.map((each) =>
          each === pressed
            ? {
                ...each,
                progress: { ...each.progress, state: next[action] as StudyCard['progress']['state'] },
              }
            : each,
        ),
      ),
    onReport: nothing,
  });
}

export const Studies = story(cards, () => [
  card(
    'sending',
    {},
    { progress: progress('sending', { received: 120, sentBytes: 66_000_000, minutesLeft: 12 }) },
  ),
  card('received', {
    modalities: ['MR'],
    bodyParts: ['LSPINE'],
    date: '2023-11-02',
    institution: 'Hospital Universitario de la Santísima Trinidad',
    series: [
      series({ modality: 'MR', description: 'T2 TSE sag', images: 15, instances: 15, bytes: 4_100_000 }),
      series({ modality: 'MR', number: 2, description: 'T1', images: 15, instances: 15, bytes: 4_000_000 }),
    ],
  }),
  card(
    'queued',
    {
      modalities: ['DX'],
      bodyParts: ['CHEST'],
      date: '',
      institution: '',
      series: [
        series({ modality: 'DX', number: null, description: '', images: 1, instances: 1, bytes: 9_000_000 }),
      ],
    },
    { thumbnail: null },
  ),
]);

export const WhatElseIsInIt = story(cards, () => [
  card('queued', {
    modalities: ['PT', 'CT'],
    bodyParts: ['CHESTABDPELVIS', 'WHOLEBODY'],
    series: [
      series({ images: 420, instances: 420, description: 'CT low dose' }),
      series({ modality: 'PT', number: 2, images: 420, instances: 420, description: 'PET WB' }),
      series({
        kind: 'structured-report',
        modality: 'SR',
        number: 99,
        description: 'Findings',
        instances: 1,
      }),
      series({
        kind: 'structured-report',
        modality: 'SR',
        number: 999,
        description: 'Dose Report',
        instances: 1,
      }),
      series({ kind: 'key-images', modality: 'KO', number: 100, description: '', instances: 1 }),
      series({ kind: 'presentation', modality: 'PR', number: 101, description: '', instances: 3 }),
      series({ kind: 'document', modality: 'DOC', number: null, description: 'Letter', instances: 2 }),
    ],
  }),
  card(
    'queued',
    {
      modalities: ['US'],
      bodyParts: ['HEART'],
      series: [
        series({ kind: 'clip', modality: 'US', description: '4CH', images: 900, instances: 12 }),
        series({ modality: 'US', number: 2, description: '', images: 20, instances: 20 }),
      ],
    },
    { thumbnail: null },
  ),
  card(
    'received',
    { modalities: [], bodyParts: [], series: [series({ kind: 'document', modality: 'DOC', instances: 1 })] },
    { thumbnail: null },
  ),
]);

export const SomethingIsMissingOrDamaged = story(cards, () => [
  card('queued', {
    series: [
      series({
        missing: {
          count: 3,
          numbers: [
            [12, 12],
            [40, 41],
          ],
          by: 'numbers',
        },
      }),
      series({ number: 2, description: 'Coronal' }),
    ],
    findings: [
      { finding: 'truncated', files: 2 },
      { finding: 'pixels-missing', files: 2 },
      { finding: 'no-preamble', files: 312 },
    ],
  }),
  card('queued', {
    series: [
      series({ missing: { count: 1, numbers: [[7, 7]], by: 'series' } }),
      series({ number: 2, missing: { count: 18, numbers: [], by: 'dicomdir' } }),
    ],
  }),
  card(
    'queued',
    { studyInstanceUID: '', bodyParts: ['TOOTHFAIRY'], description: 'ANGIO RUN-OFF', date: '' },
    { key: '' },
  ),
]);

export const EveryState = story(cards, () => [
  card('reading'),
  card('held'),
  card('left-out'),
  card('waiting', {}, { progress: progress('waiting', { received: 120, sentBytes: 66_000_000 }) }),
  card('stopped', {}, { progress: progress('stopped', { received: 12, sentBytes: 6_000_000 }) }),
  card('paused', {}, { progress: progress('paused', { received: 12, sentBytes: 6_000_000 }) }),
  card(
    'attention',
    {},
    { progress: progress('attention', { received: 300, attention: 5, sentBytes: 150e6 }) },
  ),
]);

export const NamesRemoved = story(cards, () => [
  card('queued', {}, { deidentified: 0 }),
  card('sending', {}, { deidentified: 47 }),
  card(
    'received',
    { modalities: ['US'], bodyParts: ['ABDOMEN'], series: [series({ modality: 'US', pixelRisk: true })] },
    { deidentified: 52, thumbnail: null },
  ),
]);

/** The answers change what stands below them. */
function identity(people: number, actsFor: string | null): View<StudyCard[]> {
  return ({ state, set, ...context }) =>
    identityQuestion({
      ...context,
      cards: state,
      people,
      casePatient: PATIENT,
      actsFor,
      onDecide: (decision, pressed) =>
        set(state.map((each) => (each === pressed ? { ...each, decision } : each))),
    });
}

const somebody = (alphabetic: string, birthDate: string, ideographic = ''): StudyCard['patient'] => ({
  name: { alphabetic, ideographic, phonetic: '' },
  otherNames: [],
  birthDate,
  ids: [],
});

const swapped = (): StudyCard =>
  card(
    'held',
    {},
    {
      patient: somebody('GARCIA LOPEZ^MARIA', '1960-03-12'),
      match: 'different',
      reasons: ['birth-date', 'day-month-swapped', 'other-spelling'],
    },
  );

const other = (): StudyCard =>
  card(
    'held',
    { modalities: ['DX'], bodyParts: ['KNEE'], institution: 'Orthopaedic Practice' },
    {
      patient: somebody('YAMADA^TAROU', '', '山田^太郎'),
      match: 'different',
      reasons: ['name', 'birth-date-missing'],
    },
  );

export const AnotherBirthDate = story(identity(1, null), () => [swapped()]);

export const TwoPeopleOnOneDisc = story(identity(2, null), () => [swapped(), other()]);

export const ForSomebodyElse = story(identity(1, 'Maria'), () => [swapped()]);

export const Decided = story<StudyCard[]>(identity(2, null), () => [
  { ...swapped(), decision: 'mine' },
  { ...other(), decision: 'not-mine' },
]);

export const LeftOutFiles = story(({ t, locale }) => leftOutView(t, locale, leftOut));

const record: RecordDetails = {
  key: '1',
  fileName: 'Biopsy-2024-03.pdf',
  title: null,
  category: 'pathology-report',
  guessed: true,
};

export const WhatIsThisRecord = story<RecordDetails>(
  ({ t, state, set }) =>
    recordDetails({
      t,
      record: state,
      onCategory: (category) => set({ ...state, category, guessed: false }),
      onTitle: (title) => set({ ...state, title }),
    }),
  () => record,
);

export const StillAskedFor = story(({ t, locale, headingLevel }) =>
  missingView(t, locale, headingLevel, [
    request(),
    request({ title: 'List of medicines', reason: null, dueOn: null }),
  ]),
);

export const PhotosOfPaper = story(
  ({ t, headingLevel, state, set }) =>
    photoPages({
      t,
      headingLevel,
      pages: state,
      making: false,
      onRotate: (page) =>
        set(
          state.map((each) =>
            each === page ? { ...each, rotation: ((each.rotation + 90) % 360) as 0 | 90 | 180 | 270 } : each,
          ),
        ),
      onMove: (page, by) => {
        const rest = state.filter((each) => each !== page);
        rest.splice(state.indexOf(page) + by, 0, page);
        set(rest);
      },
      onRemove: (page) => set(state.filter((each) => each !== page)),
      onAgain: (page) =>
        set(state.map((each) => (each === page ? { ...each, preview: paper(), findings: [] } : each))),
      onAdd: nothing,
      onSend: nothing,
      onSeparate: nothing,
    }),
  pages,
);

export const OnePhoto = story(({ t, headingLevel }) =>
  photoPages({
    t,
    headingLevel,
    pages: pages().slice(0, 1),
    making: true,
    onRotate: nothing,
    onMove: nothing,
    onRemove: nothing,
    onAgain: nothing,
    onAdd: nothing,
    onSend: nothing,
    onSeparate: nothing,
  }),
);

const WAYS: readonly RecordsWay[] = ['image-link', 'post', 'release-form', 'hospital-sends'];

const noDisc =
  (changes: Partial<NoDiscModel> = {}): View<readonly NoDiscModel['problems'][number][]> =>
  ({ t, locale, headingLevel, state, set }) =>
    noDiscView({
      t,
      locale,
      headingLevel,
      organisation: 'Riverside Second Opinion Clinic',
      postalAddress: 'Records Team\n12 River Street\nSpringfield, IL 62701',
      reference: 'SO-7F3K-2M',
      patient: PATIENT,
      representative: null,
      releaseForm: null,
      ways: WAYS,
      requests: [],
      problems: state,
      sending: null,
      failed: null,
      onProblems: set,
      onAnswer: () => set([]),
      onGo: nothing,
      ...changes,
    });

/** Opened as a person would. */
const opened = (at: number): Pick<StoryObj<Args>, 'play'> => ({
  play: async ({ canvasElement }) => {
    const root = canvasElement.querySelector('so-picked-story')?.shadowRoot;
    let ways: NodeListOf<HTMLDetailsElement> | undefined;
    while (!(ways = root?.querySelectorAll<HTMLDetailsElement>('.way'))?.length)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    const way = ways[at];
    if (way) way.open = true;
  },
});

export const NoDiscDrive = story(noDisc(), () => []);

export const GiveALink = {
  ...story(noDisc(), () => [{ way: 'image-link', field: 'image-link-url', code: 'url-not-secure' }] as const),
  ...opened(0),
};

export const SendByPost = { ...story(noDisc(), () => []), ...opened(1) };

export const SignAForm = {
  ...story(noDisc({ representative: 'Ana Garcia' }), () => []),
  ...opened(2),
};

export const TheHospitalSendsIt = {
  ...story(
    noDisc({
      failed: {
        way: 'hospital-sends',
        error: new BackendError('unavailable', { status: 503, requestId: 'req-4f2a', retryable: true }),
      },
    }),
    () => [],
  ),
  ...opened(3),
};

export const WhoActsNext = story(
  noDisc({
    requests: [
      request({ id: '1', way: 'image-link', owner: 'clinic' }),
      request({ id: '2', way: 'post' }),
      request({
        id: '3',
        way: 'release-form',
        owner: 'third-party',
        detail: 'St Mary Hospital, Springfield',
      }),
      request({ id: '4', way: 'hospital-sends', owner: 'third-party', detail: 'General Hospital' }),
    ],
  }),
  () => [],
);

export const WhatWasRemoved = story(({ t, headingLevel }) =>
  deidentificationReport({ t, headingLevel, report, onClose: nothing }),
);

export const StudiesInSpanish = story(
  cards,
  () => [
    card('sending', {}, { progress: progress('sending', { received: 120, sentBytes: 66_000_000 }) }),
    card('held', { bodyParts: ['CHESTABDPELVIS'], modalities: ['PT', 'CT'] }),
  ],
  { locale: 'es' },
);

export const IdentityInSpanish = story(identity(1, null), () => [swapped()], { locale: 'es' });

export const StudiesInTheDark = story(
  cards,
  () => [
    card('sending', {}, { progress: progress('sending', { received: 120, sentBytes: 66_000_000 }) }),
    card('attention', { series: study().series }, { progress: progress('attention', { attention: 2 }) }),
  ],
  { theme: 'dark' },
);

export const IdentityInTheDark = story(identity(2, null), () => [swapped(), other()], { theme: 'dark' });
