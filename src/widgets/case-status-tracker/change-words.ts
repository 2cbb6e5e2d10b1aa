/** What is said of a change: what it is and what it means, without health data. */
import type { CaseChange } from '../../cases/changes.js';
import type { Case } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import { headlineOf, problemWords, whoOf, whyOf } from './status-view.js';

export function changeWords(t: Messages, change: CaseChange, theCase: Case): string {
  const words = t.tracker;
  switch (change.kind) {
    case 'phase':
      return `${headlineOf(t, theCase)}. ${whyOf(t, theCase)}`;
    case 'closed':
      return `${words.headline['closed'] ?? ''}. ${whyOf(t, theCase)}`;
    case 'report-ready':
      return `${words.report.title}.`;
    case 'addendum':
      return words.report.addendumReady;
    case 'delayed':
      return words.estimate.delayed;
    case 'message':
      return words.messages.arrived(change.count);
    case 'request-opened':
      return `${words.history.code['request-opened']}: ${change.title}.`;
    case 'document-problem':
      return `${problemWords(t, change.count)}.`;
    case 'turn':
      return `${whoOf(t, theCase)}.`;
  }
}
