/**
 * What a screen reader hears of one batch: started, held up (by the line or the person), a problem, done. At most these four, the last one always;
 * none while the file dialog or another window has the focus, since screen readers drop what is said then.
 */
import type { Messages } from '../../i18n/index.js';
import type { FileCounts } from './file-groups.js';
import type { Totals } from './totals.js';

export type Sentence = (t: Messages) => string;

/** Time for the screen reader to finish naming what has the focus, and for quick batches to go straight to "done". */
const SETTLE_MS = 400;

/**
 * Once the window has the focus, says the remarks and then the newest sentence; older ones that were never said are out
 * of date.
 */
export class PatientVoice {
  #newest: Sentence | null = null;
  #remarks: Sentence[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #speak: (sentence: Sentence) => void;

  constructor(speak: (sentence: Sentence) => void) {
    this.#speak = speak;
  }

  say(sentence: Sentence): void {
    this.#newest = sentence;
    this.#whenHeard();
  }

  /** Not out of date by what comes after it. */
  remark(sentence: Sentence): void {
    this.#remarks.push(sentence);
    this.#whenHeard();
  }

  /** The sentence said last is no longer true: nobody is to find it in the page still. Nothing is heard. */
  unsay(): void {
    this.#newest = null;
    this.#speak(() => '');
  }

  #whenHeard(): void {
    if (document.hasFocus()) this.#soon();
    else window.addEventListener('focus', this.#soon, { once: true });
  }

  silence(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#newest = null;
    this.#remarks = [];
    window.removeEventListener('focus', this.#soon);
  }

  readonly #soon = () => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const sentences = [...this.#remarks, ...(this.#newest ? [this.#newest] : [])];
      this.#newest = null;
      this.#remarks = [];
      if (sentences.length > 0) this.#speak((t) => sentences.map((each) => each(t)).join(' '));
    }, SETTLE_MS);
  };
}

export class BatchAnnouncer {
  #running = false;
  #saidHeldUp = false;
  /** It was the last that was said. */
  #saysHeldUp = false;
  #saidProblem = false;
  #attentionBefore = 0;
  /** The first of the files that are being read have begun a batch; it may be over by now. */
  #begunEarly = false;
  readonly #voice: PatientVoice;

  constructor(voice: PatientVoice) {
    this.#voice = voice;
  }

  /** The person gives files; how many, {@link begin} says once they have been read. */
  expect(): void {
    this.#begunEarly = false;
  }

  /** The person has given `files` files. What was said of the first of them stands. */
  begin(files: number, now: FileCounts): void {
    if (this.#begunEarly && (!this.#running || this.#saidHeldUp || this.#saidProblem)) return;
    this.#start(now.attention);
    this.#saysHeldUp = false;
    this.#voice.say(({ uploader: { say } }) => say.started(files));
  }

  #start(attention: number): void {
    this.#running = true;
    this.#saidHeldUp = this.#saidProblem = false;
    this.#attentionBefore = attention;
  }

  observe(now: FileCounts, state: Totals['state']): void {
    const { moving, received, total, attention } = now;
    // A retry after the end is a batch of its own: its end is owed too.
    if (!this.#running && moving > 0) {
      this.#start(attention);
      this.#begunEarly = true;
    }
    if (!this.#running) return;
    if (this.#saysHeldUp && state === 'moving') {
      this.#saysHeldUp = false;
      this.#voice.unsay();
    }
    if (state === 'done') {
      this.#running = this.#saysHeldUp = false;
      if (attention === 0 && received > 0) this.#voice.say(({ uploader: { say } }) => say.done(received));
      else if (received > 0 && attention > 0)
        this.#voice.say(({ uploader: { say } }) =>
          say.doneWithProblems(received, received + attention, attention),
        );
      else if (attention > 0) this.#voice.say(({ uploader: { say } }) => say.refusedOnly(attention));
      else if (total === 0) this.#voice.say(({ uploader: { say } }) => say.stopped);
    } else if (attention > this.#attentionBefore && !this.#saidProblem) {
      this.#saidProblem = true;
      this.#saysHeldUp = false;
      this.#voice.say(({ uploader: { say } }) => say.problem(attention));
    } else if ((state === 'waiting' || state === 'paused') && !this.#saidHeldUp) {
      this.#saidHeldUp = this.#saysHeldUp = true;
      this.#voice.say(({ uploader: { say } }) => say[state]);
    }
  }
}
