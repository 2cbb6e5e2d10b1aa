/** What the command line asks for. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { dayOf } from '../eligibility/dates.js';
import { nearest } from './nearest.js';

export class UsageError extends Error {}

export interface CheckCommand {
  name: 'check';
  files: string[];
  json: boolean;
  strict: boolean;
  hash: boolean;
  on: string;
  limit?: number | undefined;
  graph?: string | undefined;
}

export interface DiffCommand {
  name: 'diff';
  before: string;
  after: string;
  json: boolean;
  strict: boolean;
  on: string;
  limit?: number | undefined;
}

export type Command = { name: 'help' } | { name: 'version' } | CheckCommand | DiffCommand;

const OPTIONS = {
  diff: { type: 'boolean' },
  graph: { type: 'string' },
  hash: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  limit: { type: 'string' },
  on: { type: 'string' },
  strict: { type: 'boolean' },
  version: { type: 'boolean', short: 'v' },
} as const satisfies ParseArgsConfig['options'];

export const HELP = `Checks eligibility definitions: whether they are well formed, what every way to answer leads to, and
how they differ.

  second-opinion-intake check FILE...             checks each file; "-" is standard input
  second-opinion-intake check --diff OLD NEW      what changed, and which answers lead elsewhere now

  --on YYYY-MM-DD   the day as of which ages are looked at; today when left out
  --graph OUT.svg   draws the way through the questions of one definition
  --hash            prints the hash that whoever signs off signs
  --json            one JSON document instead of text
  --limit NODES     the most nodes that a proof may take
  --strict          warnings, and with --diff other outcomes, count as errors
  --help, --version

Exit code: 0 fine, 1 errors, 2 wrong usage or an unreadable file, 3 not decided within the limit. Of
several files the worst counts, in the order 2, 1, 3, 0.
`;

/** Reads the arguments after the program's name. `today` is the day when none is given. Throws {@link UsageError}. */
export function parseCommand(args: readonly string[], today: string): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [command, ...files] = positionals;
  if (command === undefined) throw new UsageError('Say what to do: check FILE...');
  if (command !== 'check')
    throw new UsageError(
      command.endsWith('.json')
        ? `Write "check" before the file: check ${command}`
        : `There is no command "${command}"; there is "check".`,
    );
  const on = values.on ?? today;
  if (Number.isNaN(dayOf(on))) throw new UsageError(`--on wants a date such as 2026-11-25, not "${on}".`);
  const shared = {
    json: values.json === true,
    strict: values.strict === true,
    on,
    limit: limitOf(values.limit),
  };
  if (values.diff) return { name: 'diff', ...shared, ...pair(files, values) };
  if (files.length === 0) throw new UsageError('Name the file to check: check FILE...');
  if (values.graph !== undefined && files.length > 1)
    throw new UsageError('--graph draws one definition: name one file.');
  return { name: 'check', files, ...shared, hash: values.hash === true, graph: values.graph };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const [, name = ''] = /'(?:-[^,']*, )?--?([^\s'<]+)/.exec(message) ?? [];
      const near = nearest(name, Object.keys(OPTIONS));
      throw new UsageError(`There is no option --${name}${near ? `; did you mean --${near}?` : '.'}`);
    }
    const [, option = 'An option'] = /'([^']+)'/.exec(message) ?? [];
    throw new UsageError(
      message.includes('argument missing') || message.includes('ambiguous')
        ? `${option} wants a value after it.`
        : `${option} takes no value.`,
    );
  }
}

function limitOf(limit: string | undefined): number | undefined {
  if (limit === undefined) return undefined;
  const nodes = Number(limit.replace(/_/g, ''));
  if (!Number.isSafeInteger(nodes) || nodes < 1)
    throw new UsageError(`--limit wants a number of nodes such as 2000000, not "${limit}".`);
  return nodes;
}

function pair(
  [before, after, ...more]: readonly string[],
  { graph, hash }: { graph?: string | undefined; hash?: boolean | undefined },
): { before: string; after: string } {
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError('--diff wants two files, the old one first: check --diff OLD NEW');
  if (graph !== undefined || hash) throw new UsageError('--graph and --hash do not go with --diff.');
  return { before, after };
}
