import { html, type TemplateResult } from 'lit';
import { CircleAlert, Info } from 'lucide';
import { turnOf } from '../../cases/requests.js';
import { icon } from '../../ui/icons.js';
import {
  hasProblem,
  headlineOf,
  problemWords,
  TURN_ICONS,
  whoOf,
  whyOf,
  type ViewContext,
} from './status-view.js';

/** One line for a portal's dashboard: where the case is, whose turn it is and why. */
export function renderCompact({ t, theCase }: ViewContext): TemplateResult {
  const { who, why } = turnOf(theCase);
  const over = why === 'closed' || why === 'report';
  const problems = over ? 0 : theCase.documents.filter(hasProblem).length;
  const ended = why === 'closed' && theCase.outcome !== 'completed';
  const tone = ended ? 'clinic' : problems > 0 ? 'patient' : who;
  const says = [
    ...(over ? [] : [`${whoOf(t, theCase)}.`]),
    // What needs the person comes before why somebody else works on it.
    problems > 0 && who !== 'patient' ? `${problemWords(t, problems)}.` : whyOf(t, theCase),
  ];
  return html`<p class="turn turn--${tone} compact" part="status">
    ${icon(ended ? Info : problems > 0 ? CircleAlert : TURN_ICONS[who])}
    <span><strong>${headlineOf(t, theCase)}</strong> · ${says.join(' ')}</span>
  </p>`;
}
