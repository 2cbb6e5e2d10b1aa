import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { gallery } from './authoring/gallery.js';
import { AuthoringWorkbench } from './authoring/workbench.js';

if (!customElements.get('authoring-workbench'))
  customElements.define('authoring-workbench', AuthoringWorkbench);

interface Args {
  /** A file of examples/definitions. */
  start: string;
  language: string;
  /** Instead of the file's text. */
  text?: string;
}

const meta: Meta<Args> = {
  title: 'Eligibility/Authoring',
  argTypes: {
    start: { control: 'select', options: [...gallery.keys()] },
    language: { control: 'text' },
  },
  // Side by side, the text and what it does need the whole width.
  render: ({ start, language, text }) =>
    html`<style>
        .page:has(authoring-workbench) {
          max-width: none;
        }
      </style>
      <authoring-workbench start=${start} language=${language} .text=${text ?? null}></authoring-workbench>`,
};
export default meta;

type Story = StoryObj<Args>;

const changed = (name: string, from: string, to: string) => (gallery.get(name) ?? '').replace(from, to);

export const Workbench: Story = { args: { start: 'general.json', language: 'en' } };
export const InSpanish: Story = { args: { start: 'orthopaedic-surgery.json', language: 'es' } };
/** The place of a mistake is told, and the last definition that was right would stay. */
export const Findings: Story = {
  args: {
    start: 'cardiac.json',
    language: 'en',
    text: changed('cardiac.json', '"seek-care-now"', '"needs-review"'),
  },
};
