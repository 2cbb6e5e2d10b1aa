/** Parts are made in a worker, and as well on the page where there is none to be had. */
import { expect } from '@open-wc/testing';
import { CONTAINER_LIMITS } from '../../src/documents/containers/container.js';
import { digestBytes } from '../../src/documents/digest.js';
import { openZip } from '../../src/documents/containers/zip.js';
import { createBundler } from '../../src/transfer/bundler.js';
import { noise, textFile } from '../support/fixtures.js';

const { signal } = new AbortController();

/** The worker as source; the build puts it beside the chunks. */
const realWorker = () =>
  new Worker(new URL('../../src/documents/bundle/bundle.worker.ts', import.meta.url), { type: 'module' });

const ways: [string, () => Worker][] = [
  ['in a worker', realWorker],
  [
    'on the page, when workers are forbidden',
    () => {
      throw new DOMException('no', 'SecurityError');
    },
  ],
  [
    'on the page, when the worker dies in the middle',
    () => {
      const source = 'postMessage({ ready: true }); onmessage = () => { throw new Error("died"); };';
      return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
        type: 'module',
      });
    },
  ],
];

const files = [
  new Blob([noise(300_000)]),
  new File([textFile('A report. '.repeat(20_000))], 'report.txt'),
  new Blob(),
];
const options = { maxBytes: 32 * 1024 * 1024, deflate: 'auto' } as const;
const reasonOf = (going: Promise<unknown>) =>
  going.then(
    () => null,
    (error: unknown) => error as Error,
  );

describe('bundler', () => {
  const digests = new Set<string>();

  for (const [where, createWorker] of ways)
    it(`makes a part ${where}, always the same`, async () => {
      const bundler = createBundler({ createWorker });
      const part = await bundler.makePart(files, options, signal);
      bundler.dispose();
      expect(part.taken).to.equal(3);
      digests.add(part.zip!.sha256);
      expect(digests.size).to.equal(1);
      const opened = await openZip(part.zip!.blob, CONTAINER_LIMITS, signal);
      const container = 'container' in opened ? opened.container : null;
      for (const [i, file] of files.entries()) {
        const entry = part.entries[i]!;
        expect(entry).to.include({ entry: String(i), size: file.size });
        const blob = (await container?.blob(i, signal)) as Blob;
        expect(new Uint8Array(await blob.arrayBuffer())).to.deep.equal(
          new Uint8Array(await file.arrayBuffer()),
        );
      }
      expect(part.zip!.size).to.be.greaterThan(300_000).and.lessThan(310_000);
    });

  for (const [where, createWorker] of ways)
    it(`makes pieces of several files ${where}`, async () => {
      const [bundler, another] = [createBundler({ createWorker }), createBundler({ createWorker })];
      const bytes = [noise(350_000), noise(250_000), noise(350_000)] as const;
      const calls = bytes.flatMap((each, which) => {
        const file = new File([each], 'scan.dcm');
        const by = which === 2 ? another : bundler;
        return Array.from({ length: Math.ceil(each.length / 100_000) }, async (_, index) => {
          const made = await by.makePiece(file, { index, pieceBytes: 100_000, gzip: false }, signal);
          const range = each.slice(index * 100_000, (index + 1) * 100_000);
          expect(made.size).to.equal(range.length);
          expect(made.sha256).to.equal(await digestBytes(range));
        });
      });
      await Promise.all(calls);
      bundler.dispose();
      another.dispose();
    });

  it('takes no more files than a bundle of the contract holds', async () => {
    const bundler = createBundler({ createWorker: realWorker });
    const part = await bundler.makePart(Array(1_200).fill(new Blob(['x'])), options, signal);
    expect(part.taken).to.equal(1_000);
    bundler.dispose();
  });

  it('stops when aborted, and when it is let go', async () => {
    const bundler = createBundler({ createWorker: realWorker });
    const large = [new Blob([noise(16 * 1024 * 1024)]), new Blob([new Uint8Array(16 * 1024 * 1024)])];
    const aborter = new AbortController();
    const aborted = reasonOf(bundler.makePart(large, options, aborter.signal));
    aborter.abort(new Error('stop'));
    expect((await aborted)?.message).to.equal('stop');
    const inHand = reasonOf(bundler.makePart(large, options, signal));
    await new Promise((resolve) => setTimeout(resolve));
    bundler.dispose();
    expect((await inHand)?.name).to.equal('AbortError');
    expect((await reasonOf(bundler.makePart(large, options, signal)))?.name).to.equal('AbortError');
  });
});
