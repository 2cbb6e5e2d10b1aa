/** Several cases of one person: those that need them come first. Pure. */
import type { CaseSummary } from '../contract/index.js';

/** `act`: something is asked of the person; `read`: there is something to read; `quiet`: others are at work; `closed`. */
export type Attention = 'act' | 'read' | 'quiet' | 'closed';

const ORDER: readonly Attention[] = ['act', 'read', 'quiet', 'closed'];

export function attentionOf({ phase, waitingOn, needed = 0, unread = 0 }: CaseSummary): Attention {
  if (needed > 0 || waitingOn === 'patient') return 'act';
  if (unread > 0 || phase === 'report-ready') return 'read';
  return phase === 'closed' ? 'closed' : 'quiet';
}

/** By what they need, then the one that moved last. Cases that a backend tells twice stand once. */
export function orderCases(cases: readonly CaseSummary[]): CaseSummary[] {
  const moved = ({ phaseSince, createdAt }: CaseSummary) => Date.parse(phaseSince ?? createdAt);
  return [...new Map(cases.map((each) => [each.id, each])).values()].sort(
    (a, b) =>
      ORDER.indexOf(attentionOf(a)) - ORDER.indexOf(attentionOf(b)) ||
      moved(b) - moved(a) ||
      (a.id < b.id ? -1 : 1),
  );
}
