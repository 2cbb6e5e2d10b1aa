import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CheckDocument } from '../../src/cli/json-documents.js';
import { command, folder } from '../support/command-line.js';
import { ON } from '../support/eligibility.js';

const files = folder();
after(() => files.remove());

const root = new URL('../../', import.meta.url);
/** The definition that the documentation begins with. */
const [, KNEE = ''] = /```json\n([\s\S]*?)```/.exec(
  readFileSync(new URL('docs/eligibility.md', root), 'utf8'),
)!;

/** The documentation's definition with one piece of text replaced. */
function broken(old: string, now: string): string {
  assert.ok(KNEE.includes(old), old);
  return KNEE.replace(old, now);
}

/** Line of the documentation's definition on which some text stands. */
const lineOf = (text: string, within = KNEE) => within.slice(0, within.indexOf(text)).split('\n').length;

async function check(text: string | Uint8Array, ...options: string[]) {
  const file = files.write('knee.json', text);
  const said = await command('check', file, ...options);
  return { ...said, out: said.out.replaceAll(file, 'knee.json') };
}

/** Breaks the definition, and expects one finding at a place to say what is wrong and what to do. */
function slip(name: string, text: string, at: number, ...says: (string | RegExp)[]) {
  it(name, async () => {
    const { code, out } = await check(text);
    assert.equal(code, 1, out);
    // Lines are wrapped where they are long.
    const blocks = out.split('\n\n').map((block) => block.replace(/\s+/g, ' '));
    const block = blocks.find((each) => each.startsWith(`knee.json:${at}:`));
    assert.ok(block, `nothing is said of line ${at}:\n${out}`);
    for (const each of says)
      if (typeof each === 'string') assert.ok(block.includes(each), `${block}\n does not say\n ${each}`);
      else assert.match(block, each);
    for (const line of out.split('\n')) assert.ok(line.length <= 100, `too wide: ${line}`);
  });
}

const ADULT = '{ "question": "birth", "age": { "atLeast": 18 } }';
const ADVISED = '{ "question": "advised", "equals": true }';
/** The rule "adult" has its condition on a line of its own. */
const adult = lineOf('"id": "adult"');
const condition = adult + 1;
const birth = lineOf('"id": "birth"');
const advised = lineOf('"id": "advised"');

describe('check: text that is not JSON', () => {
  slip(
    'a comma too many',
    broken('"noneLabel": { "en": "None of these" } }', '"noneLabel": { "en": "None of these" }, }'),
    lineOf('noneLabel'),
    'comma before "}"',
    'Delete the comma.',
  );
  slip('a comma too few', broken('"id": "knee",', '"id": "knee"'), 3, 'A comma is missing');
  slip('single quotes', broken('"id": "knee"', "'id': 'knee'"), 3, 'single quotes', 'Use double quotes');
  slip('typographic quotes', broken('"id": "knee"', '“id”: “knee”'), 3, 'straight double quotes');
  slip('a key without quotes', broken('"version"', 'version'), 4, 'version stands without quotes');
  slip('a comment', broken('  "questions"', '  // ask\n  "questions"'), 7, 'no comments', 'Delete');
  slip('words of Python', broken('"unsure": true', '"unsure": True'), advised, 'Write true');
  slip('a missing colon', broken('"version": ', '"version" '), 4, 'A colon is missing');
  slip('a number with leading zeros', broken('"atLeast": 18', '"atLeast": 018'), condition, 'begins with 0');
  slip('text that is not closed', broken('"knee",', '"knee,'), 3, 'no closing quote');
  slip('a lone backslash', broken('This cannot wait.', 'C:\\q'), lineOf('cannot wait'), 'Write \\\\');
  slip(
    'a bracket that is not closed, found by the indentation',
    broken('{ "en": "We need to know more." } }', '{ "en": "We need to know more." }'),
    lineOf('"fallback"'),
    'never to be closed',
    `line ${lineOf('"assertions"')}`,
  );
  slip('a bracket too many', `${KNEE}}`, KNEE.split('\n').length, 'has ended', 'bracket too many');
  slip(
    'the wrong bracket',
    broken(
      '"chest-pain", "label": { "en": "Chest pain" } } ]',
      '"chest-pain", "label": { "en": "Chest pain" } ]',
    ),
    lineOf('chest-pain'),
    '"]" does not close the "{"',
  );
  slip(
    'a key that stands twice',
    broken('"kind": "date"', '"kind": "date", "kind": "date"'),
    birth,
    '"kind" stands here twice',
    'only the last counts',
  );

  it('says several slips of one file at once', async () => {
    const { out } = await check(broken('"knee",', '"knee"').replace('"max": "today"', '"max": \'today\''));
    assert.match(out, /knee\.json:3:/);
    assert.match(out, new RegExp(`knee\\.json:${birth}:`));
    assert.match(out, /2 errors/);
  });

  it('takes a byte order mark and Windows line ends', async () => {
    assert.equal((await check(`\ufeff${KNEE.replace(/\n/g, '\r\n')}`)).code, 0);
  });
});

describe('check: files that cannot be read', () => {
  const unreadable = (name: string, content: string | Uint8Array, ...says: string[]) =>
    it(name, async () => {
      const { code, out } = await check(content);
      assert.equal(code, 2);
      for (const each of says) assert.ok(out.includes(each), out);
    });
  unreadable('an empty file', ' \n', 'empty', 'Start from one of the examples');
  unreadable('Latin-1', Buffer.from('{\n"id": "kn\xe9"}', 'latin1'), 'not in UTF-8: see line 2', 'UTF-8');
  unreadable('UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'UTF-16');
  unreadable('something huge', new Uint8Array(6_000_000), 'larger than 5 MB');
  unreadable('brackets without end', '['.repeat(200_000), 'nested too deeply');

  it('a missing file and a folder', async () => {
    const missing = await command('check', 'nowhere.json');
    assert.equal(missing.code, 2);
    assert.match(missing.out, /There is no such file/);
    const aFolder = await command('check', fileURLToPath(root));
    assert.equal(aFolder.code, 2);
    assert.match(aFolder.out, /This is a folder/);
  });
});

describe('check: what the schema finds', () => {
  slip('an unknown kind', broken('"boolean"', '"bolean"'), advised, 'Did you mean "boolean"?');
  slip('a kind of another format', broken('"boolean"', '"radio"'), advised, 'Did you mean "single-choice"?');
  slip(
    'a key of another format',
    broken('"kind": "boolean"', '"type": "boolean"'),
    advised,
    'Did you mean "kind"?',
  );
  slip(
    'a misspelt key that would be ignored',
    broken('"unsure": true', `"visable": ${ADULT}`),
    advised,
    '/questions/2/visable',
    'no key "visable"',
    'Did you mean "visible"?',
  );
  slip(
    'a misspelt key of a condition',
    broken('"atLeast": 18', '"atleast": 18'),
    condition,
    'Did you mean "atLeast"?',
  );
  slip('a misspelt condition', broken('"when": { "all"', '"when": { "al"'), condition, 'Did you mean "all"?');
  slip(
    'a condition without a question',
    broken(ADVISED, '{ "equals": true }'),
    condition,
    '"question" is missing',
  );
  slip(
    'a condition that says nothing',
    broken(ADVISED, '{ }'),
    condition,
    'no condition',
    '"all", "any", "not"',
  );
  slip(
    'two conditions in one',
    broken(ADVISED, `{ "not": ${ADVISED}, "any": [${ADVISED}] }`),
    condition,
    '"any" and "not" cannot stand in one condition',
    'join them',
  );
  slip(
    'one condition where a list belongs',
    broken(`[ ${ADULT}, ${ADVISED} ]`, ADULT),
    condition,
    'Put it into brackets',
  );
  slip(
    'a number in quotes',
    broken('"atLeast": 18', '"atLeast": "18"'),
    condition,
    'Write it without quotes: 18.',
  );
  slip(
    'text without a language',
    broken('{ "en": "When were you born?" }', '"When?"'),
    birth,
    'Write { "en": "When?" }',
  );
  slip('no English', broken('{ "en": "When were', '{ "de": "When were'), birth, 'add "en"');
  slip(
    'an id with spaces',
    broken('"id": "birth"', '"id": "Birth Date"'),
    birth,
    'Did you mean "birth-date"?',
  );
  slip('a date in words', broken('"2027-11-01"', '"November"'), 6, 'a date such as "2026-11-25"');
  slip(
    'a missing key',
    broken('"title": { "en": "Get help now" }, ', ''),
    lineOf('"now"'),
    '"title" is missing',
  );
  slip('an empty list', broken(`[ ${ADULT}, ${ADVISED} ]`, '[]'), condition, 'empty list');
  slip('another format', broken('eligibility/1', 'eligibility/9'), 2, 'should be "eligibility/1"');
  slip('null for nothing', broken('"max": "today"', '"max": null'), birth, 'Leave the key out');
  slip('a FHIR Questionnaire', '{"resourceType":"Questionnaire"}', 1, 'FHIR', 'fromQuestionnaire');
  slip('a list of definitions', `[${KNEE}]`, 1, 'an object');

  it('only warns of keys that are ignored and resemble none', async () => {
    const { code, out } = await check(
      broken('"kind": "boolean"', '"kind": "boolean", "min": 1, "x-note": "ask"'),
    );
    assert.equal(code, 0, out);
    assert.match(out, /A question of kind boolean has no "min"; it is ignored/);
    assert.match(out, /no key "x-note" here; it is ignored/);
    assert.equal((await check(broken('"unsure": true', '"min": 1'), '--strict')).code, 1);
  });

  it('proves nothing, and gives no hash, of a definition with a misspelt key', async () => {
    const text = broken('"unsure": true', `"visable": ${ADULT}`);
    assert.doesNotMatch((await check(text)).out, /proven|Sign-off/);
    const hash = await check(text, '--hash');
    assert.deepEqual([hash.code, hash.out], [1, '']);
    assert.match(hash.err, /Did you mean "visible"/);
  });

  it('finds all mistakes at once', async () => {
    const text = broken('"max": "today"', '"max": 3').replace('"priority": 100', '"priority": "high"');
    const { out } = await check(text.replace('"kind": "eligible"', '"kind": "eligable"'));
    assert.match(out, /3 errors/);
    assert.match(out, /\/questions\/1\/max.*\/outcomes\/1\/kind.*\/rules\/0\/priority/s);
  });
});

describe('check: what does not hang together', () => {
  slip(
    'an unknown question',
    broken(ADULT, ADULT.replace('birth', 'brith')),
    condition,
    'Did you mean "birth"?',
  );
  slip('an unknown outcome', broken('"outcome": "yes"', '"outcome": "yess"'), adult, 'Did you mean "yes"?');
  slip(
    'an unknown option',
    broken('"selected": { "atLeast": 1 }', '"includes": "chest"'),
    lineOf('"selected"'),
    'Question "signs" has no option "chest"',
    'Did you mean "chest-pain"?',
  );
  slip(
    'an unknown group',
    broken('"id": "birth",', '"id": "birth", "group": "who",'),
    birth,
    'There are no groups',
  );
  slip(
    'an id that stands twice',
    broken('"id": "birth"', '"id": "signs"'),
    birth,
    'Two questions have the id "signs"',
  );
  slip(
    'a comparison that does not fit',
    broken(ADVISED, '{ "question": "advised", "atLeast": 1 }'),
    condition,
    '"atLeast": 1 does not fit "advised", a question of kind boolean',
    '"equals": true or false',
  );
  slip(
    'two comparisons in one condition',
    broken(ADULT, '{ "question": "birth", "age": { "atLeast": 18 }, "answered": true }'),
    condition,
    'more than one thing about "birth"',
    '"all"',
  );
  slip('a comparison with nothing', broken(ADVISED, '{ "question": "advised" }'), condition, 'Add "equals"');
  slip(
    'bounds turned round',
    broken('"atLeast": 18', '"atLeast": 18, "atMost": 5'),
    condition,
    'at least 18 and at most 5',
  );
  slip(
    'a question that waits for itself',
    broken('"unsure": true', `"visible": ${ADVISED}`),
    advised,
    'its own answer',
  );
  slip(
    'a question that looks ahead',
    broken('"max": "today"', `"max": "today", "visible": ${ADVISED}`),
    birth,
    'hangs on "advised", which is asked later',
    'Move this question behind "advised"',
  );
  slip(
    'an assertion of nothing',
    broken('"always"', '"when_"')
      .replace('"when_"', '"text": "x", "when"')
      .replace('"when": { "outcomeKind": "seek-care-now" },', ''),
    lineOf('emergency-wins'),
    'either "never" or "always"',
  );
});

describe('check: what some answers lead to', () => {
  slip(
    'answers without an outcome, shown by questions and answers',
    broken(/ {2}"fallback".*\n/.exec(KNEE)![0], ''),
    lineOf('"rules"'),
    'no fallback: the patient gets no outcome',
    'Is any of this happening now? → None of these',
    'When were you born? → 2008-11-26 (17 years ago)',
    'Add a rule for them, or a "fallback"',
  );
  slip(
    'a rule that never holds',
    broken('"atLeast": 18', '"atLeast": 300'),
    condition,
    'nobody can answer so that age of "birth" at least 300 years and "advised" is yes',
  );
  slip(
    'an emergency that does not win',
    broken('"priority": 100, ', ''),
    adult,
    'Rules "emergency" and "adult"',
    'Is any of this happening now? → Chest pain',
    'higher "priority"',
  );
  slip(
    'a broken promise, with its counterexample',
    broken('"always": { "outcomeKind": "seek-care-now" }', '"always": { "outcome": "yes" }'),
    lineOf('emergency-wins'),
    'Assertion "emergency-wins" does not hold',
    'Is any of this happening now? → Chest pain',
  );
  slip('a question that cannot matter', broken(ADVISED, ADULT), advised, '"advised"', '"record": true');
  slip(
    'a missing translation',
    broken('"en": "This cannot wait."', '"en": "Go", "es": "Vaya"'),
    5,
    'missing in es',
  );

  it('says what is proven, which outcomes come, and how many questions are asked', async () => {
    const { code, out } = await check(KNEE);
    assert.equal(code, 0);
    assert.match(out, /✓ {2}emergency-wins {2}proven/);
    assert.match(out, /now +50\.0 %/);
    assert.match(out, /1 at least, 1\.9 on average.*3 at most, of 3/);
    assert.match(out, /every way to answer.*2026-11-25/);
    assert.match(out, /en grade \d/);
    assert.match(out, /knee\.json {2}fine/);
  });

  it('claims nothing beyond its limit, and leaves with 3', async () => {
    const { code, out } = await check(KNEE, '--limit', '6');
    assert.equal(code, 3);
    assert.match(out, /not decided within the limit/);
    assert.match(out, /\? {2}emergency-wins {2}not decided/);
    assert.doesNotMatch(out, /fine|proven/);
  });
});

describe('check: sign-off and review', () => {
  const signed = (hash: string) =>
    broken(
      '"questions"',
      `"signOff": { "by": "Dr. Gray", "on": "2026-11-01", "hash": "${hash}" },\n  "questions"`,
    );

  it('prints the hash to sign, and knows what was signed', async () => {
    const { code, out: hash } = await check(KNEE, '--hash');
    assert.equal(code, 0);
    assert.match(hash, /^[0-9a-f]{64}\n$/);
    const fine = await check(signed(hash.trim()));
    assert.equal(fine.code, 0);
    assert.match(fine.out, /signed by Dr\. Gray on 2026-11-01/);
    const changed = await check(signed(hash.trim()).replace('"atLeast": 18', '"atLeast": 16'));
    assert.equal(changed.code, 1);
    assert.match(changed.out, /has changed since Dr\. Gray signed it on 2026-11-01/);
  });

  it('warns when the review is due', async () => {
    const { code, out } = await check(KNEE, '--on', '2028-01-01');
    assert.equal(code, 0);
    assert.match(out, /was to be reviewed by 2027-11-01/);
  });

  it('warns of texts that are hard to read, hardest first', async () => {
    const hard =
      'Notwithstanding preliminary authorisation, reimbursement necessitates individualised documentation beforehand.';
    const { code, out } = await check(broken('This cannot wait.', hard));
    assert.equal(code, 0);
    assert.match(out, /\d\d\.\d {2}14:\d+ {2}"Notwithstanding/);
    assert.match(out, /1 warning/);
  });
});

describe('check: the command', () => {
  const usage = (args: string[], says: RegExp) =>
    it(`explains: ${args.join(' ') || 'nothing'}`, async () => {
      const { code, out, err } = await command(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, says);
    });
  usage([], /check FILE/);
  usage(['chekc', 'x.json'], /no command "chekc"/);
  usage(['x.json'], /Write "check" before/);
  usage(['check'], /Name the file/);
  usage(['check', 'x.json', '--jsn'], /did you mean --json/);
  usage(['check', 'x.json', '--on', 'today'], /2026-11-25/);
  usage(['check', 'x.json', '--limit', 'none'], /number of nodes/);
  usage(['check', 'x.json', '--limit'], /wants a value/);
  usage(['check', '--diff', 'x.json'], /two files/);
  usage(['check', 'x.json', 'y.json', '--graph', 'g.svg'], /one file/);

  it('helps, and tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      version: string;
    };
    assert.match((await command('--help')).out, /check FILE.*--diff OLD NEW/s);
    assert.equal((await command('--version')).out, `${version}\n`);
  });

  it('reports each of several files, and leaves with the worst code', async () => {
    const good = files.write('good.json', KNEE);
    const bad = files.write('bad.json', broken('"outcome": "yes"', '"outcome": "no"'));
    const { code, out } = await command('check', good, bad);
    assert.equal(code, 1);
    assert.match(out, /good\.json {2}fine/);
    assert.match(out, /bad\.json {2}1 error/);
    assert.equal((await command('check', bad, good, 'nowhere.json')).code, 2);
    assert.equal((await command('check', good, good, '--limit', '6')).code, 3);
  });

  it('gives one JSON document with places, hints and ways', async () => {
    const { code, out } = await check(broken('"priority": 100, ', ''), '--json');
    assert.equal(code, 1);
    const { format, on, exitCode, files: reports } = JSON.parse(out) as CheckDocument;
    assert.deepEqual([format, on, exitCode], ['eligibility-check/1', ON, 1]);
    const [{ findings, definition, decided, assertions, outcomes }] = reports as [(typeof reports)[0]];
    const [finding] = findings;
    assert.equal(findings.length, 1);
    assert.deepEqual(
      [finding!.code, finding!.severity, finding!.pointer, finding!.line, finding!.column],
      ['rules-disagree', 'error', '/rules/1', adult, 5],
    );
    assert.ok(finding!.message && finding!.hint);
    assert.deepEqual(finding!.path![0], {
      question: 'signs',
      title: 'Is any of this happening now?',
      answer: 'Chest pain',
      value: ['chest-pain'],
    });
    assert.equal(definition!.id, 'knee');
    assert.equal(decided, true);
    assert.deepEqual(assertions, [{ id: 'emergency-wins', proven: true }]);
    assert.equal(outcomes!.length, 3);
  });

  it('draws the definition', async () => {
    const target = files.write('graph.svg', '');
    const { code } = await check(KNEE, '--graph', target);
    assert.equal(code, 0);
    assert.match(readFileSync(target, 'utf8'), /^<svg/);
    const nowhere = await check(KNEE, '--graph', 'no/such/folder/x.svg');
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.err, /cannot be written/);
  });

  const gallery = new URL('examples/definitions/', root);
  for (const name of readdirSync(gallery).filter((each) => each.endsWith('.json')))
    it(`finds ${name} fine`, async () => {
      const { code, out } = await command('check', fileURLToPath(new URL(name, gallery)));
      assert.equal(code, 0, out);
      assert.match(out, /Sign-off/);
    });

  const program = (input: string | undefined, ...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: undefined },
      ...(input !== undefined && { input }),
    });

  it('runs as a program: exit code, no colour in a pipe, no stack', () => {
    const fine = program(undefined, 'check', 'examples/definitions/general.json');
    assert.equal(fine.status, 0, fine.stderr);
    assert.ok(!fine.stdout.includes('\u001b'));
    const missing = program(undefined, 'check', 'nowhere.json');
    assert.equal(missing.status, 2);
    assert.doesNotMatch(missing.stdout + missing.stderr, /\bat .*:\d+:\d+/);
    assert.ok(!existsSync(new URL('nowhere.json', root)));
  });

  it('reads standard input', () => {
    const { status, stdout } = program(broken('"boolean"', '"bolean"'), 'check', '-');
    assert.equal(status, 1);
    assert.match(stdout, new RegExp(`-:${advised}:\\d+`));
  });
});
