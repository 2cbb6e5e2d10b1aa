/**
 * `npm test`: everything that CI runs, from a fresh clone: packages and browser are found or installed first.
 * `npm test -- unit` runs one part; the parts are listed below. Ends with a line that counts all parts' tests.
 */
import { ensureInstalled } from './install.mjs';

ensureInstalled();

const { spawn } = await import('node:child_process');
const { readdirSync } = await import('node:fs');
const { availableParallelism } = await import('node:os');
const { join } = await import('node:path');
const { ensureBrowser } = await import('./browser.mjs');
const { buildIsCurrent } = await import('./build-is-current.mjs');
const { ROOT, run } = await import('./run-all.mjs');

process.env.CHROME_PATH = await ensureBrowser();

function testFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

/** Runs a test runner, shows its output, and counts by its closing lines. */
function count(command, args, passed, failed) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        FORCE_COLOR: '0',
        NO_COLOR: '1',
        PATH: `${ROOT}node_modules/.bin:${process.env.PATH}`,
      },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      output += chunk;
    });
    child.on('exit', (code) => {
      // eslint-disable-next-line no-control-regex -- colour codes stand between the words that are counted
      const plain = output.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
      const last = (pattern) => Number([...plain.matchAll(pattern)].at(-1)?.[1] ?? 0);
      const failures = last(failed);
      resolve({ passed: last(passed), failed: failures === 0 && code !== 0 ? 1 : failures });
    });
  });
}

/** Left to itself, Node keeps a core free, which is half of a small machine. */
const CORES = availableParallelism();
const node = (files, atOnce = CORES) =>
  count(
    process.execPath,
    ['--import', 'tsx', '--test', `--test-concurrency=${atOnce}`, '--test-reporter', 'spec', ...files],
    /^ℹ pass (\d+)/gm,
    /^ℹ fail (\d+)/gm,
  );

/** Those with kills and cuts time each other out on few cores: they run one after another, when the others are done. */
async function backendTests() {
  const files = [...testFiles('test/adapters'), ...testFiles('test/backend')];
  const isOfFaults = (name) => /transfer-(crashes|faults)|durability/.test(name);
  const some = await node(files.filter((name) => !isOfFaults(name)));
  const faults = await node(files.filter(isOfFaults), 1);
  return { passed: some.passed + faults.passed, failed: some.failed + faults.failed };
}

const parts = {
  static: async () => {
    // ESLint takes as long as the three others.
    const others = ['types', 'lint:format', 'lint:imports'];
    await Promise.all([
      run('npm', ['run', '--silent', 'lint:code']),
      others.reduce(
        (before, name) => before.then(() => run('npm', ['run', '--silent', name])),
        Promise.resolve(),
      ),
    ]);
    return { passed: 1 + others.length, failed: 0 };
  },
  build: async () => {
    if (!buildIsCurrent()) await run('node', ['.ci/build.mjs']);
    await run('node', ['.ci/size.mjs']);
    await run('publint', ['--strict']);
    return { passed: 2, failed: 0 };
  },
  unit: () => node(testFiles('test/unit')),
  backend: backendTests,
  elements: () => count('web-test-runner', [], /(\d+) passed, \d+ failed/g, /\d+ passed, (\d+) failed/g),
  dist: () => node(testFiles('test/dist')),
  e2e: () =>
    count(
      'playwright',
      ['test', '--config', 'test/e2e/playwright.config.ts'],
      /^\s+(\d+) passed/gm,
      /^\s+(\d+) failed/gm,
    ),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown) {
  console.error(`There is no part "${unknown}". Parts: ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}
const totals = { passed: 0, failed: 0 };
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const started = Date.now();
  console.log(`\n== ${name}`);
  const result = await part().catch((error) => {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  });
  totals.passed += result.passed;
  totals.failed += result.failed;
  console.log(
    `== ${name}: ${result.passed} passed, ${result.failed} failed in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 ? 1 : 0);
