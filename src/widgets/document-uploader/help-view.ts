/** What people ask before they send: may I close this page, what should I send, what if I have no disc drive. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Capabilities } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import type { FileGroups } from './file-groups.js';
import { icon, type IconName } from '../../ui/icons.js';

/** Always answered. */
export function renderClose(
  t: Messages,
  { active, items }: TransferSnapshot,
  { attention }: FileGroups,
  reading: boolean,
): TemplateResult {
  const { close } = t.uploader;
  let answer = close.idle;
  let name: IconName = 'info';
  if (active || reading) [answer, name] = [close.sending, 'clock'];
  else if (attention.length > 0) answer = close.attention;
  else if (items.some(({ state }) => state.name === 'received'))
    [answer, name] = [close.done, 'circle-check'];
  return html`<div class="close">
    ${icon(name)}
    <p><strong>${close.question}</strong> ${answer}</p>
  </div>`;
}

export function renderHelp(t: Messages, organisation: Capabilities['organisation'] | null): TemplateResult {
  const { what, noDisc } = t.uploader;
  const { phone, email } = organisation ?? {};
  return html`<div class="help">
    <details>
      <summary>${what.title}</summary>
      <ul>
        ${what.items.map((item) => html`<li>${item}</li>`)}
      </ul>
      <p>${what.enough}</p>
    </details>
    <details>
      <summary>${noDisc.title}</summary>
      <ul>
        ${noDisc.items.map((item) => html`<li>${item}</li>`)}
        <li>
          ${phone || email ? noDisc.call : noDisc.callOnly}
          ${phone ? html`<br /><a href="tel:${phone.replace(/[^+\d]/g, '')}">${noDisc.phone(phone)}</a>` : nothing}
          ${email ? html`<br /><a href="mailto:${email}">${noDisc.email(email)}</a>` : nothing}
        </li>
      </ul>
    </details>
  </div>`;
}
