/** Picked files on their way to the worker, so that neither the page nor the first study has to wait. */
import type { SurveyFile } from '../documents/survey/found.js';
import { pause } from './pause.js';

/** Files handed over at once; the first time only some, so that the first study is named soon. */
const HANDED = 64;
const HANDED_FIRST = 8;
/** So many hand-overs are being read while the next files are handed over. */
const IN_HAND = 4;
/** The page is let go after so long. */
const PAGE_MS = 8;
/**
 * In Chromium a picked file's size is asked for in the page, which has to wait for it, and blobs that are no longer used
 * are freed by the thousand, which holds up whoever waits (measured: 600 ms). So from here on reading goes slowly until
 * all sizes are known.
 */
const FREELY = 4_000;
const SLOWLY = 16;

/** Hands over all of `slices` in order. Rejects with what `give` or `slices` throws, and with the signal's reason. */
export async function handOver(
  slices: AsyncIterable<readonly SurveyFile[]>,
  signal: AbortSignal,
  give: (files: readonly SurveyFile[]) => Promise<void>,
): Promise<void> {
  const ready: (readonly SurveyFile[])[] = [];
  const inHand: Promise<void>[] = [];
  let [known, given] = [0, 0];
  let stopped = false;
  let all = false;
  let wake = () => {};
  const asking = (async () => {
    for await (const files of withSizes(slices)) {
      if (stopped) return;
      ready.push(files);
      known += files.length;
      wake();
    }
  })().finally(() => {
    all = true;
    wake();
  });
  asking.catch(() => undefined);
  // Whoever cancels does not wait for a disc to be listed.
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  try {
    for (;;) {
      signal.throwIfAborted();
      const mayGive = all || given <= FREELY + (known - given) / SLOWLY;
      const files = mayGive ? ready.shift() : undefined;
      if (files) {
        const giving = give(files);
        // Waited for below; one that fails before its turn is met there.
        giving.catch(() => undefined);
        inHand.push(giving);
        given += files.length;
        if (inHand.length >= IN_HAND) await inHand.shift();
      } else if (all) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    await asking;
    await Promise.all(inHand);
  } finally {
    stopped = true;
    signal.removeEventListener('abort', stop);
  }
}

async function* withSizes(slices: AsyncIterable<readonly SurveyFile[]>) {
  let most = HANDED_FIRST;
  let since = performance.now();
  for await (const slice of slices) {
    for (let from = 0; from < slice.length;) {
      const files = slice.slice(from, from + most);
      from += files.length;
      most = HANDED;
      for (const { blob } of files) {
        void blob.size;
        if (performance.now() - since < PAGE_MS) continue;
        await pause();
        since = performance.now();
      }
      yield files;
    }
  }
}
