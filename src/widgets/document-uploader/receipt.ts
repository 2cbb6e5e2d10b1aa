/** The receipt: what the backend holds and has compared, to keep on paper or as a text file made in the browser. */
import { html, nothing, type TemplateResult } from 'lit';
import { Download, Printer, ShieldCheck } from 'lucide';
import { formatBytes, formatDateTime, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import type { ReceiptLine } from './file-groups.js';

export interface ReceiptSubject {
  organisation: string;
  /** The case's reference. */
  reference: string;
  /** Files that were there twice, and went once. */
  twice: number;
}

/** So many lines are shown whole. A longer receipt is for paper and file, and on the screen it only begins. */
const SHOWN_WHOLE = 50;
const SHOWN_OF_MORE = 10;

/** Long enough to compare by eye. */
const shortened = (sha256: string) => `${sha256.slice(0, 12)}…`;

/** The receipt as lines of plain text. */
export function receiptText(
  t: Messages,
  locale: string,
  lines: readonly ReceiptLine[],
  subject: ReceiptSubject,
): string {
  const words = t.uploader.receipt;
  const list = lines.map(({ fileName, size, receivedAt, sha256, pieceBytes }) =>
    [
      `${words.file}: ${fileName}`,
      `${words.size}: ${formatBytes(size, locale)}`,
      `${words.receivedAt}: ${formatDateTime(receivedAt, locale)}`,
      `${pieceBytes ? words.digestOfPieces(pieceBytes) : words.digest}: ${sha256}`,
    ].join('\n'),
  );
  const head = `${words.title}\n${words.to(subject.organisation)}\n${words.reference}: ${subject.reference}`;
  const twice = subject.twice > 0 ? [words.twice(subject.twice)] : [];
  return `${[head, words.lead(lines.length), ...twice, ...list].join('\n\n')}\n`;
}

function save(text: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = fileName;
  link.click();
  // The browser has taken the Blob by the next task; some take a little longer to open their dialog.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Prints the receipt alone, not the host's page: from an empty frame, filled without any markup string. */
function print(text: string, locale: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const inside = frame.contentDocument;
  const view = frame.contentWindow;
  if (!inside || !view) return frame.remove();
  inside.documentElement.lang = locale;
  const sheet = inside.createElement('pre');
  sheet.textContent = text;
  sheet.style.whiteSpace = 'pre-wrap';
  inside.body.append(sheet);
  view.addEventListener('afterprint', () => frame.remove(), { once: true });
  view.print();
}

export function renderReceipt(
  t: Messages,
  locale: string,
  level: number,
  lines: readonly ReceiptLine[],
  subject: ReceiptSubject,
): TemplateResult {
  const words = t.uploader.receipt;
  const text = () => receiptText(t, locale, lines, subject);
  const shown = lines.slice(0, lines.length > SHOWN_WHOLE ? SHOWN_OF_MORE : SHOWN_WHOLE);
  const rest = lines.length - shown.length;
  return html`<section class="receipt card" aria-labelledby="receipt-title">
    <div class="receipt__head">
      ${icon(ShieldCheck)} ${heading(level, words.title, { id: 'receipt-title', className: 'subheading' })}
    </div>
    <p>${words.lead(lines.length)}</p>
    ${subject.twice > 0 ? html`<p>${words.twice(subject.twice)}</p>` : nothing}
    <dl class="receipt__facts">
      <div>
        <dt>${words.reference}</dt>
        <dd class="numbers">${subject.reference}</dd>
      </div>
      <div>
        <dt>${words.receivedBy}</dt>
        <dd>${subject.organisation}</dd>
      </div>
    </dl>
    <ul class="receipt__lines ${UNRECORDED}">
      ${shown.map(
        (line) =>
          html`<li>
            <p class="file__name"><bdi>${line.fileName}</bdi></p>
            <p class="file__facts numbers">
              ${formatBytes(line.size, locale)} · ${formatDateTime(line.receivedAt, locale)} · SHA-256
              <code>${shortened(line.sha256)}</code>
            </p>
          </li>`,
      )}
    </ul>
    ${rest > 0 ? html`<p class="muted small">${words.more(rest)}</p>` : nothing}
    <details class="${UNRECORDED}">
      <summary>${words.details}</summary>
      <ul class="receipt__lines">
        ${shown.map(
          (line) =>
            html`<li>
              <p class="file__name"><bdi>${line.fileName}</bdi></p>
              <p class="file__facts">
                ${line.pieceBytes ? `${words.digestOfPieces(line.pieceBytes)}: ` : nothing}
                <code>${line.sha256}</code>
              </p>
            </li>`,
        )}
      </ul>
    </details>
    <div class="row actions no-print">
      <button type="button" class="button button--secondary" @click=${() => print(text(), locale)}>
        ${icon(Printer)} ${words.print}
      </button>
      <button
        type="button"
        class="button button--secondary"
        @click=${() => save(text(), words.fileName(subject.reference))}
      >
        ${icon(Download)} ${words.save}
      </button>
    </div>
  </section>`;
}
