/** May I close this page? */
import { html, type TemplateResult } from 'lit';
import { CircleCheck, Clock, Info, type IconNode } from 'lucide';
import type { FirstMessages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';

/** Always answered. */
export function renderClose(
  t: FirstMessages,
  /** Something is under way. */
  active: boolean,
  /** Files received on this visit. */
  received: number,
  attention: boolean,
): TemplateResult {
  const { close } = t.uploader;
  let answer = close.idle;
  let name: IconNode = Info;
  if (active) [answer, name] = [close.sending, Clock];
  else if (attention) answer = close.attention;
  else if (received > 0) [answer, name] = [close.done, CircleCheck];
  return html`<div class="close">
    ${icon(name)}
    <p><strong>${close.question}</strong> ${answer}</p>
  </div>`;
}
