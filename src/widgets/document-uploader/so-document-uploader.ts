/** The first screen: what to send, how, and whether the page may be closed. The list of files comes with the first file. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { formatBytes, type FirstMessages, type Messages } from '../../i18n/index.js';
import type { Case, CaseRequest, DocumentPatch } from '../../contract/index.js';
import type { LeftOutGroup } from '../../documents/survey/found.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import { renderChoose } from './choose-view.js';
import { renderClose } from './close-view.js';
import { DropTarget } from './drop-target.js';
import type { FileEntry, FileGroups, GroupName } from './file-groups.js';
import { nameOf } from './file-groups.js';
import type { Action } from './file-status.js';
import type { RemovedReport, StudyCard } from './picked/model.js';
import type { StudyAction } from './picked/study-status.js';
import type { NoDisc } from './no-disc.js';
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

const offersOtherWays = (load: Load) =>
  load.name === 'ready' && (load.capabilities.imaging?.alternatives.length ?? 0) > 0;

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

  /**
   * De-identifies DICOM images before they are sent (PS3.15 Annex E), also when the backend does not ask for it. Names in the
   * picture itself stay.
   */
  @property({ type: Boolean }) deidentify = false;

  /** The document request that the files answer, if any. */
  @property({ attribute: 'request-id' }) requestId: string | null = null;

  @state() private shown = FIRST;
  @state() private confirming: FileEntry | null = null;
  /** A received study that the person may be about to remove. */
  @state() private removing: StudyCard | null = null;
  @state() private report: RemovedReport | null = null;
  /** Answers to what people ask; loaded once the first screen stands. */
  @state() private help: typeof import('./help-view.js') | null = null;

  /** The reading of the case with which help was asked for. */
  #helpFor: Load | null = null;

  #noDisc: NoDisc | null = null;
  readonly #noDiscHost = {
    requestUpdate: () => this.requestUpdate(),
    focusOn: (id: string) => void this.focusOn(id),
    onCase: (changed: Case) => this.#controller.takeCase(changed),
  };

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
  ask(): void {
    const { activeElement } = this.ownerDocument;
    // Who is somewhere else on the page is not called away; the announcement says it.
    if (activeElement !== this && activeElement !== this.ownerDocument.body) return;
    const title = this.#controller.sending?.views.IDENTITY_TITLE;
    if (title) void this.focusOn(title);
  }

  /** @internal */
  useSending({ fileListStyles, helpStyles, views }: Sending): void {
    const { formStyles, pickedStyles, recordsStyles, sheetStyles } = views;
    this.adopt([helpStyles, fileListStyles, formStyles, pickedStyles, recordsStyles, sheetStyles]);
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
    const asks = this.confirming !== null || this.removing !== null;
    if (dialog && asks && !dialog.open) dialog.showModal();
    else if (dialog?.open && !asks) dialog.close();
    const { sending } = this.#controller;
    const shown =
      sending && this.renderRoot.querySelector<HTMLDialogElement>(`#${sending.views.REPORT_DIALOG}`);
    if (shown && this.report && !shown.open) shown.showModal();
    else if (shown?.open && !this.report) shown.close();
    this.#keepFocus();
    const { load } = this.#controller;
    const settled = load.name !== 'no-backend' && load.name !== 'loading';
    const whole = this.help && (this.#noDisc || !offersOtherWays(load));
    if (this.t && settled && !whole && load !== this.#helpFor) void this.#loadHelp(load);
  }

  /** Nothing depends on it: when it cannot be had, the next reading of the case asks again. */
  async #loadHelp(load: Load): Promise<void> {
    this.#helpFor = load;
    await firstScreens();
    try {
      const [help, noDisc] = await Promise.all([
        import('./help-view.js'),
        offersOtherWays(load) ? import('./no-disc.js') : null,
        this.loadWords(),
      ]);
      this.adopt([help.helpStyles, ...(noDisc?.noDiscStyles ?? [])]);
      this.#noDisc ??= noDisc && new noDisc.NoDisc(this.#noDiscHost);
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
    const { load, snapshot, documents, reading, sending, sender } = this.#controller;
    if (load.name === 'no-backend') return this.renderSkeleton();
    const words = this.t.uploader;
    const groups = sending?.groupFiles(snapshot.items, documents, sender?.feeder ?? null) ?? null;
    return html`<div class="stack">
      <header class="stack-small">
        ${heading(this.headingLevel, words.title, { id: 'title', focusable: true })} ${this.#renderRequest()}
        <p class="lead muted">${words.lead}</p>
      </header>
      ${this.#renderTrouble()}
      ${load.name === 'no-case' ? notice('info', words.noCase.title, html`<p>${words.noCase.next}</p>`) : this.#renderChoose()}
      ${renderClose(this.t, snapshot, !!groups?.attention.length, reading)}
      ${sending && this.words ? this.#renderPicked(sending, this.words) : nothing}
      ${sending && groups && this.words ? this.#renderFiles(sending, groups, this.words) : nothing}
      ${sending && this.words ? sending.views.missingView(this.words, this.language, this.headingLevel, this.#stillAsked()) : nothing}
      ${this.help && this.words ? this.#renderHelp(this.help, this.words) : nothing}
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
      onFiles: (files, camera) => this.#choose([...files], camera),
    });
  }

  /** What was picked: how far reading is, whose it is, the studies, and what is left out. */
  #renderPicked({ studyCardsOf, views }: Sending, t: Messages): TemplateResult {
    const { picks, sender, load } = this.#controller;
    const { headingLevel, language: locale } = this;
    const theCase = load.name === 'ready' ? load.case : null;
    const cards = picks ? studyCardsOf(picks, sender) : [];
    const asked = cards.filter(({ key }) => picks?.asked.has(key));
    return html`${
      picks?.progress
        ? views.readingView({
            t,
            headingLevel,
            progress: picks.progress,
            studies: cards.length,
            onCancel: () => this.#controller.cancelReading(),
          })
        : nothing
    }
    ${this.#renderPaper(views, t)}
    ${
      asked.length > 0 && !picks?.progress
        ? views.identityQuestion({
            t,
            locale,
            headingLevel,
            cards: asked,
            people: picks?.people ?? 1,
            casePatient: theCase?.patient ?? null,
            actsFor: theCase?.representative ? theCase.patient.givenName : null,
            onDecide: (decision, card) => this.#decide(decision, card),
          })
        : nothing
    }
    ${views.studyCards({
      t,
      locale,
      headingLevel,
      cards,
      onAction: (action, card) => this.#actOnStudy(action, card),
      onReport: ({ key }) => (this.report = sender?.report(key) ?? null),
    })}
    ${views.leftOutView(t, locale, this.#leftOut())}
    ${
      sender?.deidentifies
        ? views.deidentificationReport({
            t,
            headingLevel,
            report: this.report,
            onClose: () => (this.report = null),
          })
        : nothing
    }`;
  }

  #renderPaper({ photoPages }: Sending['views'], t: Messages): unknown {
    const { paper } = this.#controller;
    if (!paper || paper.pages.length === 0) return nothing;
    return photoPages({
      t,
      headingLevel: this.headingLevel,
      pages: paper.pages,
      making: paper.making,
      onRotate: (page) => paper.rotate(page),
      onMove: (page, by) => paper.move(page, by),
      onRemove: (page) => paper.remove(page),
      onAgain: (page, photo) => paper.again(page, photo),
      onAdd: (photos) => paper.add([...photos]),
      onSend: () => void this.#controller.sendPaper(t.records.photos.fileName, this.requestId),
      onSeparate: () => this.#add({ list: paper.takeApart() }),
    });
  }

  #renderHelp({ renderHelp }: typeof import('./help-view.js'), t: Messages): TemplateResult {
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
    return html`${ways} ${renderHelp(t, ready?.capabilities.organisation ?? null, ways === nothing)}`;
  }

  /** Open requests for documents that nothing of this visit answers; the one that the page names stands above. */
  #stillAsked(): CaseRequest[] {
    const { load, snapshot } = this.#controller;
    if (load.name !== 'ready') return [];
    const answered = new Set(snapshot.items.map(({ requestId }) => requestId));
    return load.case.requests.filter(
      ({ id, status, owner, way }) =>
        status === 'open' && owner === 'patient' && !way && id !== this.requestId && !answered.has(id),
    );
  }

  /** Without what stands in a row with its reason. */
  #leftOut(): LeftOutGroup[] {
    const { picks, sender } = this.#controller;
    return (picks?.leftOut ?? []).flatMap((group) => {
      const files = group.files.filter(({ path }) => !sender?.listed.has(path));
      const count = group.count - (group.files.length - files.length);
      return count > 0 ? [{ ...group, files, count }] : [];
    });
  }

  #decide(decision: 'mine' | 'not-mine', { key, summary }: StudyCard): void {
    const { sending } = this.#controller;
    const title =
      sending && this.words ? sending.views.studyTitle(this.words, summary, this.language).full : '';
    const which = decision === 'mine' ? 'decidedMine' : 'decidedNot';
    this.sayMore((t) => t.imaging.say[which](title));
    void this.#controller.decide(key, decision);
  }

  #actOnStudy(action: StudyAction, card: StudyCard): void {
    const { sender } = this.#controller;
    if (action === 'stop') sender?.feeder.stop(card.key);
    else if (action === 'go-on') sender?.feeder.goOn(card.key);
    else if (action === 'put-back') void this.#controller.putBack(card.key);
    else if (action === 'remove') this.removing = card;
    else void this.#controller.leaveOut(card.key);
    const { sending } = this.#controller;
    const said =
      sending && this.words ? sending.views.studyTitle(this.words, card.summary, this.language).full : '';
    if (action === 'leave-out') this.sayMore((t) => t.imaging.say.leftOut(said));
    if (action === 'put-back') this.sayMore((t) => t.imaging.say.putBack(said));
    this.requestUpdate();
  }

  #renderFiles(sending: Sending, groups: FileGroups, t: Messages): TemplateResult {
    const { totals, notRemoved, load, unreadable, nothingFound, sender, picks } = this.#controller;
    const title = (card: StudyCard) => sending.views.studyTitle(t, card.summary, this.language).full;
    const list = sending.renderFileList({
      t,
      locale: this.language,
      headingLevel: this.headingLevel,
      groups,
      totals,
      studies: sender ? sending.receivedStudies(sender.feeder) : [],
      shown: this.shown,
      confirming: this.confirming ? nameOf(this.confirming) : this.removing ? title(this.removing) : null,
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
        const { confirming, removing } = this;
        this.confirming = this.removing = null;
        if (remove && confirming) void this.#remove([confirming]);
        if (remove && removing) void this.#controller.leaveOut(removing.key);
      },
      details: (entry) => this.#renderDetails(sending, entry, t),
    });
    const twice = totals.counts.twice + (picks?.summary.duplicates ?? 0);
    return html`${sending.renderRemarks(t, twice, unreadable, nothingFound)} ${list}`;
  }

  /** What a record is: guessed, and the person's to change. */
  #renderDetails(sending: Sending, entry: FileEntry, t: Messages): unknown {
    const record = sending.recordOf(entry, (id) => this.#controller.sender?.hasChosen(id) ?? false);
    if (!record) return nothing;
    return sending.views.recordDetails({
      t,
      record,
      onCategory: (category, { key }) => void this.#describe(key, { category }),
      onTitle: (title, { key }) => void this.#describe(key, { title }),
    });
  }

  async #describe(key: string, patch: DocumentPatch): Promise<void> {
    try {
      await this.#controller.describe(key, patch);
    } catch {
      this.sayMore((t) => t.uploader.notDescribed);
    }
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
    const { snapshot, documents, sending, sender } = this.#controller;
    if (!sending) return;
    const count = sending.groupFiles(snapshot.items, documents, sender?.feeder ?? null)[group].length;
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

  /** Photos of paper are put in order first; everything else is sent at once. */
  #choose(files: File[], camera: boolean): void {
    const pages = this.#controller.paper?.pages.length ?? 0;
    if (camera || pages > 0 || files.length > 1) void this.#controller.addPhotos(files, this.requestId);
    else this.#add({ list: files });
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
