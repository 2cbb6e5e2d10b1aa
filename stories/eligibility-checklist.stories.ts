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
}

/** What a person picks, question by question: the words of the choices, or a number to type. */
type Picks = string[];

const picks = {
  emergency: ['Chest pain or pressure'],
  eligible: ['None of these', 'No', 'For me', '42', 'Yes', 'A cancer diagnosis', 'In this state', 'Yes'],
  notEligible: ['None of these', 'No', 'For my child', 'Yes', 'No'],
  unsure: ['None of these', 'No', 'For me', '42', 'Yes', 'I’m not sure', 'In this state', 'Yes'],
} satisfies Record<string, Picks>;

/** Goes through the questions as a person does: by what is on the page. */
async function answerAll(canvas: HTMLElement, words: Picks): Promise<void> {
  const element = canvas.querySelector('so-eligibility-checklist') as SoEligibilityChecklist;
  const shown = <T extends HTMLElement>(selector: string) =>
    [...element.renderRoot.querySelectorAll<T>(selector)].filter((each) => each.checkVisibility());
  const press = async (label: string) => {
    let button: HTMLElement | undefined;
    while (!(button = shown('button').find((each) => each.textContent?.trim() === label)))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    button.click();
    await element.updateComplete;
  };
  await press('Start');
  for (const word of words) {
    const choice = shown('label.choice').find((each) => each.textContent?.trim() === word);
    if (choice) choice.click();
    else shown<HTMLInputElement>('input[type=text]')[0]?.setRangeText(word);
    await press('Continue');
  }
}

interface Setting extends Omit<Args, 'backend'> {
  /** Made anew for each showing. Null: the page has forgotten it. */
  backend?: MemoryOptions | null;
  answers?: Picks;
}

function story({ backend = {}, answers, ...args }: Setting): StoryObj<Args> {
  return {
    args,
    render: (given) => checklist({ ...given, backend: backend && createMemoryBackend(backend) }),
    ...(answers && { play: ({ canvasElement }) => answerAll(canvasElement, answers) }),
  };
}

const checklist = ({ backend, definition, locale, theme, continuable }: Args & { backend: Backend | null }) =>
  html`<so-eligibility-checklist
    .backend=${backend}
    .definition=${definition ?? null}
    locale=${locale ?? 'en'}
    theme=${theme ?? 'light'}
    ?continuable=${continuable ?? false}
  ></so-eligibility-checklist>`;

const meta: Meta<Args> = {
  title: 'Eligibility checklist',
  component: 'so-eligibility-checklist',
  argTypes: {
    locale: { control: 'select', options: ['en', 'es'] },
    theme: { control: 'select', options: ['light', 'dark'] },
    continuable: { control: 'boolean' },
  },
};
export default meta;

const unavailable = new BackendError('unavailable', { status: 503, requestId: 'req-7f3a', retryable: true });

export const Introduction = story({});
export const FirstQuestion = story({ answers: [] });
export const NumberQuestion = story({ answers: picks.eligible.slice(0, 3) });
export const NothingChosen = story({ answers: ['(nothing)'] });
export const Eligible = story({ answers: picks.eligible, continuable: true });
export const NotEligible = story({ answers: picks.notEligible });
export const NeedsReview = story({ answers: picks.unsure, continuable: true });
export const SeekCareNow = story({ answers: picks.emergency });
export const Spanish = story({ locale: 'es' });
export const Dark = story({ answers: picks.eligible, theme: 'dark', continuable: true });
export const Loading = story({ backend: { latencyMs: 3_600_000 } });
export const BackendFails = story({ backend: { fail: { capabilities: unavailable } } });
export const SavingFails = story({
  backend: { fail: { submitAssessment: unavailable } },
  answers: picks.eligible,
  continuable: true,
});
export const WithoutBackend = story({ backend: null });
export const OwnDefinition = story({ backend: null, definition: defaultDefinition });
export const InvalidDefinition = story({
  backend: null,
  definition: { ...defaultDefinition, fallback: { ...defaultDefinition.fallback, outcome: 'nowhere' } },
});
