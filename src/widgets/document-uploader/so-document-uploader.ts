/** The first screen: what to send, how, and whether the page may be closed. The list of files comes with the first file. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { formatBytes, warmFormats, type FirstMessages, type Messages } from '../../i18n/index.js';
import type { Case } from '../../contract/index.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import { renderChoose } from './choose-view.js';
import { renderClose } from './close-view.js';
import { DropTarget } from './drop-target.js';
import { NO_COUNTS, NOTHING } from './nothing.js';
import type { Load, Picked } from './load.js';
import type { NoDisc } from './no-disc.js';
import type { PickedPage } from './picked-page.js';
import type { Resume } from './resume.js';
import { UploaderController, type Sending, type UploaderHost } from './so-document-uploader.controller.js';
import { uploaderStyles } from './so-document-uploader.styles.js';
import type { Visit } from './visit.js';

export * from './so-document-uploader.events.js';

const offersOtherWays = (load: Load) =>
  load.name === 'ready' && (load.capabilities.imaging?.alternatives.length ?? 0) > 0;

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

  /**
   * De-identifies DICOM images before they are sent (PS3.15 Annex E), also when the backend does not ask for it. Names in the
   * picture itself stay.
   */
  @property({ type: Boolean }) deidentify = false;

  /** The document request that the files answer, if any. */
  @property({ attribute: 'request-id' }) requestId: string | null = null;

  /** Shows in the page's title how far sending is. */
  @property({ type: Boolean, attribute: 'title-progress' }) titleProgress = false;

  /** Keeps nothing on this device of what is unfinished: then only the backend knows. */
  @property({ type: Boolean, attribute: 'no-ledger' }) noLedger = false;

  /**
   * Lets the person have this device remember the folder until everything has arrived (Chromium). What is kept holds the names
   * of folders.
   */
  @property({ type: Boolean, attribute: 'remember-folder' }) rememberFolder = false;

  /** Everything that was picked or is in the case; loaded with the first file. */
  #page: PickedPage | null = null;
  /** Answers to what people ask, and the offer to go on; loaded once the first screen stands. */
  @state() private around: typeof import('./around.js') | null = null;

  /** The reading of the case with which it was asked for. */
  #aroundFor: Load | null = null;

  #resume: Resume | null = null;

  #noDisc: NoDisc | null = null;
  readonly #noDiscHost = {
    requestUpdate: () => this.requestUpdate(),
    focusOn: (id: string) => void this.focusOn(id),
    onCase: (changed: Case) => this.#controller.takeCase(changed),
  };

  readonly #controller = new UploaderController(this);
  readonly #drop = new DropTarget(this, {
    accepts: () => !['no-case', 'no-backend'].includes(this.#controller.load.name),
    onDrag: this.#controller.warm,
    onDrop: (picked, items) => this.give({ ...picked, remembered: this.#resume?.dropped(items) }),
  });
  readonly #internals = this.attachInternals();
  /** Where in the list the focus was before it changed: the row's key, '' outside of rows. */
  #focusedRow: string | null = null;

  /** This visit's transfers. Holds file names: not for logs or analytics. */
  get snapshot(): TransferSnapshot {
    return this.#controller.visit?.snapshot ?? NOTHING;
  }

  /** True while anything is being sent, or paused: the page should stay open. */
  get active(): boolean {
    return this.snapshot.unfinished;
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
  get tongue(): string {
    return this.language;
  }

  /** @internal */
  wholeLanguage(): Promise<unknown> {
    return this.loadWords();
  }

  /** @internal */
  ask(): void {
    const { activeElement } = this.ownerDocument;
    // Who is somewhere else on the page is not called away; the announcement says it.
    if (activeElement !== this && activeElement !== this.ownerDocument.body) return;
    if (this.#page) void this.focusOn(this.#page.question);
  }

  /** @internal */
  useSending({ pageStyles, PickedPage }: Sending, visit: Visit): void {
    this.adopt(pageStyles);
    this.#page = new PickedPage(this, visit);
    this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#controller.use(this.port, this.caseId);
    const focused = this.shadowRoot?.activeElement;
    const row = focused?.closest<HTMLElement>('[data-key]');
    this.#focusedRow = focused?.closest('.list') ? (row?.dataset['key'] ?? '') : null;
  }

  protected override firstUpdated(): void {
    warmFormats(this.language);
  }

  protected override updated(): void {
    this.#setState('active', this.active);
    this.#setState('dragging', this.#drop.dragging);
    this.#page?.openDialogs();
    this.#keepFocus();
    const { load } = this.#controller;
    const settled = load.name !== 'no-backend' && load.name !== 'loading';
    const whole = this.around && (this.#noDisc || !offersOtherWays(load));
    if (this.t && settled && !whole && load !== this.#aroundFor) void this.#loadAround(load);
    if (load.name === 'ready') void this.#resume?.look(load.case);
  }

  /** Nothing depends on it: when it cannot be had, the next reading of the case asks again. */
  async #loadAround(load: Load): Promise<void> {
    this.#aroundFor = load;
    await firstScreens();
    try {
      const [around, noDisc] = await Promise.all([
        import('./around.js'),
        offersOtherWays(load) ? import('./no-disc.js') : null,
        this.loadWords(),
      ]);
      this.adopt([around.helpStyles, ...(noDisc?.noDiscStyles ?? [])]);
      this.#noDisc ??= noDisc && new noDisc.NoDisc(this.#noDiscHost);
      this.#resume ??= new around.Resume(this);
      this.around = around;
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
    const { load, reading, visit } = this.#controller;
    if (load.name === 'no-backend') return this.renderSkeleton();
    const words = this.t.uploader;
    const page = this.words ? this.#page : null;
    const { received } = visit?.totals.counts ?? NO_COUNTS;
    return html`<div class="stack">
      <header class="stack-small">
        ${heading(this.headingLevel, words.title, { id: 'title', focusable: true })} ${this.#renderRequest()}
        <p class="lead muted">${words.lead}</p>
      </header>
      ${this.#renderTrouble()} ${this.#renderResume()}
      ${load.name === 'no-case' ? notice('info', words.noCase.title, html`<p>${words.noCase.next}</p>`) : this.#renderChoose()}
      ${renderClose(this.t, this.active || reading, received, page?.needsSomebody ?? false)}
      ${page && this.words ? page.render(this.words) : nothing}
      ${this.around && this.words ? this.#renderHelp(this.around, this.words) : nothing}
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
    const { load, reading, visit } = this.#controller;
    const limit = load.name === 'ready' ? load.capabilities.limits.maxFileBytes : null;
    const stored = visit?.documents ?? (load.name === 'ready' ? load.case.documents : []);
    const { around, words } = this;
    const resume = this.#resume?.remembers ? this.#resume : null;
    return renderChoose({
      t: this.t,
      headingLevel: this.headingLevel,
      dragging: this.#drop.dragging,
      reading,
      starting: reading && !visit?.picks?.progress,
      small: this.snapshot.items.length + stored.length + (this.#resume?.entries.length ?? 0) > 0,
      limit: limit === null ? null : formatBytes(limit, this.language),
      onOpen: this.#controller.warm,
      onFolder: resume ? () => void resume.choose() : null,
      more: resume && around && words ? around.renderRemember(words) : nothing,
      onFiles: (files, camera) => this.#choose(files, camera),
    });
  }

  /** Until something is given again. */
  #renderResume(): TemplateResult | typeof nothing {
    const { load, reading, visit } = this.#controller;
    if (!this.around || !this.#resume || !this.words || load.name !== 'ready') return nothing;
    const given = this.snapshot.items.length + (visit?.totals.counts.total ?? 0);
    if (reading || given > 0) return nothing;
    return this.around.renderResume({
      t: this.words,
      locale: this.language,
      resume: this.#resume,
      documents: visit?.documents ?? [],
      onChoose: (id) => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click(),
    });
  }

  #renderHelp({ renderHelp }: typeof import('./around.js'), t: Messages): TemplateResult {
    const { load } = this.#controller;
    const ready = load.name === 'ready' ? load : null;
    const ways =
      this.#noDisc && ready
        ? this.#noDisc.render({
            ...ready,
            t,
            locale: this.language,
            headingLevel: this.headingLevel,
          })
        : nothing;
    return html`${ways} ${renderHelp(t, ready?.capabilities.organisation ?? null)}`;
  }

  /** Photos of paper are put in order first; everything else is sent at once. */
  #choose(files: FileList, camera: boolean): void {
    const pages = this.#controller.visit?.paper.pages.length ?? 0;
    if (camera || pages > 0 || files.length > 1) void this.#controller.addPhotos(files, this.requestId);
    else this.give({ list: files });
  }

  /** @internal */
  give(picked: Picked): void {
    void this.#controller.add(picked, this.requestId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'so-document-uploader': SoDocumentUploader;
  }
}
