import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestFiles } from '../../src/documents/bundle/digest-files.js';
import { createDigester } from '../../src/transfer/digester.js';
import { sha256 } from '../support/sha256.js';
import { spoiltFile } from '../support/spoilt-file.js';

const fileOf = (text: string) => new Blob([text]);
const live = new AbortController().signal;

/** Notes how many files each call had; the first one waits until it is let go. */
function watched() {
  const calls: number[] = [];
  let letGo = () => {};
  const first = new Promise<void>((resolve) => (letGo = resolve));
  const digester = createDigester(
    {
      async digestFiles(files, signal) {
        calls.push(files.length);
        if (calls.length === 1) await first;
        return digestFiles({ files }, signal);
      },
    },
    live,
  );
  return { calls, letGo, digest: digester.digest };
}

describe('digests of small files', () => {
  it('those asked for in one turn go in one call, the others in the next', async () => {
    const { calls, letGo, digest } = watched();
    const early = ['a', 'b', 'c'].map((text) => digest(fileOf(text), live));
    await new Promise((resolve) => setTimeout(resolve));
    const late = ['d', 'e'].map((text) => digest(fileOf(text), live));
    letGo();
    assert.deepEqual(
      await Promise.all([...early, ...late]),
      ['a', 'b', 'c', 'd', 'e'].map((text) => sha256(new TextEncoder().encode(text))),
    );
    assert.deepEqual(calls, [3, 2]);
    await digest(fileOf('f'), live);
    assert.deepEqual(calls, [3, 2, 1]);
  });

  it('a file that cannot be read spoils no other, and one that is stopped waits for none', async (t) => {
    const { letGo, digest } = watched();
    const gone = await spoiltFile(t, 'gone');
    const stopped = new AbortController();
    const [unreadable, whole, never] = [
      digest(gone, live),
      digest(fileOf('whole'), live),
      digest(fileOf('never'), stopped.signal),
    ];
    stopped.abort(new DOMException('stopped', 'AbortError'));
    await assert.rejects(never, { name: 'AbortError' });
    await assert.rejects(digest(fileOf('too late'), stopped.signal), { name: 'AbortError' });
    letGo();
    assert.equal(await whole, sha256(new TextEncoder().encode('whole')));
    assert.equal(await unreadable, 'unreadable');
  });

  it('whoever asked hears that it failed, and who asks then is answered', async () => {
    let fails = true;
    const { digest } = createDigester(
      {
        digestFiles: (files, signal) =>
          fails ? Promise.reject(new Error('the worker could not do it')) : digestFiles({ files }, signal),
      },
      live,
    );
    const [one, other] = [digest(fileOf('one'), live), digest(fileOf('other'), live)];
    await assert.rejects(one, /could not/);
    await assert.rejects(other, /could not/);
    fails = false;
    assert.match(await digest(fileOf('one'), live), /^[0-9a-f]{64}$/);
  });
});
