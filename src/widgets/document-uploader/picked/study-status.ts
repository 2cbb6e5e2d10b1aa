/** How a study is doing, and what can be done about it. */
import {
  CircleCheck,
  CircleMinus,
  CirclePause,
  CircleQuestionMark,
  Clock,
  Play,
  ScanLine,
  Square,
  Trash2,
  TriangleAlert,
  Undo2,
  Upload,
  WifiOff,
  type IconNode,
} from 'lucide';
import type { Messages } from '../../../i18n/index.js';
import type { StudyProgress } from './model.js';

/** `remove`: the clinic has it already. */
export type StudyAction = 'leave-out' | 'put-back' | 'remove' | 'stop' | 'go-on';

export const STUDY_ACTION_ICONS: Record<StudyAction, IconNode> = {
  'leave-out': CircleMinus,
  'put-back': Undo2,
  remove: Trash2,
  stop: Square,
  'go-on': Play,
};

export interface StudyStatus {
  tone: 'quiet' | 'busy' | 'good' | 'warning';
  icon: IconNode;
  text: string;
  /** Bytes on their way or waiting to be. */
  moving: boolean;
  /** The one that sends or stops, and the one that takes out or puts in: each keeps its place and its focus. */
  actions: readonly [send: 'stop' | 'go-on' | null, keep: 'leave-out' | 'put-back' | 'remove' | null];
}

export function studyStatus(t: Messages, { state, attention }: StudyProgress): StudyStatus {
  const words = t.imaging.card.state;
  const status = (
    tone: StudyStatus['tone'],
    icon: IconNode,
    actions: StudyStatus['actions'],
    moving = false,
  ): StudyStatus => {
    const said = words[state];
    return { tone, icon, actions, moving, text: typeof said === 'string' ? said : said(attention) };
  };
  switch (state) {
    case 'reading':
      return status('quiet', ScanLine, [null, 'leave-out']);
    case 'held':
      return status('warning', CircleQuestionMark, [null, null]);
    case 'left-out':
      return status('quiet', CircleMinus, [null, 'put-back']);
    case 'queued':
      return status('quiet', Clock, ['stop', 'leave-out']);
    case 'sending':
      return status('busy', Upload, ['stop', 'leave-out'], true);
    case 'waiting':
      return status('warning', WifiOff, ['stop', 'leave-out'], true);
    case 'paused':
      return status('quiet', CirclePause, ['stop', 'leave-out'], true);
    case 'stopped':
      return status('quiet', CirclePause, ['go-on', 'leave-out'], true);
    case 'attention':
      return status('warning', TriangleAlert, ['go-on', 'leave-out'], true);
    case 'received':
      return status('good', CircleCheck, [null, 'remove']);
  }
}
