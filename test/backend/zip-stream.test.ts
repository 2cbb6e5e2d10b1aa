import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EncodedDataError } from '../../examples/backend/inflate.js';
import {
  ContradictionError,
  ForwardReader,
  readEntry,
  readLocalHeader,
} from '../../examples/backend/zip-stream.js';
import { zipFile, type ZipEntry } from '../support/zip-writer.js';

/** The file in chunks that end anywhere. */
async function* chunked(zip: Uint8Array, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < zip.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield Buffer.from(zip.subarray(at, at + size));
    at += size;
  }
}

/** All entries as they come out; `most` bytes are taken of each before it is left. */
async function unzip(
  zip: Uint8Array,
  names: readonly string[],
  sizes: readonly number[],
  most = Infinity,
): Promise<Buffer[]> {
  const file = new ForwardReader(chunked(zip, sizes), zip.length);
  const out: Buffer[] = [];
  for (const name of names) {
    const header = await readLocalHeader(file, name);
    const end = file.position + header.compressedSize;
    const parts: Buffer[] = [];
    let taken = 0;
    for await (const part of readEntry(file, header)) {
      parts.push(Buffer.from(part));
      taken += part.length;
      if (taken >= most) break;
    }
    await file.skipTo(end);
    out.push(Buffer.concat(parts));
  }
  await file.close();
  return out;
}

const entries = fc.array(
  fc.record({
    data: fc.oneof(
      fc.uint8Array({ minLength: 0, maxLength: 2000 }),
      fc.integer({ min: 0, max: 100_000 }).map((size) => new Uint8Array(size)),
    ),
    deflate: fc.boolean(),
    localExtra: fc.uint8Array({ maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 });
const named = (list: Omit<ZipEntry, 'name'>[]) =>
  list.map((entry, index) => ({ ...entry, name: index.toString(36) }));

describe('ZIP files read from front to back', () => {
  it('give every entry, wherever the chunks of the file end', async () => {
    await fc.assert(
      fc.asyncProperty(entries, sizes, async (list, chunks) => {
        const given = named(list);
        const out = await unzip(
          zipFile(given),
          given.map(({ name }) => name),
          chunks,
        );
        assert.deepEqual(
          out,
          list.map(({ data }) => Buffer.from(data)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('go on at the next entry when one is left half read', async () => {
    await fc.assert(
      fc.asyncProperty(entries, sizes, fc.integer({ min: 1, max: 3000 }), async (list, chunks, most) => {
        const given = named(list);
        const out = await unzip(
          zipFile(given),
          given.map(({ name }) => name),
          chunks,
          most,
        );
        for (const [index, { data }] of list.entries())
          assert.deepEqual(out[index], Buffer.from(data).subarray(0, out[index]?.length));
      }),
      { numRuns: 60 },
    );
  });

  it('stop a bomb at the size that its header says, and inflate no further', async () => {
    const bomb = { name: '0', data: new Uint8Array(256 * 2 ** 20), deflate: true, localLie: { size: 1000 } };
    const zip = zipFile([bomb, { name: '1', data: Buffer.from('after it') }]);
    let read = 0;
    const source = async function* () {
      for await (const chunk of chunked(zip, [4096])) {
        read += chunk.length;
        yield chunk;
      }
    };
    const file = new ForwardReader(source(), zip.length);
    const header = await readLocalHeader(file, '0');
    const end = file.position + header.compressedSize;
    let inflated = 0;
    await assert.rejects(
      async () => {
        for await (const part of readEntry(file, header)) inflated += part.length;
      },
      (error: unknown) => error instanceof EncodedDataError && error.code === 'size-mismatch',
    );
    assert.ok(inflated <= 1000, `${inflated} bytes`);
    assert.ok(read < zip.length / 2, 'most of it was not even read');
    await file.skipTo(end);
    const next = await readLocalHeader(file, '1');
    const parts: Buffer[] = [];
    for await (const part of readEntry(file, next)) parts.push(part);
    assert.equal(Buffer.concat(parts).toString(), 'after it');
  });

  it('say that they end early where the store gives less than it said', async () => {
    const zip = zipFile([{ name: '0', data: new Uint8Array(5000) }]);
    const file = new ForwardReader(chunked(zip.subarray(0, 1000), [300]), zip.length);
    const header = await readLocalHeader(file, '0');
    await assert.rejects(async () => {
      for await (const _ of readEntry(file, header));
    }, ContradictionError);
  });

  it('pass on what the store fails with', async () => {
    const zip = zipFile([
      { name: '0', data: new Uint8Array(5000).map((_, i) => (i * 7919) >> 3), deflate: true },
    ]);
    const failure = new Error('the disk');
    const source = async function* () {
      yield Buffer.from(zip.subarray(0, 100));
      throw failure;
    };
    const file = new ForwardReader(source(), zip.length);
    const header = await readLocalHeader(file, '0');
    await assert.rejects(
      async () => {
        for await (const _ of readEntry(file, header));
      },
      (error: unknown) => error === failure,
    );
  });
});
