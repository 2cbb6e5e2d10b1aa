/**
 * Where a case is, in the patient's five steps. Ten phases are the team's; five steps are what a patient can hold in
 * mind.
 */
import { CASE_PHASES, type Case, type CaseEvent } from '../contract/index.js';

export type KnownPhase = (typeof CASE_PHASES)[number];

export const STEPS = ['request', 'records', 'specialist', 'review', 'report'] as const;
export type StepName = (typeof STEPS)[number];

/** `ended`: the case was closed in this step; `not-done`: before it. */
export type StepState = 'done' | 'current' | 'to-come' | 'ended' | 'not-done';

export interface Step {
  name: StepName;
  state: StepState;
  /** When it was last begun, RFC 3339; null when that is not known or it has not begun. */
  since: string | null;
}

const STEP_OF: Record<KnownPhase, StepName> = {
  draft: 'request',
  submitted: 'request',
  'checking-eligibility': 'request',
  accepted: 'records',
  'collecting-records': 'records',
  'matching-specialist': 'specialist',
  'in-review': 'review',
  'writing-report': 'review',
  'report-ready': 'report',
  closed: 'report',
};

/** The phase if this version of the contract knows it; a newer backend may have others. */
export function knownPhase(phase: string): KnownPhase | null {
  return CASE_PHASES.find((each) => each === phase) ?? null;
}

export interface Position {
  /** Null: a phase that is not known here; shown as "in progress" with `text`. */
  phase: KnownPhase | null;
  /** The team's own words for why the case came into this phase. */
  text: string | null;
  /** The last move went back to an earlier step or phase. */
  movedBack: boolean;
  steps: Step[];
}

type Move = { phase: string; at: string; text: string | null };

/** Every phase that the case came into, in order; the present one last, whether or not its event has arrived. */
function movesOf(theCase: Case, events: readonly CaseEvent[]): Move[] {
  const moves: Move[] = [];
  for (const { type, data, at, reason } of [...events].sort((a, b) => a.id - b.id)) {
    if (type === 'case.closed') moves.push({ phase: 'closed', at, text: reason?.text ?? null });
    else if (type === 'report.ready' && !data.phase) moves.push({ phase: 'report-ready', at, text: null });
    else if (data.phase) moves.push({ phase: data.phase, at, text: reason?.text ?? null });
  }
  // Events may run ahead of the case that was read, or lag behind it: the case decides where it is.
  const last = moves.findLastIndex(({ phase }) => phase === theCase.phase);
  if (last >= 0) return moves.slice(0, last + 1);
  return [...moves, { phase: theCase.phase, at: theCase.phaseSince, text: null }];
}

/** The step that a phase belongs to; null for one that is not known here. */
export function stepOf(phase: string): StepName | null {
  const known = knownPhase(phase);
  return known && STEP_OF[known];
}

const stepIndex = (phase: string) => {
  const step = stepOf(phase);
  return step ? STEPS.indexOf(step) : -1;
};

/** Position of a case; events in any order. */
export function positionOf(theCase: Case, events: readonly CaseEvent[]): Position {
  const moves = movesOf(theCase, events);
  const phase = knownPhase(theCase.phase);
  const open = moves.filter((move) => move.phase !== 'closed' && knownPhase(move.phase));
  // An unknown phase counts as part of the last step that is known.
  const reached = phase && phase !== 'closed' ? stepIndex(phase) : stepIndex(open.at(-1)?.phase ?? 'draft');
  const before = moves.at(-2);
  const order = (each: string) => CASE_PHASES.indexOf(each as KnownPhase);

  const stateOf = (index: number): StepState => {
    if (theCase.outcome === 'completed') return 'done';
    if (phase === 'closed' && index === reached) return 'ended';
    if (phase === 'closed') return index < reached ? 'done' : 'not-done';
    if (index === reached) return 'current';
    return index < reached ? 'done' : 'to-come';
  };

  /** When the latest unbroken run of phases in this step began. */
  const sinceOf = (index: number): string | null => {
    let since: string | null = null;
    let inside = false;
    for (const move of moves) {
      const at = stepIndex(move.phase);
      if (at === -1 || move.phase === 'closed') continue;
      if (at === index && !inside) since = move.at;
      inside = at === index;
    }
    return since ?? (index === 0 ? theCase.createdAt : null);
  };

  return {
    phase,
    text: moves.at(-1)?.text ?? null,
    movedBack: Boolean(before && phase && knownPhase(before.phase) && order(before.phase) > order(phase)),
    steps: STEPS.map((name, index) => {
      const state = stateOf(index);
      return { name, state, since: state === 'to-come' || state === 'not-done' ? null : sinceOf(index) };
    }),
  };
}
