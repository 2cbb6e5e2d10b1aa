/** What people ask before they send: what should I send, what if I have no disc drive. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Capabilities } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';

export { helpStyles } from './help.styles.js';

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
