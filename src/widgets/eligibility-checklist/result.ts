/** The outcome of one set of answers: recorded, told to the host page, said aloud where it is urgent, explained. */
import { nothing, type TemplateResult } from 'lit';
import type { BackendErrorCode } from '../../backend/backend.js';
import type { EligibilityOutcome, LocalisedText, OutcomeKind } from '../../contract/index.js';
import type { Explanation } from '../../eligibility/explain.js';
import { pick, type Messages } from '../../i18n/index.js';
import { ERROR } from './intro-page.js';
import type { Journey } from './journey.js';
import { OUTCOME_HEADING, outcomePage } from './outcome-page.js';
import { Recorder, type Recording } from './recording.js';
import {
  SoEligibilityContinueEvent,
  SoEligibilityDeterminedEvent,
} from './so-eligibility-checklist.events.js';
import type { WalkHost } from './walk-host.js';

export interface Shown {
  outcome: EligibilityOutcome;
  reason: LocalisedText | null;
  /** The backend came to another outcome than this page did. */
  isOther: boolean;
}

export class Result {
  readonly #host: WalkHost;
  readonly #recorder: Recorder;
  readonly #onStored: () => void;
  /** The journey that has come to an outcome which was shown. */
  #journey: Journey | null = null;
  /** Undefined until it is worked out. */
  #explanation: Explanation | null | undefined;
  /** What the person has pressed and is waiting for. */
  #waitsFor: 'nothing' | 'saving' | 'going-on' = 'nothing';

  /** `onStored`: the answers are needed on this device no longer. */
  constructor(host: WalkHost, onStored: () => void) {
    this.#host = host;
    this.#onStored = onStored;
    this.#recorder = new Recorder(host, (recording) => this.#onRecording(recording));
  }

  /** Sends again what was on its way when {@link stop} was called. */
  goOn(): void {
    if (this.#journey) this.#recorder.goOn(this.#journey);
  }

  stop(): void {
    this.#recorder.stop();
  }

  /** Another answer was given. */
  reset(): void {
    this.#recorder.reset();
    this.#journey = null;
    this.#explanation = undefined;
  }

  /** Nobody waits for anything any more: the person has gone elsewhere. */
  leave(): void {
    this.#waitsFor = 'nothing';
  }

  /** The outcome is shown now. False when these answers had come to it before. */
  settle(journey: Journey): boolean {
    const isNew = this.#journey === null;
    this.#journey = journey;
    if (!isNew) return false;
    this.#recorder.record(journey);
    void this.#explain(journey);
    return true;
  }

  /** The outcome that counts: the backend's where it differs from the page's own. */
  get current(): Shown | null {
    const { evaluation, definition } = this.#journey ?? {};
    const { recording } = this.#recorder;
    if (!evaluation?.outcome) return null;
    const { outcome, reason } = evaluation;
    if (recording.state === 'recorded' && recording.assessment.outcomeId !== outcome.id) {
      const theirs = definition?.outcomes.find(({ id }) => id === recording.assessment.outcomeId);
      if (theirs) return { outcome: theirs, reason: null, isOther: true };
    }
    return { outcome, reason, isOther: false };
  }

  get assessmentId(): string | null {
    const { recording } = this.#recorder;
    return recording.state === 'recorded' ? recording.assessment.id : null;
  }

  render(
    t: Messages,
    ways: { onBack: () => void; onChange: (question: string) => void },
  ): TemplateResult | typeof nothing {
    const { current } = this;
    if (!current || !this.#journey) return nothing;
    return outcomePage({
      t,
      language: this.#host.language(),
      level: this.#host.element.headingLevel,
      journey: this.#journey,
      capabilities: this.#host.capabilities(),
      ...current,
      explanation: current.isOther ? null : this.#explanation,
      recording: this.#recorder.recording,
      continueLabel: this.#continueLabelFor(t, current.outcome.kind),
      onContinue: () => this.#continue(t),
      ...ways,
      onRetry: () => this.#saveAgain(t),
    });
  }

  /** The person has come to a new outcome. */
  arrive(): void {
    const { current } = this;
    if (current?.outcome.kind === 'seek-care-now') this.#sayUrgent(current.outcome);
    if (this.#host.port()) return;
    this.#fireDetermined();
    this.#onStored();
  }

  #continueLabelFor(t: Messages, kind: OutcomeKind): string | null {
    if (kind !== 'eligible' && kind !== 'needs-review') return null;
    const { continueLabel, continuable } = this.#host.element;
    return continueLabel ?? (continuable ? t.eligibility.goOn : null);
  }

  /** Comes in a chunk of its own; without it, the answers are listed all the same. */
  async #explain({ definition, answers, on }: Journey): Promise<void> {
    const explanation = await import('../../eligibility/explain.js').then(
      ({ explain }) => explain(definition, answers, on),
      () => null,
    );
    if (this.#journey?.answers !== answers) return;
    this.#explanation = explanation;
    this.#host.element.requestUpdate();
  }

  #sayUrgent({ title, text }: EligibilityOutcome): void {
    const number = this.#host.capabilities()?.organisation.emergencyNumber;
    const language = this.#host.language();
    const e = this.#host.words()?.eligibility;
    if (!e) return;
    const called = number ? e.call(number) : e.callLocal;
    this.#host.announce([pick(title, language), called, pick(text, language)].join('. '), 'assertive');
  }

  #fireDetermined(): void {
    const { outcome } = this.current ?? {};
    if (outcome)
      this.#host.element.dispatchEvent(
        new SoEligibilityDeterminedEvent(outcome.id, outcome.kind, this.assessmentId),
      );
  }

  #onRecording(recording: Recording): void {
    const waitedFor = this.#waitsFor;
    this.#waitsFor = 'nothing';
    const { current } = this;
    const isOther = current?.isOther === true;
    const words = this.#host.words();
    if (recording.state === 'failed') {
      if (waitedFor !== 'nothing') this.#host.focusOn(ERROR);
      else if (current?.outcome.kind !== 'seek-care-now') this.#sayFailed(recording.error.code);
    } else if (isOther) {
      this.#host.focusOn(OUTCOME_HEADING);
      if (current.outcome.kind === 'seek-care-now') this.#sayUrgent(current.outcome);
      else if (words)
        this.#host.announce(
          `${words.eligibility.otherResult} ${pick(current.outcome.title, this.#host.language())}`,
        );
    } else if (waitedFor === 'saving' && words) {
      this.#host.announce(words.eligibility.saved);
    }
    // The clinic has them now.
    if (recording.state === 'recorded') this.#onStored();
    this.#fireDetermined();
    // Nobody is taken along after a result that they have not seen.
    if (waitedFor === 'going-on' && recording.state === 'recorded' && !isOther) this.#fireContinue();
  }

  #sayFailed(code: BackendErrorCode): void {
    const words = this.#host.words();
    if (words) this.#host.announce(`${words.errors[code].title}. ${words.errors[code].next}`);
  }

  #fireContinue(): void {
    this.#host.element.dispatchEvent(new SoEligibilityContinueEvent(this.assessmentId));
  }

  #continue(t: Messages): void {
    if (this.assessmentId || !this.#host.port()) {
      this.#fireContinue();
      return;
    }
    this.#waitsFor = 'going-on';
    this.#host.announce(t.eligibility.saving);
    this.#record();
  }

  #saveAgain(t: Messages): void {
    this.#waitsFor = 'saving';
    this.#host.announce(t.eligibility.saving);
    // The button that was pressed goes away with the message.
    this.#host.focusOn(OUTCOME_HEADING);
    this.#record();
  }

  #record(): void {
    if (this.#journey) this.#recorder.record(this.#journey);
  }
}
