/**
 * Follows one case: a stream with a fresh token for each connection and our own position; polling when a proxy holds
 * streams back; nothing while the page is hidden. Every event once, in order.
 */
import { CaseEvent, CaseEventList } from '../../contract/index.js';
import { BackendError, type FeedOptions } from '../backend.js';
import { fullJitter } from './http.js';
import type { Platform } from './platform.js';
import { SseParser } from './sse.js';

export interface FeedTransport {
  platform: Platform;
  url: string;
  /** One authorised request; renews the token after a 401. Throws BackendError. */
  request(
    url: string,
    init: { headers: Record<string, string>; signal: AbortSignal; stream?: boolean },
  ): Promise<Response>;
}

/** A stream that ends sooner than this is no use as a stream: the next one waits longer. */
const SHORT_MS = 5_000;
/** The backend says something at once and every 15 s after that; longer silence is a dead connection. */
const FIRST_BYTE_MS = 10_000;
const SILENCE_MS = 45_000;
const POLL_MS = 15_000;
/** A long history comes at once, and is read in slices. */
const SLICE_BYTES = 16_384;
/** While polling, a stream is tried again after so many polls: a proxy may have come to its senses. */
const POLLS_UNTIL_STREAM = 20;

export async function follow(
  transport: FeedTransport,
  { after, signal, onEvent, onState, whileHidden = () => false }: FeedOptions,
): Promise<void> {
  const { platform } = transport;
  const isHidden = () => isPageHidden() && !whileHidden();
  let last = after;
  let failures = 0;
  let blocked = 0;
  let polls = 0;
  let etag: string | null = null;

  const deliver = (event: CaseEvent) => {
    if (event.id <= last) return;
    last = event.id;
    onEvent(event);
  };

  /** Reads until the stream ends. Resolves false when not one byte came: something holds it back. */
  const stream = async (): Promise<boolean> => {
    const connection = new AbortController();
    const either = AbortSignal.any([signal, connection.signal, hiddenSignal(connection.signal, isHidden)]);
    let watchdog = setTimeout(() => connection.abort(), FIRST_BYTE_MS);
    let heard = false;
    // What was open before the device lost its network is dead, and does not say so.
    let online = false;
    const stop = whenOnline(() => {
      online = true;
      connection.abort();
    });
    try {
      const response = await transport.request(transport.url, {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(last) },
        signal: either,
        stream: true,
      });
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream') || !response.body)
        return false;
      const parser = new SseParser(({ data }) => {
        const event = CaseEvent.safeParse(parseJson(data));
        if (event.success) deliver(event.data);
      });
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return heard;
        heard = true;
        onState?.('live');
        clearTimeout(watchdog);
        watchdog = setTimeout(() => connection.abort(), SILENCE_MS);
        for (let from = 0; from < value.length; from += SLICE_BYTES) {
          // Between slices the page may paint, and answer a finger.
          if (from > 0) await new Promise((resolve) => setTimeout(resolve));
          parser.push(value.subarray(from, from + SLICE_BYTES));
        }
      }
    } catch (error) {
      // Our own watchdog: silence from the start is held back, later it is a dead connection.
      if (connection.signal.aborted && !signal.aborted) return heard || online;
      throw error;
    } finally {
      stop();
      clearTimeout(watchdog);
      connection.abort();
    }
  };

  const poll = async (): Promise<void> => {
    const response = await transport.request(`${transport.url}?after=${last}`, {
      headers: { Accept: 'application/json', ...(etag ? { 'If-None-Match': etag } : {}) },
      signal,
    });
    etag = response.headers.get('ETag');
    if (response.status !== 304) {
      const parsed = CaseEventList.safeParse(await response.json().catch(() => null));
      if (!parsed.success) throw new BackendError('not-a-backend', { status: response.status });
      parsed.data.events.forEach(deliver);
    }
    onState?.('polling');
  };

  while (!signal.aborted) {
    await shown(signal, isHidden);
    if (signal.aborted) break;
    // It may have been hidden again since.
    if (isHidden()) continue;
    try {
      if (blocked < 2) {
        if (failures === 0) onState?.('connecting');
        const since = platform.now();
        blocked = (await stream()) ? 0 : blocked + 1;
        failures = platform.now() - since < SHORT_MS ? failures + 1 : 0;
        // All clients of a server that restarts come back; not all at once.
        await rest(platform, fullJitter(failures, platform.random, 1_000, 30_000), signal);
      } else {
        await poll();
        failures = 0;
        if (++polls % POLLS_UNTIL_STREAM === 0) blocked = 1;
        await rest(platform, POLL_MS, signal);
      }
    } catch (error) {
      if (signal.aborted) break;
      // Somebody who may not see this case will not be let in by asking again.
      if (
        error instanceof BackendError &&
        ['forbidden', 'not-found', 'origin-not-allowed'].includes(error.code)
      )
        throw error;
      if (isHidden()) continue;
      onState?.('waiting');
      const wait = error instanceof BackendError ? error.retryAfterMs : null;
      const pause = wait ?? fullJitter(failures++, platform.random, 1_000, 30_000);
      await (wait === null ? rest(platform, pause, signal) : platform.sleep(pause, signal)).catch(
        () => undefined,
      );
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isPageHidden = () => typeof document !== 'undefined' && document.hidden;

/** Gives the way out. */
function whenOnline(hear: () => void): () => void {
  if (typeof addEventListener === 'undefined') return () => {};
  addEventListener('online', hear);
  return () => removeEventListener('online', hear);
}

/** Ends sooner when the device is online again. Rejects with the signal's reason. */
async function rest(platform: Platform, ms: number, signal: AbortSignal): Promise<void> {
  const woken = new AbortController();
  const stop = whenOnline(() => woken.abort());
  try {
    await platform.sleep(ms, AbortSignal.any([signal, woken.signal]));
  } catch {
    signal.throwIfAborted();
  } finally {
    stop();
  }
}

/** Aborts when the page is hidden; never where there is no page. */
function hiddenSignal(done: AbortSignal, isHidden: () => boolean): AbortSignal {
  const controller = new AbortController();
  if (typeof document === 'undefined') return controller.signal;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (isHidden()) controller.abort();
    },
    { signal: done },
  );
  return controller.signal;
}

/** Resolves when the page is shown, or the signal aborts. */
function shown(signal: AbortSignal, isHidden: () => boolean): Promise<void> {
  if (!isHidden()) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      if (isHidden() && !signal.aborted) return;
      document.removeEventListener('visibilitychange', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    document.addEventListener('visibilitychange', go);
    signal.addEventListener('abort', go);
  });
}
