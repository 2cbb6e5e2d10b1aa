/** Files are checked in a worker, and as well on the page where there is none to be had. */
import { expect } from '@open-wc/testing';
import { createInspector } from '../../src/transfer/inspector.js';
import { asFile, noise, pdfFile, textFile } from '../support/fixtures.js';

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const { signal } = new AbortController();

/** The worker as source; the build puts it beside the chunks. */
const realWorker = () =>
  new Worker(new URL('../../src/documents/documents.worker.ts', import.meta.url), { type: 'module' });
const blobWorker = (source: string) => () =>
  new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });

function notThere(): Worker {
  const url = URL.createObjectURL(new Blob(['']));
  URL.revokeObjectURL(url);
  return new Worker(url, { type: 'module' });
}

const ways: [string, () => Worker, boolean][] = [
  ['in a worker', realWorker, true],
  ['on the page, when the worker is not found', notThere, false],
  [
    'on the page, when workers are forbidden',
    () => {
      throw new DOMException('no', 'SecurityError');
    },
    false,
  ],
  ['on the page, when the worker says nothing', blobWorker(''), false],
  [
    'on the page, when the worker dies in the middle',
    blobWorker('postMessage({ ready: true }); onmessage = () => { throw new Error("died"); };'),
    true,
  ],
];

describe('inspector', () => {
  for (const [where, createWorker, answers] of ways) {
    it(`recognises and digests ${where}`, async () => {
      let posted = 0;
      const inspector = createInspector({
        createWorker: () => {
          const worker = createWorker();
          const post = worker.postMessage.bind(worker) as (message: unknown) => void;
          worker.postMessage = (message: unknown) => {
            posted++;
            post(message);
          };
          return worker;
        },
      });
      // Over 32 MB, so that the digest streams.
      const large = asFile(new Uint8Array([...new TextEncoder().encode('%PDF-1.7\n')]), 'x.pdf');
      const big = new File([large, noise(33 * 1024 * 1024)], 'big.pdf');
      const [pdf, text, streamed] = await Promise.all([
        inspector.inspect(asFile(pdfFile(), 'report.pdf'), 'report.pdf', signal),
        inspector.inspect(asFile(textFile(), 'report.pdf'), 'report.pdf', signal),
        inspector.inspect(big, 'big.pdf', signal),
      ]);
      expect(pdf).to.deep.equal({
        ok: true,
        type: 'pdf',
        mediaType: 'application/pdf',
        sha256: hex(await crypto.subtle.digest('SHA-256', pdfFile())),
      });
      expect(text).to.deep.equal({ ok: false, codes: ['content-differs-from-name'] });
      expect(streamed.ok && streamed.sha256).to.equal(
        hex(await crypto.subtle.digest('SHA-256', await big.arrayBuffer())),
      );
      expect(posted > 0).to.equal(answers);
      inspector.dispose();
    });
  }

  it('stops when aborted', async () => {
    const inspector = createInspector({ createWorker: realWorker });
    const aborter = new AbortController();
    const going = inspector.inspect(
      new File([pdfFile(), noise(64 * 1024 * 1024)], 'a.pdf'),
      'a.pdf',
      aborter.signal,
    );
    aborter.abort(new Error('stop'));
    let reason: unknown;
    await going.catch((error: unknown) => (reason = error));
    expect((reason as Error).message).to.equal('stop');
    inspector.dispose();
  });

  it('gives up what it has in hand when it is let go, and takes nothing more', async () => {
    const inspector = createInspector({ createWorker: realWorker });
    const file = new File([pdfFile(), noise(64 * 1024 * 1024)], 'a.pdf');
    const reasonOf = (going: Promise<unknown>) =>
      going.then(
        () => 'done',
        (error: unknown) => (error as Error).name,
      );
    const going = reasonOf(inspector.inspect(file, 'a.pdf', signal));
    // Started by now; whether the worker has said that it is ready does not matter.
    await new Promise((resolve) => setTimeout(resolve));
    inspector.dispose();
    expect(await going).to.equal('AbortError');
    expect(await reasonOf(inspector.inspect(file, 'a.pdf', signal))).to.equal('AbortError');
  });
});
