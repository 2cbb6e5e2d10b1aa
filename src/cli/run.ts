/** The program: reads its arguments, does what they ask, and says how it went. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseCommand, HELP, UsageError, type CheckCommand, type DiffCommand } from './arguments.js';
import { checkFile, isUndecided, load, type FileReport } from './check-file.js';
import { runDiff } from './diff-command.js';
import { fileDocument, type CheckDocument } from './json-documents.js';
import { checkLines, findingLines } from './print-check.js';
import { ERRORS, FINE, UNDECIDED, UNREADABLE, worst, type Surroundings } from './surroundings.js';
import { definitionHash } from '../eligibility/index.js';

/** Runs the program and gives its exit code. Whatever an author can do wrong is said in words. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const command = parseCommand(args, surroundings.today);
    switch (command.name) {
      case 'help':
        surroundings.out(HELP);
        return FINE;
      case 'version':
        surroundings.out(`${version()}\n`);
        return FINE;
      case 'diff':
        return runDiff(command satisfies DiffCommand, surroundings);
      case 'check':
        return command.hash ? printHashes(command, surroundings) : await runCheck(command, surroundings);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    surroundings.err(`${error.message}\nsecond-opinion-intake --help says more.\n`);
    return UNREADABLE;
  }
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

async function runCheck(command: CheckCommand, { out, err, paint }: Surroundings): Promise<number> {
  const reports = command.files.map((file) => checkFile(file, command));
  const codes = reports.map((report) => exitCode(report, command.strict));
  const code = worst(codes);
  if (command.json) {
    const files = reports.map((report, i) => fileDocument(report, codes[i] ?? FINE));
    const document: CheckDocument = { format: 'eligibility-check/1', on: command.on, exitCode: code, files };
    out(`${JSON.stringify(document, null, 2)}\n`);
  } else out(reports.map((report) => `${checkLines(report, command.on, paint).join('\n')}\n`).join('\n'));
  const drawn = command.graph === undefined ? FINE : await draw(command.graph, reports[0], command.on, err);
  return worst([code, drawn]);
}

function exitCode(report: FileReport, strict: boolean): number {
  if (!report.readable) return UNREADABLE;
  const failing = report.findings.some(({ severity }) => strict || severity === 'error');
  return failing ? ERRORS : isUndecided(report) ? UNDECIDED : FINE;
}

/** Draws what can be drawn: a definition with errors has no picture that could be trusted. */
async function draw(
  target: string,
  report: FileReport | undefined,
  on: string,
  err: (text: string) => void,
): Promise<number> {
  if (!report?.checked?.begun) {
    err('No picture is drawn: mend the errors first.\n');
    return FINE;
  }
  const { graphSvg } = await import('../eligibility/graph.js');
  try {
    writeFileSync(target, graphSvg(report.checked.definition, { on }));
    return FINE;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    err(`${target} cannot be written (${code}).\n`);
    return UNREADABLE;
  }
}

/** What whoever signs off signs: the hash alone for one file, like sha256sum for several. */
function printHashes({ files, json }: CheckCommand, { out, err, paint }: Surroundings): number {
  const loaded = files.map(load);
  const bad = loaded.filter(({ definition }) => !definition);
  for (const { file, findings } of bad)
    err(findings.flatMap((finding) => findingLines(file, finding, paint)).join('\n') + '\n');
  const hashes = loaded.flatMap(({ file, definition }) =>
    definition ? [{ file, hash: definitionHash(definition) }] : [],
  );
  if (json) out(`${JSON.stringify(hashes, null, 2)}\n`);
  else for (const { file, hash } of hashes) out(files.length === 1 ? `${hash}\n` : `${hash}  ${file}\n`);
  return worst(loaded.map(({ json: text, definition }) => (definition ? FINE : text ? ERRORS : UNREADABLE)));
}
