/**
 * Reads much in one go, into memory that is used again. For each read of a blob a browser makes a pipe and memory anew, and
 * to have their pages made costs more than the bytes do.
 */
import { free } from '../containers/read.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Memory comes in multiples of this, so that what one read had is enough for the next. */
const STEP_BYTES = 4 * 1024 * 1024;
/** Kept in all while nothing is read into it. */
const KEPT_BYTES = 4 * STEP_BYTES;
/** Unused for so long, it is let go. */
const IDLE_MS = 1_000;

/** No byte for so long: it is read in another way, which waits for as long as a disc takes. */
const STALL_MS = 20_000;

/**
 * In Chromium a stream of a blob that only its own reader knows is collected while a read is pending, which then never ends
 * (Chromium 156; seen about once in a hundred parts).
 */
const underWay = new Set<LongRead>();

let kept: ArrayBuffer[] = [];
let lettingGo: ReturnType<typeof setTimeout> | undefined;

/** One blob from its front on. */
export class LongRead {
  #reader: ReadableStreamBYOBReader | null;
  #before: Promise<unknown> = Promise.resolve();
  /** It ended before all that was asked for. */
  cameShort = false;

  constructor(blob: Blob) {
    this.#reader = readerOf(blob);
    if (this.#reader) underWay.add(this);
  }

  /**
   * So many bytes behind those that were asked for before; to be given back with {@link giveBack}. Null, and null from then
   * on, when they cannot be read, and in Safari, whose blobs are no streams of bytes.
   */
  next(size: number): Promise<Bytes | null> {
    const reading = this.#before.then(() => this.#read(size));
    this.#before = reading;
    return reading;
  }

  /** Whoever still waits gets null. */
  end(): void {
    this.#reader?.cancel().catch(() => undefined);
    this.#reader = null;
    underWay.delete(this);
  }

  async #read(size: number): Promise<Bytes | null> {
    try {
      // Each read takes the memory away and gives it back with what it read.
      let memory = take(size);
      for (let at = 0; at < size;) {
        const read = await this.#readSome(new Uint8Array(memory, at, size - at));
        if (!read?.value || read.done) {
          // Not because it was given up.
          this.cameShort = this.#reader !== null && read?.done === true;
          this.end();
          return null;
        }
        memory = read.value.buffer;
        at += read.value.length;
      }
      return new Uint8Array(memory, 0, size);
    } catch {
      this.end();
      return null;
    }
  }

  /** Null when nothing comes. */
  async #readSome(room: Bytes) {
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const nothing = new Promise<null>((resolve) => {
      stalled = setTimeout(() => resolve(null), STALL_MS);
    });
    try {
      return await Promise.race([this.#reader?.read(room), nothing]);
    } finally {
      clearTimeout(stalled);
    }
  }
}

function readerOf(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** Throws RangeError when there is not as much. */
function take(size: number): ArrayBuffer {
  const at = kept.findIndex(({ byteLength }) => byteLength >= size);
  const [memory] = at < 0 ? [] : kept.splice(at, 1);
  return memory ?? new ArrayBuffer(Math.ceil(size / STEP_BYTES) * STEP_BYTES);
}

/** Nobody looks at it any more. Of memory that was got elsewhere, too. */
export function giveBack(memory: ArrayBuffer): void {
  clearTimeout(lettingGo);
  lettingGo = setTimeout(() => {
    kept.forEach(free);
    kept = [];
  }, IDLE_MS);
  const bytes = kept.reduce((sum, { byteLength }) => sum + byteLength, memory.byteLength);
  if (memory.byteLength === 0 || memory.byteLength % STEP_BYTES > 0 || bytes > KEPT_BYTES) free(memory);
  else kept.push(memory);
}
