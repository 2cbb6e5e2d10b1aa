/** A survey whose worker dies: the page reads once more, and no number means another file than before. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { CallRequest, CallResponse, Handlers } from '../../src/documents/calls.js';
import type { SurveyFile } from '../../src/documents/survey/found.js';
import { surveyHandlers } from '../../src/documents/survey/handlers.js';
import { createSurveyor } from '../../src/transfer/surveyor.js';
import { dicomFile } from '../support/fixtures.js';
import { zipFile } from '../support/zip-writer.js';

const { signal } = new AbortController();
const slice = (instanceNumber: number) => dicomFile({ instanceNumber });
const plain = (number: number): SurveyFile => ({ path: `IM${number}`, blob: new Blob([slice(number)]) });
const zip = (...numbers: number[]): SurveyFile => ({
  path: 'disc.zip',
  blob: new Blob([zipFile(numbers.map((number) => ({ name: `IN${number}`, data: slice(number) })))]),
});

/** The worker's side in this thread, until it dies. Node has no Worker of the web. */
function mortalWorker() {
  const handlers = surveyHandlers() as unknown as Handlers;
  const worker = {
    onmessage: null as ((event: { data: CallResponse }) => void) | null,
    onerror: null as ((event: { preventDefault(): void }) => void) | null,
    postMessage(message: CallRequest) {
      if ('cancel' in message) return;
      const { id, call, argument } = message;
      const tell = (news: unknown) => worker.onmessage?.({ data: { id, news } });
      void handlers[call]?.(argument, { signal, tell }).then((result: unknown) =>
        worker.onmessage?.({ data: { id, result } }),
      );
    },
    terminate() {
      worker.onmessage = null;
    },
  };
  setImmediate(() => worker.onmessage?.({ data: { ready: true } }));
  return { worker: worker as unknown as Worker, die: () => worker.onerror?.({ preventDefault: () => {} }) };
}

async function survey(t: TestContext, ...slices: readonly (readonly SurveyFile[])[]) {
  const { worker, die } = mortalWorker();
  const surveyor = createSurveyor({ createWorker: () => worker });
  t.after(() => surveyor.dispose());
  await surveyor.begin();
  async function* all() {
    yield* slices;
  }
  await surveyor.read(all(), signal, () => undefined);
  /** Every file that there is, with the number that it has now, as it was given. */
  const files = async () => {
    const { summary } = await surveyor.finish(null, signal);
    const found = [];
    for (const { studyInstanceUID } of summary.studies)
      for await (const some of surveyor.instances(studyInstanceUID, signal)) found.push(...some);
    return found;
  };
  const instanceOf = async (file: number) => {
    const bytes = Buffer.from(await (await surveyor.open(file, signal)).arrayBuffer());
    return [1, 2, 3, 4, 5, 6].find((number) => bytes.equals(slice(number)));
  };
  return { surveyor, die, files, instanceOf };
}

const numberIn = (path: string) => Number(/\d+$/.exec(path)?.[0]);

describe('a survey whose worker dies', () => {
  it('never opens another file by an old number', async (t) => {
    const { files, die, instanceOf } = await survey(t, [zip(1, 2), plain(3)], [plain(4), plain(5)]);
    const before = await files();
    assert.equal(before.length, 5);
    for (const { file, path } of before) assert.equal(await instanceOf(file), numberIn(path));
    die();
    const after = await files();
    assert.equal(after.length, 5);
    for (const { file, path } of after) assert.equal(await instanceOf(file), numberIn(path));
    for (const { file, path } of before)
      assert.ok([numberIn(path), 'gone'].includes((await instanceOf(file).catch(() => 'gone')) ?? 'another'));
    // What was picked as it is can still be opened by it.
    for (const { file, path } of before)
      if (!path.includes('.zip')) assert.equal(await instanceOf(file), numberIn(path));
  });

  it('opens each file of many slices, before and after', async (t) => {
    const { files, die, instanceOf } = await survey(
      t,
      [plain(1)],
      [zip(2, 3), plain(4)],
      [plain(5)],
      [plain(6)],
    );
    for (const { file, path } of await files()) assert.equal(await instanceOf(file), numberIn(path));
    die();
    const after = await files();
    assert.equal(after.length, 6);
    for (const { file, path } of after) assert.equal(await instanceOf(file), numberIn(path));
  });

  it('goes on by the old numbers where nothing has changed them', async (t) => {
    const { files, die, instanceOf } = await survey(t, [plain(1), zip(2, 3)]);
    const before = await files();
    die();
    const after = await files();
    assert.deepEqual(after, before);
    for (const { file, path } of before) assert.equal(await instanceOf(file), numberIn(path));
  });
});
