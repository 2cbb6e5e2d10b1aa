import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { command, folder } from '../support/command-line.js';

const files = folder();
after(() => files.remove());

const general = new URL('../../examples/definitions/general.json', import.meta.url);
const TEXT = readFileSync(general, 'utf8');

/** Compares the general definition with an edited one. */
async function diff(edit: (text: string) => string, ...options: string[]) {
  const old = files.write('old.json', TEXT);
  const now = files.write('new.json', edit(TEXT));
  return command('check', '--diff', old, now, ...options);
}

const replaced = (old: string, now: string) => (text: string) => {
  assert.ok(text.includes(old), old);
  return text.replace(old, now);
};

describe('check --diff', () => {
  it('says that nothing changes for patients when only words do', async () => {
    const { code, out } = await diff(replaced('How old are you?', 'What is your age?'), '--strict');
    assert.equal(code, 0);
    assert.match(out, /No answers lead to another outcome/);
    assert.match(out, /~ question "age" {2}label\.en\n +- How old are you\?\n +\+ What is your age\?/);
  });

  it('shows answers that lead elsewhere, by old and new outcome', async () => {
    const edit = replaced('"outcome": "not-offered"', '"outcome": "review"');
    const { code, out } = await diff(edit);
    assert.equal(code, 0);
    assert.match(out, /not-offered → review .*%.*\n( {6}.* → .*\n)+/);
    assert.match(out, /~ rule ".*" {2}outcome\n +- not-offered\n +\+ review/);
    assert.equal((await diff(edit, '--strict')).code, 1);
  });

  it('says what cannot be compared, and why', async () => {
    const kind = await diff(replaced('"kind": "integer"', '"kind": "decimal", "decimals": 1'));
    assert.equal(kind.code, 0);
    assert.match(kind.out, /not compared.*\n.*"age": its kind has changed/);
    const option = await diff(
      replaced(
        '{ "id": "child", ',
        '{ "id": "parent", "label": { "en": "x", "es": "x" } },\n{ "id": "child", ',
      ),
    );
    assert.match(option.out, /Of the answers that both versions offer, no answers/);
    assert.match(option.out, /option "parent" to "who", which only the new version offers/);
    const limit = await diff((text) => text, '--limit', '20');
    assert.equal(limit.code, 3);
  });

  it('compares no outcomes of a version with errors, and says which', async () => {
    const { code, out, err } = await diff(replaced('"outcome": "not-offered"', '"outcome": "not-ofered"'));
    assert.equal(code, 1);
    assert.match(err, /new\.json:\d+:\d+ {2}error.*\n.*no outcome "not-ofered"/);
    assert.match(out, /not compared: a version has errors/);
    assert.doesNotMatch(out, /No answers lead/);
  });

  it('reads neither a missing file nor one that is no definition', async () => {
    const file = files.write('old.json', TEXT);
    assert.equal((await command('check', '--diff', file, 'nowhere.json')).code, 2);
    assert.equal((await command('check', '--diff', file, files.write('list.json', '[]'))).code, 1);
  });

  it('gives one JSON document', async () => {
    const { out } = await diff(replaced('"outcome": "not-offered"', '"outcome": "review"'), '--json');
    const { format, exitCode, changes, outcomes } = JSON.parse(out);
    assert.deepEqual([format, exitCode, changes.length], ['eligibility-diff/1', 0, 1]);
    assert.equal(outcomes.compared, true);
    assert.deepEqual(
      [outcomes.changes[0].before.id, outcomes.changes[0].after.id],
      ['not-offered', 'review'],
    );
    assert.ok(outcomes.changes[0].path[0].title);
  });
});
