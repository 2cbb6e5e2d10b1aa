/** Reports as one JSON document; docs/eligibility.md describes it. New keys may come, none of these goes. */
import type { FileReport } from './check-file.js';
import type { Checked } from './check-text.js';
import { stepsInWords } from '../eligibility/words.js';
import type { Versions } from './versions.js';
import type { Finding } from './remark.js';

export interface CheckDocument {
  format: 'eligibility-check/1';
  /** Day as of which ages were looked at. */
  on: string;
  exitCode: number;
  files: FileDocument[];
}

export type FileDocument = {
  file: string;
  exitCode: number;
  findings: ReturnType<typeof findingDocument>[];
} & Partial<ReturnType<typeof facts>>;

export function fileDocument({ file, checked, findings }: FileReport, exitCode: number): FileDocument {
  return { file, exitCode, findings: findings.map(findingDocument), ...(checked ? facts(checked) : {}) };
}

/** A finding, its keys in the documented order. */
export function findingDocument({ code, severity, pointer, line, column, message, hint, path, on }: Finding) {
  return { code, severity, pointer, line, column, message, hint, path, on };
}

/** There where the schema accepts the file. */
function facts({ definition, hash, proof, promises, reading }: Checked) {
  const { id, version, signOff, reviewBy } = definition;
  return {
    definition: {
      id,
      version,
      hash,
      reviewBy,
      signOff: signOff && { ...signOff, valid: signOff.hash === hash },
    },
    decided: proof.decided,
    until: proof.until,
    undecided: proof.undecided,
    assertions: promises,
    outcomes: proof.outcomes,
    questions: proof.questions,
    nodes: proof.nodes,
    reading,
  };
}

export function diffDocument({ old, new: now, changes, outcomes }: Versions, on: string, exitCode: number) {
  const versionOf = ({ file, definition: { id, version } }: Versions['old']) => ({ file, id, version });
  return {
    format: 'eligibility-diff/1',
    on,
    exitCode,
    old: versionOf(old),
    new: versionOf(now),
    changes,
    outcomes: outcomes && outcomesDocument(outcomes, now, on),
  };
}

function outcomesDocument(outcomes: NonNullable<Versions['outcomes']>, now: Versions['new'], on: string) {
  if (!outcomes.compared) return outcomes;
  const { changes, oneSided, questions } = outcomes;
  return {
    compared: true,
    changes: changes.map(({ before, after, share, answers }) => ({
      before,
      after,
      share,
      path: stepsInWords({ ...now.definition, questions }, answers, on),
    })),
    oneSided,
  };
}
