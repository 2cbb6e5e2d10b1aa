import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { ChevronLeft } from 'lucide';
import { BackendError } from '../../backend/backend.js';
import { formatNumber, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import type { SoEligibilityContinueEvent } from '../eligibility-checklist/so-eligibility-checklist.events.js';
import type { SoUploadStateEvent } from '../document-uploader/so-document-uploader.events.js';
import { isConsentComplete, textsToShow } from '../../cases/consent.js';
import { detailsOf, type Details, type DetailsProblem, type WhoFor } from './details.js';
import { IntakeController, type Done } from './so-intake.controller.js';
import { SoCaseCreatedEvent, SoIntakeStepEvent, type IntakeStep } from './so-intake.events.js';
import { styles } from './so-intake.styles.js';
import { stepList } from './step-list.js';

export { SoCaseCreatedEvent, SoIntakeStepEvent, type IntakeStep };

type LaterSteps = typeof import('./later-steps.js');

const ERROR = 'intake-error';
const OTHER = 'intake-other';
const SENT = 'intake-sent';
const WELCOME = 'intake-welcome';

/** The viewer's own calendar date, `YYYY-MM-DD`. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * The whole journey: questions, details, consent, records, sending, and then where the case is. Goes on where this
 * device left off. Writes nothing to the browser's history, nor to storage unless the page allows answers to be kept
 * (`save-days`) and the person asks for it; what is typed leaves on Continue only.
 *
 * @element so-intake
 * @summary From the first question to the report, in one element.
 * @fires {SoCaseCreatedEvent} so-case-created - The backend has stored the case: `caseId`, `reference`.
 * @fires {SoIntakeStepEvent} so-intake-step - Another step is shown: `step`.
 * @fires so-eligibility-determined - From the checklist inside.
 * @fires so-document-received - From the uploader inside.
 * @fires so-case-changed - From the tracker inside.
 * @csspart root - Everything.
 * @csspart steps - The list of steps.
 * @csspart consent - The box of one consent text.
 * @csspart summary - The list of answers before sending.
 * @csspart next - What happens next.
 * @cssproperty --so-color-accent - Colour of what can be acted on.
 * @cssproperty --so-font-family - The font; the page's own when left out.
 */
export class SoIntake extends SoElement {
  static override styles = [...SoElement.styles, styles];

  /** The host's own number for this person or order; stored with the case. */
  @property({ attribute: 'external-reference' }) externalReference: string | null = null;

  /** For how many days a person may keep the answers to the questions on this device: see `<so-eligibility-checklist>`. */
  @property({ type: Number, attribute: 'save-days' }) saveDays = 0;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'title-progress' }) titleProgress = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'no-ledger' }) noLedger = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'remember-folder' }) rememberFolder = false;

  @state() private current: IntakeStep = 'eligibility';
  @state() private later: LaterSteps | null = null;
  @state() private laterFailed = false;
  @state() private whoFor: WhoFor | null = null;
  @state() private problems: readonly DetailsProblem[] = [];
  @state() private missing: readonly number[] = [];
  @state() private uploads = { active: false, received: 0, total: 0 };
  @state() private confirming = false;

  #reached = new Set<IntakeStep>(['eligibility']);
  /** First values of the form, fixed when it is first shown: later ones are the person's. */
  #initial: Details | null = null;
  /** Rises with every new journey, so that nothing of the last one stays in an input. */
  #journey = 0;
  #justSent = false;

  readonly #controller = new IntakeController(this, {
    onStarted: () => this.#resume(),
    onCreated: (theCase) => this.dispatchEvent(new SoCaseCreatedEvent(theCase.id, theCase.reference)),
    now: () => new Date(),
    language: () => this.language,
    externalReference: () => this.externalReference,
  });

  /** The step shown. */
  get step(): IntakeStep {
    return this.current;
  }

  /** Id of the case; null before there is one. */
  get caseId(): string | null {
    return this.#controller.case?.id ?? null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated || changed.has('backend') || changed.has('signIn')) {
      const before = this.#controller.start;
      this.#controller.use(this.port);
      if (this.hasUpdated && before === 'ready' && this.#controller.start === 'loading') this.#reset();
    }
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && this.confirming && !dialog.open) dialog.showModal();
    else if (dialog?.open && !this.confirming) dialog.close();
  }

  #reset(): void {
    this.#journey++;
    this.#reached = new Set(['eligibility']);
    this.#initial = null;
    this.#justSent = false;
    this.current = 'eligibility';
    this.whoFor = null;
    this.problems = [];
    this.missing = [];
    this.uploads = { active: false, received: 0, total: 0 };
  }

  /** Where the case stands decides where the journey goes on. Focus stays: the page has only just been opened. */
  #resume(): void {
    const { case: theCase, capabilities, start } = this.#controller;
    if (start === 'failed') {
      void this.#loadLater();
      const { error } = this.#controller;
      if (error && this.t) this.announce(this.t.errors[error.error.code].title);
      return;
    }
    if (!theCase) return;
    this.#initial = detailsOf(theCase);
    const consented = capabilities
      ? isConsentComplete(capabilities.consentTexts, this.language, theCase)
      : theCase.consents.length > 0;
    const step = theCase.phase !== 'draft' ? 'tracker' : consented ? 'documents' : 'consent';
    // What comes before has been passed already, and can be gone back to.
    if (step !== 'tracker') this.#reached.add('details');
    if (step === 'documents') this.#reached.add('consent');
    void this.#go(step, { focus: false });
  }

  async #loadLater(): Promise<void> {
    if (this.later) return;
    this.laterFailed = false;
    try {
      const [later] = await Promise.all([import('./later-steps.js'), this.loadWords()]);
      this.adopt(later.laterStyles);
      this.later = later;
    } catch {
      this.laterFailed = true;
    }
  }

  async #go(step: IntakeStep, { focus = true, field = '' } = {}): Promise<void> {
    const changed = step !== this.current;
    this.problems = [];
    this.missing = [];
    this.#controller.error = null;
    this.#reached.add(step);
    this.current = step;
    this.requestUpdate();
    if (changed) this.dispatchEvent(new SoIntakeStepEvent(step));
    if (step !== 'eligibility') await this.#loadLater();
    if (step === 'consent') void this.#controller.refresh('consent').then((done) => this.#sentAlready(done));
    if (step === 'review') void this.#controller.refresh('review').then((done) => this.#sentAlready(done));
    if (focus) await this.#focusStep(step, field);
  }

  async #focusStep(step: IntakeStep, field: string): Promise<void> {
    if (this.laterFailed) return this.focusOn(ERROR);
    if (step === 'tracker' && this.#justSent) return this.focusOn(SENT);
    if (step !== 'eligibility' && step !== 'documents' && step !== 'tracker')
      return this.focusOn(field || `${step}-heading`);
    await this.updateComplete;
    const child = this.renderRoot.querySelector<SoElement>(`[data-step="${step}"]`);
    await child?.updateComplete;
    child?.focus();
  }

  protected override renderContent(): TemplateResult {
    const { start, error } = this.#controller;
    const words = this.t.intake;
    const level = this.headingLevel;
    return html`<div class="intake">
      ${heading(level, words.title, { className: 'intake__title' })}
      ${start === 'loading' ? this.renderSkeleton() : nothing}
      ${start === 'failed' && error ? this.#renderStartFailed(error.error) : nothing}
      ${start === 'ready' ? keyed(this.#journey, this.#renderJourney()) : nothing} ${this.#renderDialog()}
    </div>`;
  }

  #renderStartFailed(error: BackendError): TemplateResult {
    return html`<div class="page">
      ${backendErrorNotice(this.t, error, {
        id: ERROR,
        onRetry: () => void this.#controller.begin(),
        contact: this.#renderContact(),
      })}
      ${this.words ? this.#renderStartOver(this.words.intake.welcome.startOver) : nothing}
    </div>`;
  }

  #renderJourney(): TemplateResult {
    return html`<div class="intake">
      ${stepList(this.t, this.language, this.current)} ${this.#renderWelcome()} ${this.#renderEligibility()}
      ${this.#renderDetails()} ${this.#renderConsent()} ${this.#renderDocuments()} ${this.#renderReview()}
      ${this.#renderTracker()} ${this.#renderClose()}
    </div>`;
  }

  #renderWelcome(): TemplateResult | typeof nothing {
    const { case: theCase, resumed } = this.#controller;
    const words = this.words?.intake.welcome;
    if (!resumed || !theCase || !words) return nothing;
    return html`<div class="page no-print">
      ${notice(
        'info',
        words.title,
        html`<p>${words.text(theCase.reference)}</p>
          ${this.#renderStartOver(`${words.notMine}: ${words.startOver.toLowerCase()}`)}`,
        WELCOME,
      )}
    </div>`;
  }

  #renderStartOver(words: string): TemplateResult {
    return html`<div>
      <button type="button" class="button button--quiet start-over" @click=${() => (this.confirming = true)}>
        ${words}
      </button>
    </div>`;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const { later, words: t } = this;
    const { error } = this.#controller;
    if (!later || !t) return nothing;
    return later.forgetDialog({
      t,
      level: this.headingLevel + 1,
      error: error?.at === 'forget' ? error.error : null,
      onConfirm: () => void this.#forget(),
      onClose: () => (this.confirming = false),
    });
  }

  async #forget(): Promise<void> {
    if (!(await this.#controller.forget())) return;
    await this.#startAnew();
    // After it, so that the uploader writes no more.
    await this.later?.forgetTransfers();
  }

  async #startAnew(): Promise<void> {
    this.confirming = false;
    this.#reset();
    this.dispatchEvent(new SoIntakeStepEvent('eligibility'));
    await this.#focusStep('eligibility', '');
  }

  #renderEligibility(): TemplateResult | typeof nothing {
    // A case has its assessment: it is not answered again.
    if (this.#controller.case) return nothing;
    const words = this.t.intake;
    const { capabilities } = this.#controller;
    const days = (value: number) => formatNumber(value, this.language);
    return html`<so-eligibility-checklist
        data-step="eligibility"
        ?hidden=${this.current !== 'eligibility'}
        .backend=${this.port}
        locale=${this.language}
        heading-level=${this.headingLevel + 1}
        .announcer=${this.announcerForChildren}
        .saveDays=${this.saveDays}
        continuable
        @so-eligibility-determined=${() => void this.#loadLater()}
        @so-eligibility-continue=${(event: SoEligibilityContinueEvent) => {
          this.#controller.assessmentId = event.assessmentId;
          void this.#go('details');
        }}
      >
        <ul slot="intro" class="facts">
          <li>${words.introTime}</li>
          <li>${words.introNeed}</li>
          ${
            capabilities
              ? html`<li>
                  ${words.introTurnaround(
                    days(capabilities.turnaround.minBusinessDays),
                    days(capabilities.turnaround.maxBusinessDays),
                  )}
                </li>`
              : nothing
          }
        </ul>
      </so-eligibility-checklist>
      ${
        capabilities?.signInCode && this.signIn === 'device' && this.current === 'eligibility'
          ? html`<div class="no-print">
              <button type="button" class="button button--quiet" @click=${() => void this.#go('tracker')}>
                ${words.haveCase}
              </button>
            </div>`
          : nothing
      }`;
  }

  /** A step of the lazy chunk: mounted once reached, then only hidden. */
  #page(
    step: IntakeStep,
    content: (later: LaterSteps, t: Messages) => TemplateResult,
  ): TemplateResult | typeof nothing {
    if (!this.#reached.has(step)) return nothing;
    const shown = this.current === step;
    return html`<div class="page" ?hidden=${!shown}>
      ${this.later && this.words ? content(this.later, this.words) : this.#renderNotYet()}
    </div>`;
  }

  #renderNotYet(): TemplateResult {
    if (!this.laterFailed) return this.renderSkeleton();
    return backendErrorNotice(this.t, new BackendError('unreachable'), {
      id: ERROR,
      onRetry: () => void this.#go(this.current),
      contact: this.#renderContact(),
    });
  }

  #renderDetails(): TemplateResult | typeof nothing {
    return this.#page('details', ({ detailsView }, t) =>
      detailsView({
        t,
        language: this.language,
        level: this.headingLevel + 1,
        initial: this.#initial,
        whoFor: this.whoFor,
        problems: this.problems,
        notices: html`${this.#renderError('details')} ${this.#renderOther()}`,
        actions: this.#renderActions(this.#controller.case ? null : 'eligibility', this.t.common.continue),
        onWhoFor: (whoFor) => (this.whoFor = whoFor),
        onGo: (field) => void this.focusOn(field),
        onSubmit: (event) => void this.#submitDetails(event),
      }),
    );
  }

  #renderOther(): TemplateResult | typeof nothing {
    const { later, words: t } = this;
    const { other } = this.#controller;
    return other && later && t ? later.otherCaseNotice(t, other, OTHER, () => this.#takeOther()) : nothing;
  }

  #takeOther(): void {
    this.#controller.takeOther();
    this.#reset();
    this.#resume();
    void this.focusOn(WELCOME);
  }

  async #submitDetails(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!this.later || this.#controller.busy) return;
    const reading = this.later.readDetails(new FormData(event.currentTarget as HTMLFormElement), today());
    if ('problems' in reading) {
      this.problems = reading.problems;
      return this.focusOn(this.later.DETAILS_SUMMARY);
    }
    this.problems = [];
    if (this.words) this.announce(this.words.intake.working);
    const done = await this.#controller.saveDetails(reading.details);
    if (this.#controller.other) return this.focusOn(OTHER);
    await this.#after(done, this.#reached.has('review') ? 'review' : 'consent');
  }

  #renderConsent(): TemplateResult | typeof nothing {
    const { capabilities, case: theCase, error } = this.#controller;
    return this.#page('consent', ({ consentView }, t) =>
      capabilities
        ? consentView({
            t,
            language: this.language,
            level: this.headingLevel + 1,
            texts: textsToShow(capabilities.consentTexts, this.language, theCase),
            missing: this.missing,
            notices: this.#renderError('consent'),
            actions: this.#renderActions(
              'details',
              capabilities.consentTexts.length > 0 ? this.t.common.continue : null,
            ),
            onGo: (field) => void this.focusOn(field),
            onSubmit: (event) => void this.#submitConsent(event),
          })
        : error
          ? html`${this.#renderError('consent')}`
          : this.renderSkeleton(),
    );
  }

  async #submitConsent(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { later } = this;
    const { capabilities, case: theCase } = this.#controller;
    if (!later || !capabilities || this.#controller.busy) return;
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const texts = textsToShow(capabilities.consentTexts, this.language, theCase);
    this.missing = texts.flatMap(({ agreed }, index) =>
      agreed || form.has(later.consentField(index)) ? [] : [index],
    );
    if (this.missing.length > 0) return this.focusOn(later.CONSENT_SUMMARY);
    const open = texts.filter(({ agreed }) => !agreed).map(({ text }) => text);
    if (open.length === 0) return this.#go('documents');
    if (this.words) this.announce(this.words.intake.working);
    await this.#after(await this.#controller.agree(open), 'documents');
  }

  #renderDocuments(): TemplateResult | typeof nothing {
    const { case: theCase } = this.#controller;
    if (!this.#reached.has('documents') || !theCase) return nothing;
    const words = this.words?.intake.documents;
    const some = this.uploads.total > 0 || theCase.documents.length > 0;
    return html`<div class="intake" ?hidden=${this.current !== 'documents'}>
      <so-document-uploader
        data-step="documents"
        case-id=${theCase.id}
        .backend=${this.port}
        locale=${this.language}
        heading-level=${this.headingLevel + 1}
        .announcer=${this.announcerForChildren}
        .titleProgress=${this.titleProgress}
        .noLedger=${this.noLedger}
        .rememberFolder=${this.rememberFolder}
        @so-upload-state=${({ active, received, total }: SoUploadStateEvent) => {
          this.uploads = { active, received, total };
        }}
      ></so-document-uploader>
      <div class="page">
        ${
          words
            ? html`${some ? nothing : html`<p class="muted">${words.laterHint}</p>`}
              ${this.#renderActions('consent', some ? words.goOn : words.later, () => void this.#go('review'), !some)}`
            : this.#renderNotYet()
        }
      </div>
    </div>`;
  }

  #renderReview(): TemplateResult | typeof nothing {
    const { case: theCase, capabilities } = this.#controller;
    if (!theCase) return nothing;
    return this.#page('review', ({ reviewView }, t) =>
      reviewView({
        t,
        language: this.language,
        level: this.headingLevel + 1,
        case: theCase,
        capabilities,
        sending: this.uploads.active ? this.uploads.total - this.uploads.received : 0,
        notices: this.#renderError('review'),
        actions: this.#renderActions('documents', t.intake.review.send, () => void this.#send()),
        onChange: (step, field) => void this.#go(step, field ? { field } : {}),
      }),
    );
  }

  async #send(): Promise<void> {
    if (this.#controller.busy) return;
    if (this.words) this.announce(this.words.intake.sending);
    const done = await this.#controller.send();
    if (done === 'done') this.#justSent = true;
    const { error } = this.#controller;
    if (error?.error.code === 'consent-required' || error?.error.code === 'consent-outdated') {
      await this.#go('consent');
      this.announce(this.t.errors[error.error.code].title);
      return;
    }
    await this.#after(done, 'tracker');
  }

  #renderTracker(): TemplateResult | typeof nothing {
    const { case: theCase } = this.#controller;
    if (this.current !== 'tracker') return nothing;
    const words = this.words?.intake.sent;
    return html`${
        this.#justSent && words && theCase
          ? html`<div class="page">
              ${notice('success', words.title, html`<p>${words.text(theCase.reference)}</p>`, SENT)}
            </div>`
          : nothing
      }<so-case-status-tracker
        data-step="tracker"
        case-id=${theCase?.id ?? nothing}
        .backend=${this.port}
        locale=${this.language}
        heading-level=${this.headingLevel + 1}
        .announcer=${this.announcerForChildren}
        .titleProgress=${this.titleProgress}
        .noLedger=${this.noLedger}
        .rememberFolder=${this.rememberFolder}
        @so-case-changed=${() => this.#controller.case ?? void this.#controller.begin()}
        @so-device-forgotten=${() => {
          this.#controller.startAnew();
          void this.#startAnew();
        }}
      ></so-case-status-tracker>
      ${theCase ? nothing : this.#renderActions('eligibility', null)}`;
  }

  /** Back and the way on. A way on without `onGo` submits the form that it stands in. */
  #renderActions(
    back: IntakeStep | null,
    label: string | null,
    onGo?: () => void,
    secondary = false,
  ): TemplateResult {
    const { busy } = this.#controller;
    return html`<div class="row actions no-print">
      ${
        label === null
          ? nothing
          : html`<button
              type=${onGo ? 'button' : 'submit'}
              class="button ${secondary ? 'button--secondary' : ''}"
              aria-disabled=${busy ? 'true' : 'false'}
              @click=${onGo}
            >
              ${label}
            </button>`
      }
      ${
        back
          ? html`<button type="button" class="button button--quiet back" @click=${() => void this.#go(back)}>
              ${icon(ChevronLeft)} ${this.t.common.back}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderError(at: IntakeStep): TemplateResult | typeof nothing {
    const { error, capabilities } = this.#controller;
    if (error?.at !== at) return nothing;
    // Nothing to read yet: only asking again helps. Elsewhere the button that was pressed is still there.
    const retry = at === 'consent' && !capabilities;
    return backendErrorNotice(this.t, error.error, {
      id: ERROR,
      contact: this.#renderContact(),
      ...(retry || at === 'review' || at === 'details' ? { onRetry: () => this.#retry(at) } : {}),
    });
  }

  #retry(at: IntakeStep): void {
    if (at === 'details')
      this.renderRoot.querySelector<HTMLFormElement>('.page:not([hidden]) form')?.requestSubmit();
    else if (at === 'review') void this.#send();
    else void this.#go(at);
  }

  #renderContact(): TemplateResult | typeof nothing {
    const organisation = this.#controller.capabilities?.organisation;
    if (!organisation || !(organisation.phone || organisation.email)) return nothing;
    const { name, phone, email } = organisation;
    return html`<p>
      ${this.t.intake.contact(name)}
      ${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>` : nothing}
      ${email ? html`<a href="mailto:${email}">${email}</a>` : nothing}
    </p>`;
  }

  /** Goes on, or moves focus to what stands in the way. */
  async #after(done: Done, next: IntakeStep): Promise<void> {
    if (done === 'done') return this.#go(next);
    if (done === 'sent-already') return this.#sentAlready(done);
    if (this.#controller.error) return this.focusOn(ERROR);
  }

  /** Another tab, or an answer that was lost, has sent the case: it is followed from here on. */
  async #sentAlready(done: Done): Promise<void> {
    if (done !== 'sent-already') return;
    this.#justSent = true;
    await this.#go('tracker');
  }

  /** Always answered; the uploader and the tracker answer it themselves. */
  #renderClose(): TemplateResult | typeof nothing {
    const { current, uploads, later, words: t } = this;
    const { case: theCase, busy } = this.#controller;
    if (!later || !t) return nothing;
    if (current === 'documents' || (current === 'eligibility' && !theCase)) return nothing;
    if (current === 'tracker' && !uploads.active) return nothing;
    const kept = this.signIn === 'device' ? 'saved' : 'savedAccount';
    const answer = uploads.active ? 'sending' : busy ? 'working' : theCase ? kept : 'unsaved';
    return later.closeAnswer(t, answer);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'so-intake': SoIntake;
  }
}
