/** Shows one view of what was picked inside of a root with the uploader's styles, and keeps what a person changes. */
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Messages } from '../../src/i18n/index.js';
import { SoElement } from '../../src/ui/so-element.js';
import { fileListStyles } from '../../src/widgets/document-uploader/file-list.styles.js';
import { helpStyles } from '../../src/widgets/document-uploader/help.styles.js';
import {
  formStyles,
  pickedStyles,
  recordsStyles,
  sheetStyles,
} from '../../src/widgets/document-uploader/picked/views.js';
import { uploaderStyles } from '../../src/widgets/document-uploader/so-document-uploader.styles.js';

export interface Context<State> {
  t: Messages;
  locale: string;
  headingLevel: number;
  state: State;
  set: (state: State) => void;
}

export type View<State> = (context: Context<State>) => unknown;

export class PickedStory extends SoElement {
  static override styles = [
    ...SoElement.styles,
    uploaderStyles,
    helpStyles,
    fileListStyles,
    formStyles,
    pickedStyles,
    recordsStyles,
    sheetStyles,
  ];

  @property({ attribute: false }) view!: View<unknown>;
  @property({ attribute: false }) state: unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.loadWords();
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.querySelector('table') && !dialog.open) dialog.showModal();
  }

  protected override renderContent(): TemplateResult {
    if (!this.words) return this.renderSkeleton();
    const { words: t, language: locale, headingLevel, state } = this;
    const set = (next: unknown) => (this.state = next);
    return this.view({ t, locale, headingLevel, state, set }) as TemplateResult;
  }
}
