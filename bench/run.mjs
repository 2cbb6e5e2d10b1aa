/**
 * `npm run bench -- NAME [--json FILE] [--rounds N] [--only CASE,...] [--subjects ID,...] [--heavy]`: runs `bench/NAME.bench.mjs`, which
 * measures us and the peers on the same work in one run. A benchmark exports `targets` (id, text, whether a row meets it)
 * and `run(context)`, which gives rows. Each measurement is the median of five; ratios count, absolute figures depend on
 * the machine. Where a benchmark exports `cases`, `--only` runs some of them, with the targets that need no others;
 * where it exports `subjects`, `--subjects` measures some of these; `--heavy` runs those too that want more disk.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { ensureInstalled } from '../.ci/install.mjs';

ensureInstalled();

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.mjs'))
  .map((name) => name.slice(0, -'.bench.mjs'.length));
const [name, ...rest] = process.argv.slice(2);
const jsonAt = rest.indexOf('--json');
const file = jsonAt >= 0 ? rest[jsonAt + 1] : null;
/** Fewer for a quick look; what is quoted is the median of five. */
const roundsAt = rest.indexOf('--rounds');
const rounds = roundsAt >= 0 ? Number(rest[roundsAt + 1]) : 5;
const onlyAt = rest.indexOf('--only');
const only = onlyAt >= 0 ? (rest[onlyAt + 1] ?? '').split(',') : null;
const subjectsAt = rest.indexOf('--subjects');
const subjects = subjectsAt >= 0 ? (rest[subjectsAt + 1] ?? '').split(',') : null;
if (!name || !names.includes(name) || (jsonAt >= 0 && !file) || !(rounds >= 1)) {
  console.error(
    `Usage: npm run bench -- NAME [--json FILE] [--rounds N] [--only CASE,...] [--subjects ID,...] [--heavy]; NAME is one of: ${names.join(', ')}`,
  );
  process.exit(1);
}

/** Runs five times and gives the middle one. */
export async function medianOf(runs, work) {
  const values = [];
  for (let i = 0; i < runs; i++) values.push(await work(i));
  return values.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

const {
  run,
  targets,
  cases = [],
  subjects: known = [],
} = await import(new URL(`${name}.bench.mjs`, folder).href);
for (const [what, asked, there] of [
  ['case', only, cases],
  ['subject', subjects, known],
]) {
  const unknown = asked?.filter((each) => !there.includes(each)) ?? [];
  if (unknown.length === 0) continue;
  console.error(`No such ${what}: ${unknown.join(', ')}. ${name} has: ${there.join(', ') || 'none'}`);
  process.exit(1);
}
if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
  const { run: command } = await import('../.ci/run-all.mjs');
  await command('node', ['.ci/build.mjs']);
}
const { rows, versions } = await run({
  rounds,
  only,
  subjects,
  heavy: rest.includes('--heavy'),
  medianOf: (work) => medianOf(rounds, work),
});

// The ratio to the first subject of the same case and metric, which is us.
for (const row of rows) {
  const base = rows.find((each) => each.case === row.case && each.metric === row.metric);
  row.ratio = base?.value ? Number((row.value / base.value).toFixed(2)) : null;
}
console.table(rows);
console.log(
  'Versions:',
  Object.entries(versions)
    .map(([key, value]) => `${key} ${value}`)
    .join(', '),
);
const asked = targets.filter(
  (target) => !only || !target.cases || target.cases.some((id) => only.includes(id)),
);
const results = asked.map(({ id, target, measure }) => ({ id, target, ...measure(rows) }));
for (const { id, target, measured, met } of results)
  console.log(`${met ? 'met    ' : 'NOT met'} ${id}: ${target}; measured ${measured}`);

if (file) {
  const machine = `${platform()} ${arch()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  writeFileSync(file, `${JSON.stringify({ name, machine, versions, rows, targets: results }, null, 2)}\n`);
}
