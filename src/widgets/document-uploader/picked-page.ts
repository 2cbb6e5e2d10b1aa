/** What the uploader shows once there are files: studies, whose they are, records, what is left out. Loaded with the first. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseDocument, CaseRequest, DocumentPatch } from '../../contract/index.js';
import type { LeftOutGroup } from '../../documents/survey/found.js';
import type { Messages } from '../../i18n/index.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { studyCardsOf } from './cards.js';
import {
  groupFiles,
  nameOf,
  notAsBefore,
  recordOf,
  storedStudies,
  type StoredStudy,
  type FileEntry,
  type FileGroups,
  type GroupName,
} from './file-groups.js';
import { renderFileList } from './file-list.js';
import type { Action } from './file-status.js';
import type { Load, Picked } from './load.js';
import type { Paper } from './paper.js';
import { pause } from '../../transfer/pause.js';
import type { RemovedReport, StudyCard } from './picked/model.js';
import type { StudyAction } from './picked/study-status.js';
import * as views from './picked/views.js';
import type { CaseDocuments } from './case-documents.js';
import type { Picks } from './picks.js';
import { renderRemarks } from './remarks-view.js';
import type { Sender } from './sender.js';
import type { Telling } from './telling.js';
import { receivedStudies, type Totals } from './totals.js';

/** Rows of a group that are shown at once, and how many are added at once on "Show all". */
const FIRST_ROWS = 50;
const ROWS_AT_ONCE = 100;

interface State {
  shown: Record<GroupName, number>;
  /** A received file, or study, that the person may be about to remove. */
  confirming: FileEntry | null;
  removing: StudyCard | null;
  report: RemovedReport | null;
}

/** What the page needs of its element. */
export interface PickedPageElement {
  readonly headingLevel: number;
  readonly requestId: string | null;
  /** BCP 47 tag of the language shown. */
  readonly tongue: string;
  readonly isConnected: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
  sayMore(sentence: (t: Messages) => string): void;
}

/** What the page shows, and what a person may ask for. */
export interface PickedPageController {
  readonly load: Load;
  readonly snapshot: TransferSnapshot;
  readonly documents: readonly CaseDocument[];
  readonly picks: Picks | null;
  readonly sender: Sender | null;
  readonly paper: Paper;
  readonly totals: Totals;
  readonly stored: CaseDocuments;
  readonly telling: Telling;
  readonly unreadable: number;
  readonly nothingFound: boolean;
  add(picked: Picked, requestId: string | null): Promise<void>;
  cancelReading(): void;
  sendPaper(name: string, requestId: string | null): Promise<void>;
  decide(study: string, decision: 'mine' | 'not-mine'): Promise<void>;
  leaveOut(study: string): Promise<void>;
  putBack(study: string): Promise<void>;
  retry(ids: readonly string[]): void;
  pause(on: boolean): void;
  cancel(id: string): void;
  remove(entries: readonly FileEntry[]): Promise<void>;
  removeUnfinished(study: StoredStudy): Promise<void>;
  describe(key: string, patch: DocumentPatch): Promise<void>;
}

export class PickedPage {
  /** Id of the heading that asks whose some studies are. */
  readonly question = views.IDENTITY_TITLE;

  readonly #element: PickedPageElement;
  readonly #controller: PickedPageController;
  #state: State = {
    shown: { attention: FIRST_ROWS, progress: FIRST_ROWS, received: FIRST_ROWS },
    confirming: null,
    removing: null,
    report: null,
  };

  constructor(element: PickedPageElement, controller: PickedPageController) {
    this.#element = element;
    this.#controller = controller;
  }

  get #groups(): FileGroups {
    const { snapshot, documents, sender } = this.#controller;
    return groupFiles(snapshot.items, documents, sender?.feeder ?? null);
  }

  /** Studies of earlier visits, without what was sent again on this one. */
  get #stored(): StoredStudy[] {
    const { documents, sender } = this.#controller;
    const feeder = sender?.feeder;
    return storedStudies(
      documents.filter(({ sha256 }) => !feeder?.holdsDigest(sha256)),
      feeder,
    );
  }

  /** Something waits for the person, or cannot be sent. */
  get needsSomebody(): boolean {
    return (
      this.#groups.attention.length > 0 ||
      (this.#controller.picks?.held.size ?? 0) > 0 ||
      this.#stored.some(({ unfinished }) => unfinished.length > 0)
    );
  }

  render(t: Messages): TemplateResult {
    const { headingLevel, tongue } = this.#element;
    return html`${this.#renderPicked(t)} ${this.#renderFiles(this.#groups, t)}
    ${views.missingView(t, tongue, headingLevel, this.#stillAsked())}`;
  }

  /** To be called after each rendering: dialogs open by method only. */
  openDialogs(): void {
    const { confirming, removing, report } = this.#state;
    const show = (id: string, wanted: boolean) => {
      const dialog = this.#element.renderRoot.querySelector<HTMLDialogElement>(`#${id}`);
      if (dialog && wanted && !dialog.open) dialog.showModal();
      else if (dialog?.open && !wanted) dialog.close();
    };
    show('remove-dialog', confirming !== null || removing !== null);
    show(views.REPORT_DIALOG, report !== null);
  }

  #set(changes: Partial<State>): void {
    this.#state = { ...this.#state, ...changes };
    this.#element.requestUpdate();
  }

  /** What was picked: how far reading is, whose it is, the studies, and what is left out. */
  #renderPicked(t: Messages): TemplateResult {
    const { picks, sender, load, telling } = this.#controller;
    const { headingLevel, tongue: locale } = this.#element;
    const theCase = load.name === 'ready' ? load.case : null;
    const cards = picks ? studyCardsOf(picks, sender, telling.pace) : [];
    const asked = cards.filter(({ key }) => picks?.asked(key));
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
    ${this.#renderPaper(t)}
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
      onReport: ({ key }) => this.#set({ report: sender?.report(key) ?? null }),
    })}
    ${views.leftOutView(t, locale, this.#leftOut())}
    ${
      sender?.deidentifies
        ? views.deidentificationReport({
            t,
            headingLevel,
            report: this.#state.report,
            onClose: () => this.#set({ report: null }),
          })
        : nothing
    }`;
  }

  #renderPaper(t: Messages): unknown {
    const { paper } = this.#controller;
    if (paper.pages.length === 0) return nothing;
    return views.photoPages({
      t,
      headingLevel: this.#element.headingLevel,
      pages: paper.pages,
      making: paper.making,
      onRotate: (page) => paper.rotate(page),
      onMove: (page, by) => paper.move(page, by),
      onRemove: (page) => paper.remove(page),
      onAgain: (page, photo) => paper.again(page, photo),
      onAdd: (photos) => paper.add([...photos]),
      onSend: () => void this.#controller.sendPaper(t.records.photos.fileName, this.#element.requestId),
      onSeparate: () => void this.#controller.add({ list: paper.takeApart() }, this.#element.requestId),
    });
  }

  /** Open requests for documents that nothing of this visit answers; the one that the page names stands above. */
  #stillAsked(): CaseRequest[] {
    const { load, snapshot } = this.#controller;
    if (load.name !== 'ready') return [];
    const answered = new Set(snapshot.items.map(({ requestId }) => requestId));
    return load.case.requests.filter(
      ({ id, status, owner, way }) =>
        status === 'open' &&
        owner === 'patient' &&
        !way &&
        id !== this.#element.requestId &&
        !answered.has(id),
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

  #titleOf({ summary }: StudyCard, t: Messages): string {
    return views.studyTitle(t, summary, this.#element.tongue).full;
  }

  #decide(decision: 'mine' | 'not-mine', card: StudyCard): void {
    const which = decision === 'mine' ? 'decidedMine' : 'decidedNot';
    this.#element.sayMore((t) => t.imaging.say[which](this.#titleOf(card, t)));
    void this.#controller.decide(card.key, decision);
  }

  #actOnStudy(action: StudyAction, card: StudyCard): void {
    const { sender } = this.#controller;
    if (action === 'stop') sender?.feeder.stop(card.key);
    else if (action === 'go-on') sender?.feeder.goOn(card.key);
    else if (action === 'put-back') void this.#controller.putBack(card.key);
    else if (action === 'remove') this.#set({ removing: card });
    else void this.#controller.leaveOut(card.key);
    if (action === 'leave-out') this.#element.sayMore((t) => t.imaging.say.leftOut(this.#titleOf(card, t)));
    if (action === 'put-back') this.#element.sayMore((t) => t.imaging.say.putBack(this.#titleOf(card, t)));
    this.#element.requestUpdate();
  }

  #renderFiles(groups: FileGroups, t: Messages): TemplateResult {
    const { totals, stored, telling, load, unreadable, nothingFound, sender, picks } = this.#controller;
    const { notRemoved, notTakenBack } = stored;
    const { confirming, removing, shown } = this.#state;
    const twice = totals.counts.twice + (picks?.summary.duplicates ?? 0);
    const list = renderFileList({
      t,
      locale: this.#element.tongue,
      headingLevel: this.#element.headingLevel,
      groups,
      totals,
      pace: telling.pace.all,
      onPause: (on) => this.#controller.pause(on),
      held: picks?.heldFiles ?? 0,
      studies: () => (sender ? receivedStudies(sender.feeder) : []),
      stored: this.#stored,
      onRemoveUnfinished: (study) => void this.#removeUnfinished(study),
      shown,
      confirming: confirming ? nameOf(confirming) : removing ? this.#titleOf(removing, t) : null,
      notRemoved,
      receipt:
        load.name === 'ready'
          ? { organisation: load.capabilities.organisation.name, reference: load.case.reference, twice }
          : null,
      onAction: (action, entry) => this.#act(action, entry),
      onAll: (action, entries) => {
        if (action === 'retry') this.#controller.retry(entries.map(({ key }) => key));
        else void this.#remove(entries);
      },
      onShowAll: (group) => void this.#showAll(group),
      onConfirm: (remove) => {
        // As it is now, not as it was when this was rendered.
        const asked = this.#state;
        this.#set({ confirming: null, removing: null });
        if (remove && asked.confirming) void this.#remove([asked.confirming]);
        if (remove && asked.removing) void this.#controller.leaveOut(asked.removing.key);
      },
      details: (entry) => this.#renderDetails(entry, t),
    });
    return html`${renderRemarks(t, { twice, unreadable, nothingFound, notTakenBack, notAsBefore: this.#notAsBefore })}
    ${list}`;
  }

  /** Once all is there: before, some may still turn out to be the same. */
  get #notAsBefore(): number {
    const { sender, totals, documents } = this.#controller;
    if (!sender || totals.state !== 'done') return 0;
    return notAsBefore(
      documents,
      sender.feeder.studies.map((study) => sender.feeder.receipts(study)),
    );
  }

  /** What a record is: guessed, and the person's to change. */
  #renderDetails(entry: FileEntry, t: Messages): unknown {
    const record = recordOf(entry, (id) => this.#controller.sender?.hasChosen(id) ?? false);
    if (!record) return nothing;
    return views.recordDetails({
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
      this.#element.sayMore((t) => t.uploader.notDescribed);
    }
  }

  #act(action: Action, entry: FileEntry): void {
    if (action === 'retry' || action === 'goOn') this.#controller.retry([entry.key]);
    else if (action === 'cancel') this.#controller.cancel(entry.key);
    else if (this.#isReceived(entry)) this.#set({ confirming: entry });
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
    if (!entries.some(({ key }) => this.#controller.stored.notRemoved.has(key)))
      this.#element.sayMore((t) => t.uploader.say.removed);
  }

  async #removeUnfinished(study: StoredStudy): Promise<void> {
    await this.#controller.removeUnfinished(study);
    if (this.#controller.stored.notTakenBack === 0) this.#element.sayMore((t) => t.uploader.say.removed);
  }

  /** A few rows at a time, with room for the browser in between, so that thousands never hold the page up. */
  async #showAll(group: GroupName): Promise<void> {
    const first = this.#state.shown[group];
    const count = this.#groups[group].length;
    const show = (rows: number) => this.#set({ shown: { ...this.#state.shown, [group]: rows } });
    for (
      let shown = first + ROWS_AT_ONCE;
      this.#element.isConnected && shown < count;
      shown += ROWS_AT_ONCE
    ) {
      show(shown);
      await this.#element.updateComplete;
      if (shown === first + ROWS_AT_ONCE) this.#focusRow(group, first);
      await pause();
    }
    show(Infinity);
    await this.#element.updateComplete;
    if (count <= first + ROWS_AT_ONCE) this.#focusRow(group, first);
  }

  /** The button that was pressed goes away: reading goes on with the first row that is new. */
  #focusRow(group: GroupName, index: number): void {
    const row = this.#element.renderRoot.querySelectorAll<HTMLElement>(`#list-${group} > li`)[index];
    if (!row) return;
    row.tabIndex = -1;
    row.focus();
  }
}
