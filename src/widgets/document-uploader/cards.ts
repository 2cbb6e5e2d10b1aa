/** From what was picked and how it is doing to the cards that show it. Pure. */
import type { FedProgress, Feeder } from '../../transfer/feeder.js';
import type { Pace } from './pace.js';
import type { StudyCard, StudyProgress } from './picked/model.js';
import type { Picks } from './picks.js';
import type { Sender } from './sender.js';

const NO_PATIENT = {
  name: { alphabetic: '', ideographic: '', phonetic: '' },
  otherNames: [],
  birthDate: '',
  ids: [],
};

function stateOf(
  { files, received, attention, waiting, moving, onTheWay, stopped }: FedProgress,
  paused: boolean,
): StudyProgress['state'] {
  if (files > 0 && received === files) return 'received';
  if (stopped) return 'stopped';
  if (paused && received + attention < files) return 'paused';
  // What stands in line behind what waits does not move either.
  if (moving > 0) return waiting > 0 && !onTheWay ? 'waiting' : 'sending';
  return attention > 0 && received + attention === files ? 'attention' : 'queued';
}

export function studyCardsOf(picks: Picks, sender: Sender | null, pace: Pace): StudyCard[] {
  const { summary, takenOut, decisions, held } = picks;
  const feeder: Feeder | null = sender?.feeder ?? null;
  const paused = sender?.engine.snapshot.paused ?? false;
  return summary.studies.map((study) => {
    const key = study.studyInstanceUID;
    const decision = decisions.get(key) ?? 'undecided';
    const fed = feeder?.has(key) ? feeder.progress(key) : null;
    const none = { files: study.instances, received: 0, attention: 0, sentBytes: 0, totalBytes: study.bytes };
    const { files, received, attention, sentBytes, totalBytes } = fed ?? none;
    let state: StudyProgress['state'] = fed ? stateOf(fed, paused) : 'queued';
    if (picks.progress) state = fed ? state : 'reading';
    else if (takenOut.has(key) || decision === 'not-mine') state = 'left-out';
    else if (held.has(key)) state = 'held';
    return {
      key,
      summary: study,
      patient: summary.patients[study.patient] ?? NO_PATIENT,
      match: summary.matches[study.patient] ?? 'unknown',
      reasons: picks.reasons(study),
      decision,
      thumbnail: picks.thumbnail(key),
      progress: {
        state,
        files,
        received,
        attention,
        sentBytes,
        totalBytes,
        minutesLeft: state === 'sending' ? pace.minutesLeft(key) : null,
      },
      deidentified: sender?.deidentifies ? (sender.report(key)?.changes.length ?? 0) : null,
    };
  });
}
