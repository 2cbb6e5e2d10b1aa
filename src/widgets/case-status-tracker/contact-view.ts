/** Whom to ask. */
import { html, nothing, type TemplateResult } from 'lit';
import { Mail, Phone } from 'lucide';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import type { WholeContext } from './status-view.js';

export function renderContact({ t, level, capabilities }: WholeContext): TemplateResult | typeof nothing {
  const { phone, email } = capabilities?.organisation ?? {};
  if (!phone && !email) return nothing;
  const words = t.tracker.contact;
  return html`<section class="stack-small" part="contact">
    ${heading(level + 1, words.title, { className: 'subheading' })}
    <p>${capabilities?.organisation.name}</p>
    ${phone ? html`<p><a class="contact" href="tel:${phone.replace(/[^+\d]/g, '')}">${icon(Phone)} ${words.call(phone)}</a></p>` : nothing}
    ${email ? html`<p><a class="contact" href="mailto:${email}">${icon(Mail)} ${words.mail(email)}</a></p>` : nothing}
  </section>`;
}
