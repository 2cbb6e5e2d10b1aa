import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { html } from 'lit';
import manifest from '../dist/custom-elements.json';
import '../src/define.js';
import './preview.css';

setCustomElementsManifest(manifest);

const preview: Preview = {
  globalTypes: {
    scheme: {
      description: 'Colour scheme of the page',
      toolbar: { title: 'Scheme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light' },
  parameters: {
    a11y: { test: 'error' },
    options: {
      storySort: {
        order: [
          'Read me',
          'Intake',
          'Eligibility checklist',
          'Eligibility',
          'Document uploader',
          'Case status tracker',
        ],
      },
    },
  },
  decorators: [
    (story, { globals }) => {
      document.documentElement.dataset['scheme'] = String(globals['scheme']);
      return html`<div class="page">${story()}</div>`;
    },
  ],
  tags: ['autodocs'],
};

export default preview;
