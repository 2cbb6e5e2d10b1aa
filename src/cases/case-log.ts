/**
 * What is known of a case: the reading that is shown, and every event heard so far. Readings and events may come late,
 * twice or out of order, and some may be lost and come again; what is shown in the end is the same. Pure.
 */
import { CASE_PHASES, type Case, type CaseEvent } from '../contract/index.js';

export interface CaseLog {
  readonly shown: Case | null;
  /** A newer reading, of an earlier phase than the shown one: nobody is sent back without being told why. */
  readonly waiting: Case | null;
  readonly events: ReadonlyMap<number, CaseEvent>;
}

export const EMPTY_LOG: CaseLog = { shown: null, waiting: null, events: new Map() };

/** The newest of what is known, shown or not. */
const newest = ({ shown, waiting }: CaseLog): Case | null => waiting ?? shown;

export function withReading(log: CaseLog, read: Case): CaseLog {
  const known = newest(log);
  if (known?.id === read.id && known.version >= read.version) return log;
  if (log.shown?.id !== read.id) return { ...log, shown: read, waiting: null };
  return showing({ ...log, waiting: read });
}

export function withEvent(log: CaseLog, event: CaseEvent): CaseLog {
  return withEvents(log, [event]);
}

/** Many at once, as they come when a case is opened: one by one they would be copied as often as there are any. */
export function withEvents(log: CaseLog, heard: readonly CaseEvent[]): CaseLog {
  const fresh = heard.filter(({ id }) => !log.events.has(id));
  if (fresh.length === 0) return log;
  const events = new Map(log.events);
  for (const event of fresh) if (!events.has(event.id)) events.set(event.id, event);
  return showing({ ...log, events });
}

/** For whom no more events come: the reading is shown though its reason was not heard. */
export function withoutEvents(log: CaseLog): CaseLog {
  return log.waiting ? { ...log, shown: log.waiting, waiting: null } : log;
}

/** True when the newest reading was made before this event happened. */
export function needsReading(log: CaseLog, event: CaseEvent): boolean {
  const known = newest(log);
  return known !== null && event.caseId === known.id && event.id > known.lastEventId;
}

function showing(log: CaseLog): CaseLog {
  const { shown, waiting, events } = log;
  if (!waiting || (shown && goesBack(shown, waiting) && !isExplained(events, shown, waiting))) return log;
  return { ...log, shown: waiting, waiting: null };
}

/** Phases that are not known here have no place in the order. */
const placeOf = ({ phase }: Case) => (CASE_PHASES as readonly string[]).indexOf(phase);

const goesBack = (before: Case, after: Case): boolean =>
  placeOf(after) >= 0 && placeOf(after) < placeOf(before);

/** An event between the two readings says that the case came into this phase, and why. */
const isExplained = (events: CaseLog['events'], before: Case, after: Case): boolean =>
  [...events.values()].some(
    ({ id, data }) => id > before.lastEventId && id <= after.lastEventId && data.phase === after.phase,
  );
