/** Picked files on their way to the worker: all of them, in order, few at a time, and no further once it fails. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { SurveyFile } from '../../src/documents/survey/found.js';
import { handOver } from '../../src/transfer/hand-over.js';

const file = (index: number): SurveyFile => ({ path: `IM${index}`, blob: new Blob() });
const { signal } = new AbortController();

async function* slicesOf(sizes: readonly number[]): AsyncGenerator<readonly SurveyFile[]> {
  let index = 0;
  for (const size of sizes) yield Array.from({ length: size }, () => file(index++));
}

describe('hand-over', () => {
  it('gives every file once, in order, and never more than a few slices at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(300), { maxLength: 30 }), async (sizes) => {
        const given: string[] = [];
        let [inHand, most] = [0, 0];
        await handOver(slicesOf(sizes), signal, async (files) => {
          given.push(...files.map(({ path }) => path));
          most = Math.max(most, ++inHand);
          await new Promise((resolve) => setImmediate(resolve));
          inHand--;
        });
        const total = sizes.reduce((sum, size) => sum + size, 0);
        assert.deepEqual(
          given,
          Array.from({ length: total }, (_, index) => `IM${index}`),
        );
        assert.ok(most <= 4);
        assert.equal(inHand, 0);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the first few at once, before the others have been listed', async () => {
    const given: number[] = [];
    async function* slow() {
      yield Array.from({ length: 500 }, (_, index) => file(index));
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.ok(given.length > 0, 'given while the rest is being listed');
      yield [file(500)];
    }
    await handOver(slow(), signal, async (files) => void given.push(files.length));
    assert.equal(given[0], 8);
  });

  it('keeps reading back while thousands are still being listed, and gives them all in the end', async () => {
    let listed = 0;
    let given = 0;
    async function* many() {
      for (; listed < 20_000; listed += 64) {
        // What is given runs ahead no further than a sixteenth of what is known.
        assert.ok(given <= 4_000 + 4 * 64 + listed / 16, `${given} of ${listed}`);
        yield Array.from({ length: 64 }, (_, index) => file(listed + index));
      }
    }
    await handOver(many(), signal, async (files) => void (given += files.length));
    assert.equal(given, listed);
  });

  it('rejects with what went wrong, in listing and in giving, and lists no further', async () => {
    async function* broken() {
      yield [file(0)];
      throw new Error('disc taken out');
    }
    await assert.rejects(
      handOver(broken(), signal, async () => {}),
      /disc taken out/,
    );
    let listed = 0;
    async function* endless() {
      for (;;) {
        listed++;
        await new Promise((resolve) => setImmediate(resolve));
        yield [file(listed)];
      }
    }
    const refuse = async () => {
      throw new Error('worker gone');
    };
    await assert.rejects(handOver(endless(), signal, refuse), /worker gone/);
    const then = listed;
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.ok(listed <= then + 1);
  });

  it('stops when told to, also while nothing comes of a disc that is being listed', async () => {
    const stuck = new AbortController();
    async function* hanging() {
      yield [file(0)];
      await new Promise(() => {});
    }
    const waiting = handOver(hanging(), stuck.signal, async () => {});
    setTimeout(() => stuck.abort(new Error('stop')), 10);
    await assert.rejects(waiting, /stop/);

    const controller = new AbortController();
    let given = 0;
    const reading = handOver(slicesOf([64, 64, 64, 64, 64]), controller.signal, async () => {
      if (++given === 2) controller.abort(new Error('stop'));
    });
    await assert.rejects(reading, /stop/);
    assert.ok(given < 5);
  });
});
