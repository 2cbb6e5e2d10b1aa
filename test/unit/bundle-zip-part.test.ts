/** What stands around the files of a part, and the checksum in it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { BundledDocument } from '../../src/contract/index.js';
import {
  type ZipEntry,
  countThatFit,
  directory,
  entryName,
  localHeader,
  localHeaderBytes,
  MOST_ZIP_BYTES,
  zipBytes,
} from '../../src/documents/bundle/zip-part.js';
import { CONTAINER_LIMITS } from '../../src/documents/containers/container.js';
import { crc32 } from '../../src/documents/containers/crc32.js';
import { readDirectory } from '../../src/documents/containers/zip-directory.js';
import { noise } from '../support/fixtures.js';

const { signal } = new AbortController();
const entryOf = (entry: string, stored: number): ZipEntry => ({
  entry,
  method: 0,
  size: stored,
  stored,
  crc32: 0,
});

describe('zip part', () => {
  it('has the lengths that it foretells, and a directory that finds every entry', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            method: fc.constantFrom(0 as const, 8 as const),
            size: fc.nat(5000),
            stored: fc.integer({ min: 1, max: 300 }),
            crc32: fc.nat(0xffffffff),
          }),
          { maxLength: 40 },
        ),
        async (made) => {
          const entries = made.map((each, i): ZipEntry => {
            const stored = each.method === 0 ? each.size : each.stored;
            return { ...each, entry: entryName(i), stored };
          });
          const pieces = entries.flatMap((each) => [localHeader(each), new Uint8Array(each.stored)]);
          const zip = new Blob([...pieces, directory(entries)] as BlobPart[]);
          assert.equal(zip.size, zipBytes(entries));
          for (const [i, each] of entries.entries())
            assert.equal(pieces[i * 2]!.length, localHeaderBytes(each.entry));
          const limits = { ...CONTAINER_LIMITS, maxRatio: Infinity };
          const read = await readDirectory(zip, limits, signal);
          assert.ok(typeof read === 'object');
          assert.deepEqual(
            read.entries.map((each, i) => ({
              entry: each.path,
              method: read.methods[i],
              size: each.size,
              stored: read.sizes[i],
              crc32: read.checksums[i],
            })),
            entries.map(({ entry, method, size, stored, crc32 }) => ({ entry, method, size, stored, crc32 })),
          );
          assert.ok(read.entries.every(({ finding }) => finding === null));
        },
      ),
    );
  });

  it('writes its headers to the byte (APPNOTE 4.3.7, 4.3.12, 4.3.16)', () => {
    const entry: ZipEntry = { entry: '1a', method: 8, size: 0x01020304, stored: 0x0a0b, crc32: 0xdeadbeef };
    const common = '1400 0008 0800 0000 2100 efbeadde 0b0a0000 04030201 0200 0000';
    const hex = (text: string) => text.replaceAll(/\s/g, '');
    assert.equal(Buffer.from(localHeader(entry)).toString('hex'), hex(`504b0304 ${common} 3161`));
    assert.equal(
      Buffer.from(directory([entry])).toString('hex'),
      hex(`504b0102 1400 ${common} 0000 0000 0000 00000000 00000000 3161
        504b0506 0000 0000 0100 0100 30000000 2b0a0000 0000`),
    );
  });

  it('names entries as the contract wants, each otherwise', () => {
    const names = Array.from({ length: 65_535 }, (_, i) => entryName(i));
    assert.equal(new Set(names).size, names.length);
    const { entry } = BundledDocument.shape;
    for (const i of [0, 35, 36, 999, 65_534]) assert.ok(entry.safeParse(names[i]).success, names[i]);
  });

  it('takes as many files as fit when all are stored, and one at least', () => {
    const sizes = (...all: number[]) => all.map((size) => ({ size }));
    const whole = zipBytes([entryOf('0', 100), entryOf('1', 100)]);
    assert.equal(countThatFit(sizes(100, 100, 100), whole), 2);
    assert.equal(countThatFit(sizes(100, 100, 100), whole - 1), 1);
    assert.equal(countThatFit(sizes(100, 100), 1e9), 2);
    assert.equal(countThatFit(sizes(1e6, 1), 10), 1);
    assert.equal(countThatFit([], 10), 0);
    assert.equal(countThatFit(sizes(...Array(70_000).fill(0)), Infinity), 65_535);
    assert.equal(countThatFit(sizes(MOST_ZIP_BYTES - 1000, 2000), Infinity), 1);
  });
});

describe('crc32', () => {
  it('is the one of zlib, in one go and in pieces', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(99), (size, cut, seed) => {
        const bytes = noise(size + 8, seed).subarray(seed % 8);
        const expected = zlibCrc32(bytes);
        assert.equal(crc32(bytes), expected);
        assert.equal(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut))), expected);
      }),
    );
    assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
    assert.equal(crc32(new Uint8Array()), 0);
  });
});
