/** Tells how sending goes to everybody who is not looking at the list: ear, page, browser, title. */
import type { FirstMessages, Messages } from '../../i18n/index.js';
import type { Feeder } from '../../transfer/feeder.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { BatchAnnouncer, PatientVoice } from './batch-announcer.js';
import type { FileCounts } from './file-groups.js';
import { Pace } from './pace.js';
import type { Picks } from './picks.js';
import { SoDocumentReceivedEvent, SoUploadStateEvent } from './so-document-uploader.events.js';
import { TitleProgress } from './title-progress.js';
import { receivedIn, type Totals } from './totals.js';

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
  readonly #reported = new Set<string>();
  #lastState = '';

  /** `onTick`: to have {@link tell} called though nothing has happened. */
  constructor(host: TellingHost, onTick: () => void) {
    this.#host = host;
    this.pace = new Pace(onTick);
    this.#voice = new PatientVoice((sentence) => host.sayMore(sentence));
    this.#batch = new BatchAnnouncer(this.#voice);
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
    warnBeforeLeaving(snapshot.unfinished);
    const inTitle = this.#host.titleProgress && (state === 'moving' || state === 'waiting');
    this.#title.show(inTitle ? sentBytes / Math.max(1, totalBytes) : null);
    this.#batch.observe(counts, state);
    for (const { id, state: of, documentId, requestId } of snapshot.items) {
      if (of.name !== 'received' || !documentId || this.#reported.has(id)) continue;
      this.#reported.add(id);
      for (const received of receivedIn(documentId, of))
        this.#host.dispatchEvent(new SoDocumentReceivedEvent(received, requestId));
    }
    const told = `${snapshot.unfinished} ${counts.received} ${counts.total}`;
    if (told === this.#lastState) return;
    this.#lastState = told;
    this.#host.dispatchEvent(new SoUploadStateEvent(snapshot.unfinished, counts.received, counts.total));
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
    warnBeforeLeaving(false);
    this.pace.stop();
    this.#title.show(null);
  }
}

function warnBeforeLeaving(on: boolean): void {
  if (on) window.addEventListener('beforeunload', askBeforeLeaving);
  else window.removeEventListener('beforeunload', askBeforeLeaving);
}

/** The browser asks in its own words; nothing of ours is shown. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
