/** The first screen: what to send, how, and whether the page may be closed. The list of files comes with the first file. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { formatBytes, type FirstMessages, type Messages } from '../../i18n/index.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import { renderChoose } from './choose-view.js';
import { renderClose } from './close-view.js';
import { DropTarget } from './drop-target.js';
import type { FileEntry, FileGroups, GroupName } from './file-groups.js';
import type { Action } from './file-status.js';
import { pause } from './pause.js';
import {
  UploaderController,
  type Load,
  type Picked,
  type Sending,
  type UploaderHost,
} from './so-document-uploader.controller.js';
import { uploaderStyles } from './so-document-uploader.styles.js';

export * from './so-document-uploader.events.js';

/** Rows of a group that are shown at once, and how many are added at once on "Show all". */
const FIRST_ROWS = 50;
const ROWS_AT_ONCE = 100;

const FIRST: Record<GroupName, number> = {
  attention: FIRST_ROWS,
  progress: FIRST_ROWS,
  received: FIRST_ROWS,
};

/**
 * Takes medical records and imaging, sends them at once, resumes what was interrupted and shows a receipt.
 *
 * @element so-document-uploader
 * @summary Sends records and imaging of one case: files, folders, discs, photos.
 * @fires {SoDocumentReceivedEvent} so-document-received - The backend has stored a file; `documentId`, `requestId`.
 * @fires {SoUploadStateEvent} so-upload-state - Counts have changed; `active`, `received`, `total`.
 * @csspart root - Everything inside the element.
 * @csspart drop - The area that takes dropped files.
 * @cssproperty --so-color-accent - What can be acted on.
 * @cssproperty --so-radius - Corners.
 * @cssstate active - Something is being sent: the page should stay open.
 * @cssstate dragging - Files are held over the element.
 */
export class SoDocumentUploader extends SoElement implements UploaderHost {
  static override styles = [...SoElement.styles, uploaderStyles];

  /** The case that files belong to. Left out: the one that this device remembers. */
  @property({ attribute: 'case-id' }) caseId: string | null = null;

  /** The document request that the files answer, if any. */
  @property({ attribute: 'request-id' }) requestId: string | null = null;

  @state() private shown = FIRST;
  @state() private confirming: FileEntry | null = null;
  /** Answers to what people ask; loaded once the first screen stands. */
  @state() private help: typeof import('./help-view.js') | null = null;

  /** The reading of the case with which help was asked for. */
  #helpFor: Load | null = null;

  readonly #controller = new UploaderController(this);
  readonly #drop = new DropTarget(this, {
    accepts: () => !['no-case', 'no-backend'].includes(this.#controller.load.name),
    onDrop: (picked) => this.#add(picked),
  });
  readonly #internals = this.attachInternals();
  /** Where in the list the focus was before it changed: the row's key, '' outside of rows. */
  #focusedRow: string | null = null;

  /** This visit's transfers. Holds file names: not for logs or analytics. */
  get snapshot(): TransferSnapshot {
    return this.#controller.snapshot;
  }

  /** True while anything is being sent: the page should stay open. */
  get active(): boolean {
    return this.#controller.snapshot.active;
  }

  /** @internal */
  say(sentence: (t: FirstMessages) => string): void {
    if (this.t) this.announce(sentence(this.t));
  }

  /** @internal */
  sayMore(sentence: (t: Messages) => string): void {
    if (this.words) this.announce(sentence(this.words));
  }

  /** @internal */
  wholeLanguage(): Promise<unknown> {
    return this.loadWords();
  }

  /** @internal */
  useSending({ fileListStyles, helpStyles }: Sending): void {
    this.adopt([helpStyles, fileListStyles]);
    this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#controller.use(this.port, this.caseId);
    const focused = this.shadowRoot?.activeElement;
    const row = focused?.closest<HTMLElement>('[data-key]');
    this.#focusedRow = focused?.closest('.list') ? (row?.dataset['key'] ?? '') : null;
  }

  protected override updated(): void {
    this.#setState('active', this.active);
    this.#setState('dragging', this.#drop.dragging);
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>('#remove-dialog');
    if (dialog && this.confirming && !dialog.open) dialog.showModal();
    else if (dialog?.open && !this.confirming) dialog.close();
    this.#keepFocus();
    const { load } = this.#controller;
    if (this.t && !this.help && load.name !== 'no-backend' && load !== this.#helpFor)
      void this.#loadHelp(load);
  }

  /** Nothing depends on it: when it cannot be had, the next reading of the case asks again. */
  async #loadHelp(load: Load): Promise<void> {
    this.#helpFor = load;
    await firstScreens();
    try {
      const [help] = await Promise.all([import('./help-view.js'), this.loadWords()]);
      this.adopt([help.helpStyles]);
      this.help = help;
    } catch {
      // The first screen does without.
    }
  }

  #setState(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  /** A row that moves to another group takes its buttons along; the focus follows, or goes to the list's heading. */
  #keepFocus(): void {
    if (this.#focusedRow === null || this.shadowRoot?.activeElement) return;
    const row = this.renderRoot.querySelector(`[data-key="${CSS.escape(this.#focusedRow)}"]`);
    const heading =
      this.renderRoot.querySelector<HTMLElement>('#files-title') ??
      this.renderRoot.querySelector<HTMLElement>('#title');
    const target = row?.querySelector('button') ?? heading;
    target?.focus();
  }

  protected override renderContent(): TemplateResult {
    const { load, snapshot, documents, reading, sending } = this.#controller;
    if (load.name === 'no-backend') return this.renderSkeleton();
    const words = this.t.uploader;
    const groups = sending?.groupFiles(snapshot.items, documents) ?? null;
    return html`<div class="stack">
      <header class="stack-small">
        ${heading(this.headingLevel, words.title, { id: 'title', focusable: true })} ${this.#renderRequest()}
        <p class="lead muted">${words.lead}</p>
      </header>
      ${this.#renderTrouble()}
      ${load.name === 'no-case' ? notice('info', words.noCase.title, html`<p>${words.noCase.next}</p>`) : this.#renderChoose()}
      ${renderClose(this.t, snapshot, !!groups?.attention.length, reading)}
      ${sending && groups && this.words ? this.#renderFiles(sending, groups, this.words) : nothing}
      ${
        this.help && this.words
          ? this.help.renderHelp(this.words, load.name === 'ready' ? load.capabilities.organisation : null)
          : nothing
      }
    </div>`;
  }

  #renderRequest(): TemplateResult | typeof nothing {
    const { load } = this.#controller;
    if (load.name !== 'ready' || !this.requestId) return nothing;
    const request = load.case.requests.find((each) => each.id === this.requestId);
    if (!request) return nothing;
    return notice(
      'info',
      this.t.uploader.forRequest(request.title),
      request.reason ? html`<p>${request.reason}</p>` : nothing,
    );
  }

  #renderTrouble(): TemplateResult | typeof nothing {
    const { load } = this.#controller;
    if (load.name !== 'failed') return nothing;
    return backendErrorNotice(this.t, load.error, {
      id: 'trouble',
      onRetry: () => void this.#controller.reload(),
    });
  }

  #renderChoose(): TemplateResult {
    const { load, reading, snapshot, documents } = this.#controller;
    const limit = load.name === 'ready' ? load.capabilities.limits.maxFileBytes : null;
    return renderChoose({
      t: this.t,
      headingLevel: this.headingLevel,
      dragging: this.#drop.dragging,
      reading,
      small: snapshot.items.length + documents.length > 0,
      limit: limit === null ? null : formatBytes(limit, this.language),
      // The input is emptied when it is opened again, so its files are taken out of it.
      onFiles: (files) => this.#add({ list: [...files] }),
    });
  }

  #renderFiles(sending: Sending, groups: FileGroups, t: Messages): TemplateResult {
    const { snapshot, notRemoved, load, unreadable, nothingFound } = this.#controller;
    const list = sending.renderFileList({
      t,
      locale: this.language,
      headingLevel: this.headingLevel,
      groups,
      snapshot,
      shown: this.shown,
      confirming: this.confirming,
      notRemoved,
      receipt:
        load.name === 'ready'
          ? { organisation: load.capabilities.organisation.name, reference: load.case.reference }
          : null,
      onAction: (action, entry) => this.#act(action, entry),
      onAll: (action, entries) => {
        if (action === 'retry') this.#controller.retry(entries.map(({ key }) => key));
        else void this.#remove(entries);
      },
      onShowAll: (group) => void this.#showAll(group),
      onConfirm: (remove) => {
        const entry = this.confirming;
        this.confirming = null;
        if (remove && entry) void this.#remove([entry]);
      },
    });
    return html`${sending.renderRemarks(t, sending.countFiles(snapshot.items), unreadable, nothingFound)}
    ${list}`;
  }

  #act(action: Action, entry: FileEntry): void {
    if (action === 'retry' || action === 'goOn') this.#controller.retry([entry.key]);
    else if (action === 'cancel') this.#controller.cancel(entry.key);
    else if (this.#isReceived(entry)) this.confirming = entry;
    else void this.#remove([entry]);
  }

  /** The clinic has it: taking it back is asked about first. */
  #isReceived(entry: FileEntry): boolean {
    return entry.kind === 'transfer'
      ? entry.item.state.name === 'received'
      : entry.document.status === 'received';
  }

  async #remove(entries: readonly FileEntry[]): Promise<void> {
    await this.#controller.remove(entries);
    if (!entries.some(({ key }) => this.#controller.notRemoved.has(key)))
      this.sayMore((t) => t.uploader.say.removed);
  }

  /** A few rows at a time, with room for the browser in between, so that thousands never hold the page up. */
  async #showAll(group: GroupName): Promise<void> {
    const first = this.shown[group];
    const { snapshot, documents, sending } = this.#controller;
    if (!sending) return;
    const count = sending.groupFiles(snapshot.items, documents)[group].length;
    for (let shown = first + ROWS_AT_ONCE; this.isConnected && shown < count; shown += ROWS_AT_ONCE) {
      this.shown = { ...this.shown, [group]: shown };
      await this.updateComplete;
      if (shown === first + ROWS_AT_ONCE) this.#focusRow(group, first);
      await pause();
    }
    this.shown = { ...this.shown, [group]: Infinity };
    await this.updateComplete;
    if (count <= first + ROWS_AT_ONCE) this.#focusRow(group, first);
  }

  /** The button that was pressed goes away: reading goes on with the first row that is new. */
  #focusRow(group: GroupName, index: number): void {
    const row = this.renderRoot.querySelectorAll<HTMLElement>(`#list-${group} > li`)[index];
    if (!row) return;
    row.tabIndex = -1;
    row.focus();
  }

  #add(picked: Picked): void {
    void this.#controller.add(picked, this.requestId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'so-document-uploader': SoDocumentUploader;
  }
}
