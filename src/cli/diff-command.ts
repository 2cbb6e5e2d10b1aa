/** `check --diff OLD NEW`: what has changed between two versions, and which answers lead elsewhere now. */
import { diffDefinitions } from '../eligibility/diff.js';
import { checkDefinition } from '../eligibility/index.js';
import { diffOutcomes } from '../eligibility/outcome-diff.js';
import type { DiffCommand } from './arguments.js';
import { load, type Loaded } from './check-file.js';
import { findingRemark } from './finding-words.js';
import { diffDocument } from './json-documents.js';
import { diffLines } from './print-diff.js';
import { findingLines } from './print-check.js';
import { ERRORS, FINE, UNDECIDED, UNREADABLE, worst, type Surroundings } from './surroundings.js';
import type { Versions } from './versions.js';

export function runDiff(command: DiffCommand, { out, err, paint }: Surroundings): number {
  const [old, now] = [
    withProblems(load(command.before), command.on),
    withProblems(load(command.after), command.on),
  ];
  const bad = [old, now].filter(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  for (const { file, findings } of bad)
    err(`${findings.flatMap((finding) => [...findingLines(file, finding, paint), '']).join('\n')}\n`);
  if (!hasDefinition(old) || !hasDefinition(now))
    return worst([old, now].map(({ json, definition }) => (definition ? FINE : json ? ERRORS : UNREADABLE)));
  const versions: Versions = {
    old,
    new: now,
    changes: diffDefinitions(old.definition, now.definition),
    outcomes:
      bad.length === 0 ? diffOutcomes(old.definition, now.definition, command.on, command.limit) : undefined,
  };
  const code = exitCode(versions, command.strict);
  if (command.json) out(`${JSON.stringify(diffDocument(versions, command.on, code), null, 2)}\n`);
  else out(`${diffLines(versions, command.on, paint).join('\n')}\n`);
  return code;
}

const hasDefinition = (loaded: Loaded): loaded is Versions['old'] => loaded.definition !== undefined;

/** What keeps a definition from being evaluated at all goes with what keeps a file from being a definition. */
function withProblems(loaded: Loaded, on: string): Loaded {
  const { definition, json } = loaded;
  if (!definition || !json) return loaded;
  const problems = checkDefinition(definition).filter(({ code }) => code !== 'gap');
  const findings = problems.map(({ code, pointer, ids = [] }) =>
    json.locate(findingRemark(definition, { code, pointer, ids, severity: 'error' }, on)),
  );
  return { ...loaded, findings: [...loaded.findings, ...findings] };
}

function exitCode({ outcomes }: Versions, strict: boolean): number {
  if (!outcomes) return ERRORS;
  if (!outcomes.compared) return outcomes.reason === 'limit' ? UNDECIDED : strict ? ERRORS : FINE;
  return strict && outcomes.changes.length > 0 ? ERRORS : FINE;
}
