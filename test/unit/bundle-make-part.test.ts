/** Parts of studies: made, unpacked again, and compared. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { crc32 as zlibCrc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { type MadePart, type PartOptions, makePart } from '../../src/documents/bundle/make-part.js';
import { CONTAINER_LIMITS } from '../../src/documents/containers/container.js';
import { openZip } from '../../src/documents/containers/zip.js';
import { dicomFile, jpegFile, noise, pdfFile } from '../support/fixtures.js';
import { sha256 } from '../support/sha256.js';
import { spoiltFile } from '../support/spoilt-file.js';
import { testData } from '../support/test-data.js';

const { signal: never } = new AbortController();
type Bytes = Uint8Array<ArrayBuffer>;
const words = (times: number) =>
  new TextEncoder().encode('Head of the computed tomography. '.repeat(times)) as Bytes;
const make = (files: readonly (Bytes | Blob)[], options: Partial<PartOptions> = {}, signal = never) =>
  makePart(
    {
      files: files.map((each) => (each instanceof Blob ? each : new Blob([each]))),
      maxBytes: 1e9,
      deflate: 'auto',
      ...options,
    },
    signal,
  );
const bytesOf = async ({ zip }: MadePart) => new Uint8Array(await zip!.blob.arrayBuffer());

function realSeries(): Bytes[] | null {
  const folder = testData();
  if (folder === null) return null;
  const series = join(folder, 'dicom/ct-series');
  const names = readdirSync(series).filter((name) => name.endsWith('.dcm'));
  return names.map((name) => Uint8Array.from(readFileSync(join(series, name))));
}

/** Samples as of a head in a CT: 16 bits, nothing around it, and noise of 32 steps within. */
function headSlice(seed: number): Bytes {
  const side = 256;
  const steps = noise(side * side, seed);
  const samples = Uint16Array.from(steps, (step, at) => {
    const fromMiddle = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2);
    return fromMiddle > side * 0.42 ? 0 : 1_000 + Math.round(fromMiddle) + (step & 31);
  });
  return new Uint8Array(samples.buffer);
}

/** As a backend unpacks while it reads: by the local headers alone (APPNOTE 4.3.7), up to the directory. */
async function unpack(part: MadePart) {
  const bytes = await bytesOf(part);
  const view = new DataView(bytes.buffer);
  const entries: { name: string; method: number; stored: number; data: Uint8Array }[] = [];
  let at = 0;
  while (view.getUint32(at, true) === 0x04034b50) {
    assert.equal(view.getUint16(at + 6, true), 0x800, 'neither descriptor nor encryption');
    const [method, crc] = [view.getUint16(at + 8, true), view.getUint32(at + 14, true)];
    const [stored, size] = [view.getUint32(at + 18, true), view.getUint32(at + 22, true)];
    const nameEnd = at + 30 + view.getUint16(at + 26, true);
    assert.equal(view.getUint16(at + 28, true), 0);
    const raw = bytes.subarray(nameEnd, nameEnd + stored);
    const data = method === 8 ? inflateRawSync(raw) : raw;
    assert.equal(data.length, size);
    assert.equal(zlibCrc32(data), crc);
    assert.ok(method === 0 ? stored === size : stored < size);
    entries.push({ name: Buffer.from(bytes.subarray(at + 30, nameEnd)).toString(), method, stored, data });
    at = nameEnd + stored;
  }
  assert.equal(view.getUint32(at, true), 0x02014b50);
  return entries;
}

/** As `contract/bundle.ts` says: over headers, digests of what stands behind them, and the directory. */
function identityOf(bytes: Uint8Array, unpacked: readonly { name: string; stored: number }[]): string {
  const hash = createHash('sha256');
  let at = 0;
  for (const { name, stored } of unpacked) {
    const start = at + 30 + name.length;
    hash.update(bytes.subarray(at, start));
    at = start + stored;
    hash.update(createHash('sha256').update(bytes.subarray(start, at)).digest());
  }
  return hash.update(bytes.subarray(at)).digest('hex');
}

/** Everything that a caller is promised of a part of `files`, all of which can be read. */
async function check(part: MadePart, files: readonly Bytes[]): Promise<void> {
  const bytes = await bytesOf(part);
  assert.equal(part.zip!.size, bytes.length);
  const unpacked = await unpack(part);
  assert.equal(part.zip!.sha256, identityOf(bytes, unpacked));
  assert.deepEqual(
    part.entries,
    files.slice(0, part.taken).map((file, i) => ({
      entry: unpacked[i]!.name,
      size: file.length,
      sha256: sha256(file),
    })),
  );
  const opened = await openZip(part.zip!.blob, CONTAINER_LIMITS, never);
  assert.ok('container' in opened, JSON.stringify(opened));
  const { container } = opened;
  assert.deepEqual(
    container.entries,
    unpacked.map(({ name, data }) => ({ path: name, size: data.length, finding: null })),
  );
  for (const [i, file] of files.slice(0, part.taken).entries()) {
    assert.ok(Buffer.from(file).equals(unpacked[i]!.data), `entry ${i} while it is read`);
    const blob = await container.blob(i, never);
    assert.ok(blob instanceof Blob, String(blob));
    assert.ok(Buffer.from(file).equals(new Uint8Array(await blob.arrayBuffer())), `entry ${i} at random`);
  }
}

const content = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from(bytes)),
  fc.tuple(fc.nat(150_000), fc.nat(99)).map(([size, seed]) => noise(size, seed)),
  fc.nat(5000).map(words),
  fc.nat(200_000).map((size) => new Uint8Array(size)),
  // Compressible in front or behind only.
  fc
    .tuple(fc.nat(90_000), fc.nat(90_000), fc.boolean())
    .map(([zeros, size, front]) =>
      Uint8Array.from(
        front ? [...new Uint8Array(zeros), ...noise(size)] : [...noise(size), ...new Uint8Array(zeros)],
      ),
    ),
);
const mode = fc.constantFrom<PartOptions['deflate']>('never', 'auto');

/** A file on disk that is not there any more, or that has become shorter since it was picked. */
/** Calls back with the size of every blob that is read. */
/** Blobs that are read, as they are or as a stream, by their size. */
function watchBlobs(t: TestContext, onRead: (size: number) => void): void {
  const { arrayBuffer, stream } = Blob.prototype;
  t.mock.method(Blob.prototype, 'arrayBuffer', function (this: Blob) {
    onRead(this.size);
    return arrayBuffer.call(this);
  });
  t.mock.method(Blob.prototype, 'stream', function (this: Blob) {
    onRead(this.size);
    return stream.call(this);
  });
}

/** Reads out of streams, by the room that there is for what is read. */
function watchReads(t: TestContext, onRead: (size: number) => void): void {
  const { read } = ReadableStreamBYOBReader.prototype;
  t.mock.method(
    ReadableStreamBYOBReader.prototype,
    'read',
    function (this: ReadableStreamBYOBReader, view: Uint8Array<ArrayBuffer>) {
      onRead(view.length);
      return read.call(this, view);
    },
  );
}

describe('makePart', () => {
  it('gives back what was put in, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(content, { minLength: 1, maxLength: 8 }),
        mode,
        fc.oneof(fc.constant(1e9), fc.nat(300_000)),
        async (files, deflate, maxBytes) => {
          const part = await make(files, { deflate, maxBytes });
          await check(part, files);
          assert.ok(part.taken >= 1 && part.taken <= files.length);
          if (part.taken > 1) assert.ok(part.zip!.size <= maxBytes);
          if (part.taken === files.length) return;
          // The next one would not have gone in as it is.
          const more = files.slice(0, part.taken + 1);
          const stored = await make(more, { deflate: 'never' });
          assert.ok(stored.zip!.size > maxBytes);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('makes the same bytes of the same files', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 5 }), mode, async (files, deflate) => {
        const [first, second] = [await make(files, { deflate }), await make(files, { deflate })];
        assert.equal(first.zip!.sha256, second.zip!.sha256);
        assert.deepEqual(first.entries, second.entries);
      }),
      { numRuns: 20 },
    );
  });

  it('deflates what becomes smaller, and stores the rest', async () => {
    const slice = dicomFile({ size: 200_000 });
    // A header worth deflating in front of pixels that are not.
    const behindHeader = Uint8Array.from([...words(300), ...noise(300_000)]);
    const files = {
      zeros: new Uint8Array(100_000),
      text: words(4000),
      small: words(3),
      'noise with a header': behindHeader,
      'dicom with noise for pixels': slice,
      jpeg: jpegFile(200_000),
      pdf: pdfFile('Report', 90_000),
      noise: noise(1_000),
      one: Uint8Array.of(1),
      empty: new Uint8Array(),
    };
    const methods = async (deflate: PartOptions['deflate']) => {
      const unpacked = await unpack(await make(Object.values(files), { deflate }));
      return Object.fromEntries(Object.keys(files).map((name, i) => [name, unpacked[i]!.method]));
    };
    const stored = Object.fromEntries(Object.keys(files).map((name) => [name, 0]));
    assert.deepEqual(await methods('never'), stored);
    assert.deepEqual(await methods('auto'), { ...stored, zeros: 8, text: 8, small: 8, pdf: 8 });
  });

  it('says what of a part is in memory: what is deflated, and what stands around files', async () => {
    const stored = await make([noise(200_000), dicomFile({ size: 200_000 })]);
    assert.ok(stored.zip!.heldBytes > 0 && stored.zip!.heldBytes < 1_000, `${stored.zip!.heldBytes}`);
    const text = words(100_000);
    const both = await make([text, noise(200_000)]);
    const { heldBytes, size } = both.zip!;
    assert.equal(heldBytes, size - 200_000);
    assert.ok(heldBytes > 1_000);
  });

  it('stores in a browser that has no deflater, or none without a header', async () => {
    const { CompressionStream: own } = globalThis;
    const files = [words(4000), new Uint8Array(5)];
    try {
      for (const none of [
        undefined,
        class {
          constructor() {
            throw new TypeError('Unsupported compression format');
          }
        },
      ]) {
        Object.assign(globalThis, { CompressionStream: none });
        const part = await make(files);
        await check(part, files);
        assert.ok((await unpack(part)).every(({ method }) => method === 0));
      }
    } finally {
      Object.assign(globalThis, { CompressionStream: own });
    }
  });

  it('digests where the page has no crypto.subtle, as on plain http', async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    const files = [words(10), noise(70_000)];
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
    const part = await make(files).finally(() => Object.defineProperty(globalThis, 'crypto', own));
    await check(part, files);
  });

  it('says which files cannot be read, and loses no other', async (t) => {
    const files = [words(10), noise(300), words(2000)];
    const gone = () => spoiltFile(t, 'gone');
    const [first, second, third] = files.map((each) => new Blob([each]));
    const shorter = await spoiltFile(t, 'shorter');
    const part = await make([await gone(), first!, shorter, second!, await gone(), await gone(), third!]);
    assert.equal(part.taken, 7);
    assert.deepEqual(
      part.entries.map((each) => (each === 'unreadable' ? each : each.sha256)),
      [
        'unreadable',
        sha256(files[0]!),
        'unreadable',
        sha256(files[1]!),
        'unreadable',
        'unreadable',
        sha256(files[2]!),
      ],
    );
    await check({ ...part, taken: 3, entries: part.entries.filter((each) => each !== 'unreadable') }, files);
  });

  it('makes no ZIP file of nothing', async (t) => {
    assert.deepEqual(await make([await spoiltFile(t, 'gone'), await spoiltFile(t, 'shorter')]), {
      taken: 2,
      entries: ['unreadable', 'unreadable'],
      zip: null,
    });
    assert.deepEqual(await make([]), { taken: 0, entries: [], zip: null });
    // Larger than browsers can hold: not even tried.
    const huge = { size: 3 * 2 ** 30 } as Blob;
    assert.deepEqual(await makePart({ files: [huge], maxBytes: 1, deflate: 'auto' }, never), {
      taken: 1,
      entries: ['unreadable'],
      zip: null,
    });
  });

  it('takes empty files, and thousands', async () => {
    const files = Array.from({ length: 1_000 }, (_, i) =>
      i % 3 === 0 ? new Uint8Array() : i % 3 === 1 ? noise(i, i) : words(i),
    );
    const part = await make(files);
    assert.equal(part.taken, 1_000);
    await check(part, files);
  });

  it('reads each file once, and not further than the part goes', async (t) => {
    let read = 0;
    watchBlobs(t, (size) => (read += size));
    const part = await make(
      Array.from({ length: 6 }, (_, i) => noise(1000, i)),
      { maxBytes: 4500 },
    );
    assert.equal(part.taken, 4);
    assert.equal(read, 4000);
  });

  it('reads small files in one go, and holds no more than a few megabytes at once', async (t) => {
    const blobs: number[] = [];
    const reads: number[] = [];
    watchBlobs(t, (size) => blobs.push(size));
    watchReads(t, (size) => reads.push(size));
    await make(Array.from({ length: 300 }, (_, i) => noise(100_000, i)));
    assert.deepEqual(blobs, [30_000_000]);
    assert.ok(Math.max(...reads) < 5_000_000);
  });

  it('reads the same where blobs cannot be read into memory that is given', async (t) => {
    t.mock.method(Blob.prototype, 'stream', () => new ReadableStream());
    const blobs: number[] = [];
    const { arrayBuffer } = Blob.prototype;
    t.mock.method(Blob.prototype, 'arrayBuffer', function (this: Blob) {
      blobs.push(this.size);
      return arrayBuffer.call(this);
    });
    const files = Array.from({ length: 100 }, (_, i) => noise(100_000, i));
    const part = await make(files);
    assert.ok(blobs.length < 4 && Math.max(...blobs) < 7_000_000, blobs.join());
    t.mock.restoreAll();
    await check(part, files);
  });

  it('takes no bytes of the next file for those of one that became shorter, where the browser does not notice', async (t) => {
    const files = Array.from({ length: 100 }, (_, i) => noise(100_000, i));
    const { stream } = Blob.prototype;
    t.mock.method(Blob.prototype, 'stream', function (this: Blob) {
      const shrunk = new Blob([this.slice(0, 350_000), this.slice(350_007)]);
      return stream.call(shrunk);
    });
    const part = await make(files);
    t.mock.restoreAll();
    await check(part, files);
  });

  it('reads in another way what a stream of a blob never gives', async (t) => {
    t.mock.method(Blob.prototype, 'stream', () => new ReadableStream({ type: 'bytes' }));
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const files = Array.from({ length: 100 }, (_, i) => noise(1_000, i));
    const going = make(files);
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(20_000);
    const part = await going;
    t.mock.restoreAll();
    t.mock.timers.reset();
    await check(part, files);
  });

  it('stops with the reason of the signal, at whatever point', async (t) => {
    const reason = new Error('stop');
    let aborter = new AbortController();
    let [reads, point] = [0, 0];
    watchReads(t, () => {
      // While this is read, or while what was read before is deflated.
      if (reads++ !== point >> 1) return;
      if (point % 2 === 0) aborter.abort(reason);
      else setImmediate(() => aborter.abort(reason));
    });
    const files = Array.from({ length: 4 }, () => words(150_000));
    for (point = -1; point < 6; point++) {
      aborter = new AbortController();
      reads = 0;
      if (point < 0) aborter.abort(reason);
      const going = make(files, { deflate: 'auto' }, aborter.signal);
      await assert.rejects(going, (error) => error === reason, String(point));
    }
  });

  it('halves a series of slices, a real one where there is one', async () => {
    const files = realSeries() ?? Array.from({ length: 6 }, (_, index) => headSlice(index + 1));
    const part = await make(files);
    await check(part, files);
    const raw = files.reduce((sum, { length }) => sum + length, 0);
    assert.ok(part.zip!.size < raw / 2, `${part.zip!.size} of ${raw}`);
  });
});
