import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { BackendError, type Backend } from '../src/backend/backend.js';
import { createMemoryBackend, type MemoryOptions } from '../src/backend/memory/memory-backend.js';
import type { EligibilityDefinition } from '../src/contract/index.js';
import { defaultDefinition } from '../src/eligibility/index.js';
import '../src/widgets/eligibility-checklist/define.js';
import type { SoEligibilityChecklist } from '../src/widgets/eligibility-checklist/so-eligibility-checklist.js';

interface Args {
  definition?: EligibilityDefinition | null;
  locale?: string;
  theme?: 'light' | 'dark';
  continuable?: boolean;
  layout?: 'pages' | 'all';
  saveDays?: number;
}

/** What a person picks, question by question: the words of the choices, or a number to type. */
type Picks = string[];

const picks = {
  emergency: ['Chest pain or pressure'],
  eligible: ['None of these', 'No', 'For me', '42', 'Yes', 'A cancer diagnosis', 'In this state', 'Yes'],
  notEligible: ['None of these', 'No', 'For my child', 'Yes', 'No'],
  unsure: ['None of these', 'No', 'For me', '42', 'Yes', 'I’m not sure'],
} satisfies Record<string, Picks>;

/** Buttons pressed after the last answer. */
const SEE = 'See your result';
const KEEP = 'Keep my answers on this device';

/** Stories that keep answers begin without any: those of an earlier showing belong to another definition. */
const visit = Date.now().toString(36);

/** Goes through the questions as a person does: by what is on the page. Last, presses or unfolds what `then` names. */
async function answerAll(canvas: HTMLElement, words: Picks, then: readonly string[]): Promise<void> {
  const element = canvas.querySelector('so-eligibility-checklist') as SoEligibilityChecklist;
  const shown = <T extends HTMLElement>(selector: string) =>
    [...element.renderRoot.querySelectorAll<T>(selector)].filter((each) => each.checkVisibility());
  const press = async (label: string) => {
    let button: HTMLElement | undefined;
    while (!(button = shown('button, summary').find((each) => each.textContent?.trim() === label)))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    button.click();
    await element.updateComplete;
  };
  await press(element.locale === 'es' ? 'Empezar' : 'Start');
  for (const word of words) {
    const choice = shown('label.choice').find((each) => each.textContent?.trim() === word);
    if (choice) choice.click();
    else shown<HTMLInputElement>('input[type=text]')[0]?.setRangeText(word);
    await press(element.locale === 'es' ? 'Continuar' : 'Continue');
  }
  for (const label of then) await press(label);
}

interface Setting extends Omit<Args, 'backend'> {
  /** Made anew for each showing. Null: the page has forgotten it. */
  backend?: MemoryOptions | null;
  answers?: Picks;
  then?: readonly string[];
}

function story({ backend = {}, answers, then = [], ...args }: Setting): StoryObj<Args> {
  return {
    args,
    render: (given) => checklist({ ...given, backend: backend && createMemoryBackend(backend) }),
    ...(answers && { play: ({ canvasElement }) => answerAll(canvasElement, answers, then) }),
  };
}

const checklist = ({
  backend,
  definition,
  locale,
  theme,
  continuable,
  layout,
  saveDays,
}: Args & { backend: Backend | null }) =>
  html`<so-eligibility-checklist
    .backend=${backend}
    .definition=${definition ?? null}
    locale=${locale ?? 'en'}
    theme=${theme ?? 'light'}
    layout=${layout ?? 'pages'}
    save-days=${saveDays ?? 0}
    ?continuable=${continuable ?? false}
  ></so-eligibility-checklist>`;

const meta: Meta<Args> = {
  title: 'Eligibility checklist',
  component: 'so-eligibility-checklist',
  argTypes: {
    locale: { control: 'select', options: ['en', 'es'] },
    theme: { control: 'select', options: ['light', 'dark'] },
    continuable: { control: 'boolean' },
    layout: { control: 'select', options: ['pages', 'all'] },
    saveDays: { control: 'number' },
  },
};
export default meta;

const unavailable = new BackendError('unavailable', { status: 503, requestId: 'req-7f3a', retryable: true });

export const Introduction = story({});
export const FirstQuestion = story({ answers: [] });
export const NumberQuestion = story({ answers: picks.eligible.slice(0, 3) });
export const NothingChosen = story({ answers: ['(nothing)'] });
export const CheckYourAnswers = story({ answers: picks.eligible });
export const Eligible = story({ answers: picks.eligible, then: [SEE], continuable: true });
export const NotEligible = story({ answers: picks.notEligible, then: [SEE] });
export const NeedsReview = story({ answers: picks.unsure, then: [SEE], continuable: true });
/** Which answers the result follows from, and which one other answer would have led elsewhere. */
export const WhatWouldChangeIt = story({
  answers: picks.notEligible,
  then: [SEE, 'Your other answers', 'What would change this result'],
});
export const SeekCareNow = story({ answers: picks.emergency });
export const Spanish = story({ locale: 'es' });
export const Dark = story({ answers: picks.eligible, then: [SEE], theme: 'dark', continuable: true });
export const Loading = story({ backend: { latencyMs: 3_600_000 } });
export const BackendFails = story({ backend: { fail: { capabilities: unavailable } } });
export const SavingFails = story({
  backend: { fail: { submitAssessment: unavailable } },
  answers: picks.eligible,
  then: [SEE],
  continuable: true,
});
/** The page allows answers to be kept on this device. */
export const MayBeKept = story({ saveDays: 7, definition: { ...defaultDefinition, id: 'may-be-kept' } });
export const Kept = story({
  saveDays: 7,
  definition: { ...defaultDefinition, id: `kept-${visit}` },
  answers: picks.unsure.slice(0, 2),
  then: [KEEP],
});
/** The next visit: the element is replaced by a new one, which finds what the first has kept. */
export const KeptFromLastTime: StoryObj<Args> = {
  ...story({ saveDays: 7, definition: { ...defaultDefinition, id: `found-${visit}` } }),
  play: async ({ canvasElement }) => {
    await answerAll(canvasElement, picks.unsure.slice(0, 3), [KEEP]);
    const element = canvasElement.querySelector('so-eligibility-checklist') as SoEligibilityChecklist;
    while (!element.renderRoot.querySelector('[part=keep]')?.textContent?.includes('Forget'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    const next = element.cloneNode() as SoEligibilityChecklist;
    Object.assign(next, { backend: element.backend, definition: element.definition });
    element.replaceWith(next);
  },
};
export const WithoutBackend = story({ backend: null });
export const OwnDefinition = story({ backend: null, definition: defaultDefinition });
export const InvalidDefinition = story({
  backend: null,
  definition: { ...defaultDefinition, fallback: { outcome: 'nowhere', reason: { en: 'None.' } } },
});

/** A definition with one question, whose every answer leads on. */
function only(...questions: EligibilityDefinition['questions']): EligibilityDefinition {
  return {
    format: 'eligibility/1',
    id: 'only',
    version: '1',
    title: { en: 'One of each kind' },
    groups: [{ id: 'body', title: { en: 'Your body' } }],
    questions,
    outcomes: [{ id: 'on', kind: 'eligible', title: { en: 'You can go on' }, text: { en: 'Thank you.' } }],
    rules: [
      {
        id: 'any',
        outcome: 'on',
        when: { not: { question: questions[0]?.id ?? '', unsure: true } },
        reason: { en: 'You answered.' },
      },
    ],
    fallback: { outcome: 'on', reason: { en: 'You were not sure.' } },
  };
}

/** From stories/pictures, which Storybook serves at its root. */
const picture = (id: string) => ({
  url: `${globalThis.location?.origin ?? 'http://localhost'}/${id}.svg`,
  alt: { en: `Picture of the ${id}` },
});

type Question = EligibilityDefinition['questions'][number];
const each = {
  note: { id: 'note', kind: 'note', label: { en: 'Have your papers at hand' }, help: { en: 'They help.' } },
  decimal: {
    ...{ id: 'temperature', kind: 'decimal', label: { en: 'What is your temperature?' }, group: 'body' },
    ...{ min: 30, max: 45, decimals: 1, unit: { en: '°C' }, record: true, unsure: true },
  },
  date: {
    ...{
      id: 'born',
      kind: 'date',
      label: { en: 'When were you born?' },
      help: { en: 'As in your passport.' },
    },
    ...{ max: 'today', record: true, unsure: true },
  },
  text: {
    ...{ id: 'words', kind: 'text', label: { en: 'Is there anything else?' } },
    ...{ required: false, multiline: true, record: true },
  },
  other: {
    ...{ id: 'side', kind: 'single-choice', label: { en: 'Where does it hurt?' }, other: true, record: true },
    image: picture('body'),
    options: [
      { id: 'left', label: { en: 'On the left' }, image: picture('left') },
      { id: 'right', label: { en: 'On the right' }, image: picture('right') },
    ],
  },
} satisfies Record<string, Question>;

const ownPage = (question: Question, answers: Picks = []) =>
  story({ backend: null, definition: only(question), answers });

export const DecimalQuestion = ownPage(each.decimal);
export const DecimalRefused = ownPage(each.decimal, ['99']);
export const DateQuestion = ownPage(each.date);
export const DateInSpanish = story({ backend: null, definition: only(each.date), answers: [], locale: 'es' });
export const DateMissing = ownPage(each.date, ['(nothing)']);
export const OptionalText = ownPage(each.text);
export const PicturesAndOther = ownPage(each.other);
export const OtherWithoutWords = ownPage(each.other, ['Something else']);
export const NoteBeforeQuestion = story({
  backend: null,
  definition: only(each.date, each.note, each.decimal),
  answers: ['I’m not sure'],
});
export const AllOnOnePage = story({ layout: 'all', answers: [] });
export const AllKindsOnOnePage = story({
  backend: null,
  definition: only(each.date, each.note, each.decimal, each.other, each.text),
  layout: 'all',
  answers: [],
});
