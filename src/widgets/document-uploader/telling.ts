/** Tells how sending goes to everybody who is not looking at the list: ear, page, browser, title. */
import type { FirstMessages, Messages } from '../../i18n/index.js';
import type { FedReceipt, Feeder } from '../../transfer/feeder.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { BatchAnnouncer, PatientVoice } from './batch-announcer.js';
import type { FileCounts } from './file-groups.js';
import { Pace } from './pace.js';
import type { Picks } from './picks.js';
import { SoDocumentReceivedEvent, SoUploadStateEvent } from './so-document-uploader.events.js';
import { TitleProgress } from './title-progress.js';
import type { Totals } from './totals.js';

export interface TellingHost extends EventTarget {
  readonly titleProgress: boolean;
  /** Speaks in the language shown at that time. */
  say(sentence: (t: FirstMessages) => string): void;
  sayMore(sentence: (t: Messages) => string): void;
  /** The person has to decide whose some studies are. */
  ask(): void;
}

export class Telling {
  readonly pace: Pace;

  readonly #host: TellingHost;
  readonly #voice: PatientVoice;
  readonly #batch: BatchAnnouncer;
  readonly #title = new TitleProgress();
  /** Documents. */
  readonly #reported = new Set<string>();
  /** How many receipts of each study have been reported. */
  readonly #told = new Map<string, number>();
  #lastState = '';

  /** `onTick`: to have {@link tell} called though nothing has happened. */
  constructor(host: TellingHost, onTick: () => void) {
    this.#host = host;
    this.pace = new Pace(onTick);
    this.#voice = new PatientVoice((sentence) => host.sayMore(sentence));
    this.#batch = new BatchAnnouncer(this.#voice);
  }

  /** Files are about to be read. */
  expect(): void {
    this.#batch.expect();
  }

  /** What is being sent since; not what waits for a decision, or for the case. */
  begin(before: FileCounts, { counts, state }: Totals): void {
    const files = counts.total - before.total;
    if (files <= 0 && counts.attention === before.attention) return;
    this.#batch.begin(files, counts);
    // A short one may be over by now.
    this.#batch.observe(counts, state);
  }

  tell(snapshot: TransferSnapshot, totals: Totals, feeder: Feeder | null): void {
    const { counts, state, sentBytes, totalBytes } = totals;
    this.pace.look(totals, feeder);
    this.#warnBeforeLeaving(snapshot.unfinished);
    const inTitle = this.#host.titleProgress && (state === 'moving' || state === 'waiting');
    this.#title.show(inTitle ? sentBytes / Math.max(1, totalBytes) : null);
    this.#batch.observe(counts, state);
    for (const { id, state: of, documentId, requestId } of snapshot.items)
      if (of.name === 'received' && documentId && !feeder?.owns(id)) this.#report(documentId, requestId);
    for (const study of feeder?.studies ?? []) this.#reportStudy(study, feeder?.receipts(study) ?? []);
    const told = `${snapshot.unfinished} ${counts.received} ${counts.total}`;
    if (told === this.#lastState) return;
    this.#lastState = told;
    this.#host.dispatchEvent(new SoUploadStateEvent(snapshot.unfinished, counts.received, counts.total));
  }

  /** Receipts come to the end of the list; a study that was taken out and put back begins anew. */
  #reportStudy(study: string, receipts: readonly FedReceipt[]): void {
    const told = this.#told.get(study) ?? 0;
    this.#told.set(study, receipts.length);
    for (const { documentId, requestId } of receipts.slice(told > receipts.length ? 0 : told))
      this.#report(documentId, requestId);
  }

  #report(documentId: string, requestId: string | null): void {
    if (this.#reported.has(documentId)) return;
    this.#reported.add(documentId);
    this.#host.dispatchEvent(new SoDocumentReceivedEvent(documentId, requestId));
  }

  remark(sentence: (t: Messages) => string): void {
    this.#voice.remark(sentence);
  }

  /** What the eye sees beside the list. */
  remarkOn(
    { summary: { studies }, held, leftOut }: Picks,
    {
      cancelled,
      unreadable,
      nothingFound,
    }: { cancelled: boolean; unreadable: number; nothingFound: boolean },
  ): void {
    const aside = leftOut.reduce((sum, { count }) => sum + count, 0);
    const images = studies.reduce((sum, study) => sum + study.images, 0);
    if (cancelled) this.remark((t) => t.imaging.say.cancelled);
    else if (images) this.remark((t) => t.imaging.say.found(studies.length, images));
    if (aside && !cancelled) this.remark((t) => t.imaging.leftOut.title(aside));
    if (held.size) {
      this.remark((t) => t.imaging.say.asked(held.size));
      this.#host.ask();
    }
    if (unreadable) this.remark((t) => t.uploader.unreadableEntries(unreadable));
    if (nothingFound) this.remark((t) => t.uploader.nothingFound);
  }

  stop(): void {
    this.#voice.silence();
    this.#warnBeforeLeaving(false);
    this.pace.stop();
    this.#title.show(null);
  }

  #warnBeforeLeaving(on: boolean): void {
    if (on) window.addEventListener('beforeunload', this.#askBeforeLeaving);
    else window.removeEventListener('beforeunload', this.#askBeforeLeaving);
  }

  /** One for each: another uploader of the page may still be sending. The browser asks in its own words. */
  readonly #askBeforeLeaving = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
  };
}
