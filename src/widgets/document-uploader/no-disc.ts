/** Other ways than uploading, as the backend offers them: loaded with the help, below it. */
import { nothing, type TemplateResult } from 'lit';
import { asBackendError, type Backend, type BackendError } from '../../backend/backend.js';
import type { Capabilities, Case, PatientRequest, RecordsWay } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import { formStyles } from '../../ui/form.styles.js';
import type { NoDiscProblem } from './picked/no-disc-answer.js';
import { NO_DISC_SUMMARY, noDiscConfirmation, noDiscView } from './picked/no-disc-view.js';
import { recordsStyles } from './picked/records.styles.js';
import { sheetStyles } from './picked/sheet.styles.js';

export const noDiscStyles = [formStyles, recordsStyles, sheetStyles];

export interface NoDiscHost {
  requestUpdate(): void;
  focusOn(id: string): void;
  /** The case with the person's request. */
  onCase(changed: Case): void;
}

export interface NoDiscPage {
  t: Messages;
  locale: string;
  headingLevel: number;
  backend: Backend;
  capabilities: Capabilities;
  case: Case;
}

export class NoDisc {
  readonly #host: NoDiscHost;
  #problems: readonly NoDiscProblem[] = [];
  #sending: RecordsWay | null = null;
  #failed: { way: RecordsWay; error: BackendError } | null = null;
  /** Kept until it has arrived: a second try does not open a second request. */
  #attempt: { answer: string; key: string } | null = null;

  constructor(host: NoDiscHost) {
    this.#host = host;
  }

  render(page: NoDiscPage): TemplateResult | typeof nothing {
    const { imaging, organisation } = page.capabilities;
    const { patient, representative, reference, requests } = page.case;
    return noDiscView({
      t: page.t,
      locale: page.locale,
      headingLevel: page.headingLevel,
      organisation: organisation.name,
      postalAddress: imaging?.postalAddress ?? '',
      reference,
      patient,
      representative: representative?.name ?? null,
      releaseForm: imaging?.releaseForm ?? null,
      ways: imaging?.alternatives ?? [],
      requests: requests.filter(({ way }) => way),
      problems: this.#problems,
      sending: this.#sending,
      failed: this.#failed,
      onProblems: (problems) => {
        this.#problems = problems;
        this.#host.requestUpdate();
        this.#host.focusOn(NO_DISC_SUMMARY);
      },
      onAnswer: (answer) => void this.#send(page, answer),
      onGo: (field) => this.#host.focusOn(field),
    });
  }

  async #send({ backend, case: { id } }: NoDiscPage, answer: PatientRequest): Promise<void> {
    const said = JSON.stringify(answer);
    if (this.#attempt?.answer !== said) this.#attempt = { answer: said, key: crypto.randomUUID() };
    this.#problems = [];
    this.#failed = null;
    this.#sending = answer.kind;
    this.#host.requestUpdate();
    try {
      const changed = await backend.openRequest(id, answer, { idempotencyKey: this.#attempt.key });
      this.#attempt = null;
      this.#host.onCase(changed);
      const request = changed.requests.at(-1);
      if (request) this.#host.focusOn(noDiscConfirmation(request.id));
    } catch (error) {
      this.#failed = {
        way: answer.kind,
        error: asBackendError(error, { retryable: true }),
      };
      this.#host.focusOn('no-disc-error');
    } finally {
      this.#sending = null;
      this.#host.requestUpdate();
    }
  }
}
