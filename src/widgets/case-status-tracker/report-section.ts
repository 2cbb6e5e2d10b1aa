/** The report and what was added to it: asked for on the click, downloaded or shown in place, never a link in the page. */
import { html, nothing, type TemplateResult } from 'lit';
import { Download, FileText, X } from 'lucide';
import { asBackendError, BackendError } from '../../backend/backend.js';
import type { Report, ReportAddendum } from '../../contract/index.js';
import { formatBytes, formatDay, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading } from '../../ui/primitives.js';
import type { PartsHost } from './parts-host.js';
import type { WholeContext } from './status-view.js';

/** How far a download has come. `no-frame`: the page may not show it. */
type Progress =
  | { state: 'idle' | 'preparing' | 'started' | 'no-frame' }
  | { state: 'failed'; error: BackendError }
  | { state: 'shown'; url: string };

const IDLE: Progress = { state: 'idle' };
const ERROR = 'download-error';
/** Of the report itself among its additions. */
const WHOLE = '';
/** A policy that forbids frames says so at once. */
const REFUSAL_MS = 1_000;

export class ReportSection {
  readonly #host: PartsHost;
  readonly #progress = new Map<string, Progress>();

  constructor(host: PartsHost) {
    this.#host = host;
  }

  render(context: WholeContext): TemplateResult | typeof nothing {
    const { t, level, theCase } = context;
    const { report } = theCase;
    if (!report) return nothing;
    const words = t.tracker.report;
    const addenda = report.addenda ?? [];
    return html`<section class="card report stack-small" part="report">
      ${heading(level + 1, words.heading, { className: 'subheading' })}
      <p>${words.text}</p>
      ${this.#file(context, WHOLE, report, null)}
      ${
        addenda.length > 0
          ? html`<ul class="plain stack-small">
              ${addenda.map(
                (each, index) =>
                  html`<li class="addendum stack-small">
                    ${this.#file(context, each.id, each, words.addendum(index + 1))}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #file(
    { t, language }: WholeContext,
    id: string,
    { size, openedAt, releasedAt }: Report | ReportAddendum,
    title: string | null,
  ): TemplateResult {
    const words = t.tracker.report;
    const progress = this.#progress.get(id) ?? IDLE;
    const busy = progress.state === 'preparing' ? 'true' : 'false';
    const label = (of: (what: string) => string) => (title === null ? nothing : of(title));
    return html`<p>
        ${title === null ? nothing : html`<strong>${title}.</strong> ${words.added(formatDay(releasedAt, language))}`}
        <span class="muted">${words.size(formatBytes(size, language))}</span>
      </p>
      ${progress.state === 'failed' ? backendErrorNotice(t, progress.error, { id: ERROR }) : nothing}
      <div class="row actions no-print">
        <button
          type="button"
          class="button"
          aria-disabled=${busy}
          aria-label=${progress.state === 'preparing' ? nothing : label(words.downloadOf)}
          @click=${() => void this.#get(t, id, (url, name) => this.#save(t, id, url, name))}
        >
          ${icon(Download)}
          ${progress.state === 'preparing' ? words.preparing : title === null ? words.download : words.downloadIt}
        </button>
        ${
          progress.state === 'shown' || !canShow()
            ? nothing
            : html`<button
                type="button"
                class="button button--secondary"
                aria-disabled=${busy}
                aria-label=${label(words.viewOf)}
                @click=${() => void this.#get(t, id, (url) => this.#show(t, id, url))}
              >
                ${icon(FileText)} ${words.view}
              </button>`
        }
      </div>
      ${progress.state === 'started' ? html`<p>${words.started}</p>` : nothing}
      ${progress.state === 'no-frame' ? html`<p>${words.noFrame}</p>` : nothing}
      ${progress.state === 'shown' ? this.#frame(t, id, progress.url) : nothing}
      ${openedAt ? html`<p class="small muted">${words.opened(formatDay(openedAt, language))}</p>` : nothing}`;
  }

  #frame(t: Messages, id: string, url: string): TemplateResult {
    const words = t.tracker.report;
    return html`<iframe class="report__frame no-print" title=${words.frame} src=${url}></iframe>
      <div class="no-print">
        <button type="button" class="button button--secondary" @click=${() => this.#close(id)}>
          ${icon(X)} ${words.close}
        </button>
      </div>`;
  }

  #set(id: string, progress: Progress): void {
    const before = this.#progress.get(id);
    if (before?.state === 'shown') URL.revokeObjectURL(before.url);
    this.#progress.set(id, progress);
    void this.#host.update();
  }

  #close(id: string): void {
    this.#set(id, IDLE);
  }

  /** Nothing of the report stays behind when the element leaves the page. */
  disconnect(): void {
    for (const id of this.#progress.keys()) this.#set(id, IDLE);
  }

  /** The link is asked for on the click, used at once, and never stands in the page. */
  async #get(
    t: Messages,
    id: string,
    use: (url: string, name: string) => void | Promise<void>,
  ): Promise<void> {
    const { port, signal, theCase } = this.#host.controller;
    if (!port || !theCase || this.#progress.get(id)?.state === 'preparing') return;
    this.#set(id, { state: 'preparing' });
    this.#host.announce(t.tracker.report.preparing);
    try {
      const link = await port.createReportLink(theCase.id, { signal, ...(id ? { addendumId: id } : {}) });
      signal?.throwIfAborted();
      await use(link.url, link.fileName);
    } catch (error) {
      if (signal?.aborted) {
        this.#set(id, IDLE);
        return;
      }
      this.#set(id, { state: 'failed', error: asBackendError(error) });
      await this.#host.focusOn(ERROR);
    }
    // When it was opened may stand there now.
    void this.#host.controller.refresh();
  }

  #save(t: Messages, id: string, url: string, name: string): void {
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.rel = 'noopener noreferrer';
    link.click();
    this.#set(id, { state: 'started' });
    this.#host.announce(t.tracker.report.started);
  }

  /** From memory: the link is good for one delivery, and a reload of the frame would be a second one. */
  async #show(t: Messages, id: string, url: string): Promise<void> {
    const { signal } = this.#host.controller;
    const response = await fetch(url, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(signal ? { signal } : {}),
    }).catch(() => {
      signal?.throwIfAborted();
      throw new BackendError('unreachable', { retryable: true });
    });
    if (!response.ok) throw new BackendError('link-expired', { status: response.status });
    // Named here: whatever was sent, the frame takes it for a PDF and for nothing that could run.
    const shown = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'application/pdf' }));
    this.#watchPolicy(t, id);
    this.#set(id, { state: 'shown', url: shown });
  }

  /** Content Security Policy Level 3: a frame that the page's policy refuses stays empty, and only an event says so. */
  #watchPolicy(t: Messages, id: string): void {
    const refused = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
      if (effectiveDirective !== 'frame-src' || !blockedURI.startsWith('blob')) return;
      this.#set(id, { state: 'no-frame' });
      this.#host.announce(t.tracker.report.noFrame);
    };
    document.addEventListener('securitypolicyviolation', refused);
    setTimeout(() => document.removeEventListener('securitypolicyviolation', refused), REFUSAL_MS);
  }
}

/** A browser that shows PDF files in a frame; phones as a rule do not. */
const canShow = (): boolean => navigator.pdfViewerEnabled;
