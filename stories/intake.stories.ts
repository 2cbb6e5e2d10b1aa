import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { BackendError } from '../src/backend/backend.js';
import { createMemoryBackend, type MemoryOptions } from '../src/backend/memory/memory-backend.js';
import { memoryConsentTexts } from '../src/backend/memory/fixtures.js';
import type { ConsentRecord } from '../src/contract/index.js';
import '../src/widgets/intake/define.js';

interface Args {
  locale?: string;
  theme?: 'light' | 'dark';
}

/** A backend made anew for each showing. */
function story(options: MemoryOptions | (() => Promise<MemoryOptions>), args: Args = {}): StoryObj<Args> {
  return {
    args,
    loaders: [
      async () => ({
        backend: createMemoryBackend(typeof options === 'function' ? await options() : options),
      }),
    ],
    render: ({ locale = 'en', theme }, { loaded: { backend } }) =>
      html`<so-intake .backend=${backend} locale=${locale} theme=${theme ?? 'light'}></so-intake>`,
  };
}

/** A draft whose consent is given: the records are next. */
async function consented(): Promise<MemoryOptions> {
  const at = '2026-11-16T09:30:00Z';
  const consents = (await memoryConsentTexts()).map(({ id, version, locale, sha256 }): ConsentRecord => ({
    id: '0e3a1f9c-5d1b-4f0e-8a53-6f6f2f1f7a01',
    textId: id,
    version,
    locale,
    sha256,
    agreedAt: at,
    recordedAt: at,
  }));
  return { case: { phase: 'draft', consents: consents.slice(0, 1) } };
}

const meta: Meta<Args> = {
  title: 'Whole journey',
  component: 'so-intake',
  tags: ['autodocs'],
  argTypes: {
    locale: { control: 'select', options: ['en', 'es'] },
    theme: { control: 'select', options: ['light', 'dark'] },
  },
};
export default meta;

export const Start = story({});
export const StartInSpanish = story({}, { locale: 'es' });
export const ResumedBeforeConsent = story({ case: { phase: 'draft' } });
export const ResumedBeforeRecords = story(consented);
export const ResumedAfterSending = story({ case: { phase: 'in-review' } });
export const Dark = story({ case: { phase: 'draft' } }, { theme: 'dark' });
export const SlowBackend = story({ latencyMs: 4000 });
export const BackendFails = story({
  case: { phase: 'draft' },
  fail: { getCase: new BackendError('unavailable', { status: 503, requestId: 'req-1', retryable: true }) },
});
