/** ZIP files: own ones, right and wrong, and the real ones where they are. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import {
  CONTAINER_LIMITS,
  type Container,
  type ContainerLimits,
} from '../../src/documents/containers/container.js';
import { inflateHead } from '../../src/documents/containers/inflate-head.js';
import { openZip } from '../../src/documents/containers/zip.js';
import { noise } from '../support/fixtures.js';
import { testData } from '../support/test-data.js';
import { extraField, unicodePath, zipFile, type ZipEntry, type ZipOptions } from '../support/zip-writer.js';

const { signal } = new AbortController();
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const open = (bytes: Uint8Array<ArrayBuffer>, limits: Partial<ContainerLimits> = {}, depth = 1) =>
  openZip(new Blob([bytes]), { ...CONTAINER_LIMITS, ...limits }, signal, depth);
async function opened(bytes: Uint8Array<ArrayBuffer>): Promise<Container> {
  const result = await open(bytes);
  assert.ok('container' in result, JSON.stringify(result));
  return result.container;
}
const zip = (entries: readonly ZipEntry[], options?: ZipOptions) => opened(zipFile(entries, options));
const content = async (container: Container, index: number) => {
  const blob = await container.blob(index, signal);
  return typeof blob === 'string' ? blob : Buffer.from(await blob.arrayBuffer()).toString('latin1');
};
const head = async (container: Container, index: number, bytes: number) => {
  const [found = 'damaged'] = await container.heads([index], bytes, signal);
  return typeof found === 'string' ? found : Buffer.from(found).toString('latin1');
};
const paths = (container: Container) => container.entries.map(({ path }) => path);
const findings = (container: Container) => container.entries.map(({ finding }) => finding);

const words = latin('Head of the computed tomography. '.repeat(4000));

describe('openZip', () => {
  for (const deflate of [false, true])
    it(`gives heads, ranges and whole entries, ${deflate ? 'deflated' : 'stored'}`, async () => {
      const container = await zip([
        { name: 'DICOM/IM1', data: words, deflate },
        { name: 'DICOM/IM2', data: noise(90_000), deflate, descriptor: true },
        { name: 'empty', deflate },
      ]);
      assert.deepEqual(paths(container), ['DICOM/IM1', 'DICOM/IM2', 'empty']);
      assert.deepEqual(
        container.entries.map(({ size }) => size),
        [words.length, 90_000, 0],
      );
      const heads = await container.heads([1, 0, 2], 4096, signal);
      assert.deepEqual(heads[0], noise(90_000).subarray(0, 4096));
      assert.deepEqual(heads[1], words.subarray(0, 4096));
      assert.deepEqual(heads[2], new Uint8Array());
      for (const [start, length] of [
        [0, 10],
        [500, 2000],
        [70_000, 9000],
        [89_990, 100],
        [200_000, 10],
      ] as const) {
        const range = await container.range(1, start, length, signal);
        assert.deepEqual(range, noise(90_000).subarray(start, start + length), String(start));
      }
      assert.equal(await content(container, 0), Buffer.from(words).toString('latin1'));
      assert.equal(await content(container, 1), Buffer.from(noise(90_000)).toString('latin1'));
      assert.equal(await content(container, 2), '');
    });

  it('reads no more than the tail and the heads', async () => {
    const bytes = zipFile(
      Array.from({ length: 40 }, (_, i) => ({
        name: `IM${i}`,
        data: noise(100_000, i),
        deflate: i % 2 === 0,
      })),
    );
    const blob = new Blob([bytes]);
    let read = 0;
    let calls = 0;
    const slice = blob.slice.bind(blob);
    blob.slice = (start, end) => {
      read += Math.min(end ?? blob.size, blob.size) - (start ?? 0);
      calls++;
      return slice(start, end);
    };
    const result = await openZip(blob, CONTAINER_LIMITS, signal);
    assert.ok('container' in result);
    assert.equal(calls, 1);
    read = 0;
    const heads = await result.container.heads([...Array(40).keys()], 4096, signal);
    assert.ok(heads.every((each) => typeof each !== 'string' && each.length === 4096));
    assert.ok(read < 40 * 6000, `${read}`);
  });

  it('gives at most 64 KB as a head', async () => {
    const container = await zip([{ name: 'a', data: new Uint8Array(500_000), deflate: true }]);
    const [found] = await container.heads([0], 400_000, signal);
    assert.equal(found?.length, 65_536);
  });

  it('reads ZIP64, comments, long extra fields, and archives behind other bytes', async () => {
    const entries = [
      { name: 'a', data: latin('first'), localExtra: extraField(0x9999, noise(5000)), zip64: true },
      { name: 'b', data: words, deflate: true, localExtra: extraField(0x9999, noise(700)) },
    ];
    for (const options of [
      {},
      { zip64: true },
      { comment: 'disc PK\x05\x06 of 2026'.padEnd(900, ' PK\x05\x06') },
      { prefix: noise(1234) },
      { prefix: noise(1234), offsetsWithPrefix: true },
      { prefix: noise(77), zip64: true },
    ]) {
      const container = await zip(entries, options);
      assert.deepEqual(findings(container), [null, null]);
      assert.equal(await content(container, 0), 'first');
      assert.equal(await head(container, 1, 20), 'Head of the computed');
      assert.equal((await content(container, 1)).length, words.length);
    }
  });

  it('reads more entries than 16 bits count, from writers without ZIP64', async () => {
    const count = 66_000;
    // One local header, and the same record of the directory again and again.
    const one = zipFile([{ name: 'I' }]);
    const [local, record, end] = [one.subarray(0, 31), one.subarray(31, 31 + 47), one.slice(31 + 47)];
    const all = new Uint8Array(local.length + record.length * count + end.length);
    all.set(local);
    for (let i = 0; i < count; i++) all.set(record, local.length + i * record.length);
    const view = new DataView(end.buffer);
    view.setUint16(8, count % 65_536, true);
    view.setUint16(10, count % 65_536, true);
    view.setUint32(12, record.length * count, true);
    all.set(end, all.length - end.length);
    assert.equal((await opened(all)).entries.length, count);
  });

  it('reads names as they were meant', async () => {
    const shiftJis = latin('\x8a\xb3');
    const container = await zip([
      { name: 'Röntgen/Größe' },
      { name: '', rawName: new TextEncoder().encode('año.txt'), utf8: false },
      { name: '', rawName: latin('H\x94he\xe1'), utf8: false },
      { name: '', rawName: shiftJis, utf8: false, extra: unicodePath(shiftJis, '患.dcm') },
      { name: '', rawName: latin('x'), utf8: false, extra: unicodePath(latin('x'), 'not for this one', 1) },
      { name: '\\DISC\\IM1' },
      { name: '../../etc/passwd' },
      { name: '/a/./b//c' },
      { name: 'C:/Windows/a' },
      { name: '..' },
      { name: 'folder/' },
      { name: 'FOLDER\\' },
    ]);
    assert.deepEqual(paths(container), [
      'Röntgen/Größe',
      'año.txt',
      'Höheß',
      '患.dcm',
      'x',
      'DISC/IM1',
      'etc/passwd',
      'a/b/c',
      'Windows/a',
      '_',
    ]);
  });

  it('finds one entry wrong and the others right', async () => {
    const data = latin('content of this');
    const container = await zip([
      { name: 'right', data },
      { name: 'encrypted', data, lie: { flags: 1 } },
      { name: 'aes', data, lie: { method: 99 } },
      { name: 'lzma', data, lie: { method: 14 } },
      { name: 'stored sizes differ', data, lie: { compressed: 3 } },
      { name: 'past the directory', data, lie: { size: 1e6, compressed: 1e6 } },
      { name: 'on another disk', data, lie: { disk: 3 } },
      { name: 'too good', data, deflate: true, lie: { size: 1e6 } },
      { name: 'last', data },
    ]);
    const expected = [
      null,
      'encrypted',
      'encrypted',
      'unsupported-method',
      'damaged',
      'damaged',
      'damaged',
      'bomb',
      null,
    ];
    assert.deepEqual(findings(container), expected);
    assert.equal(await content(container, 0), 'content of this');
    assert.equal(await content(container, 1), 'damaged');
    assert.equal(await head(container, 2, 10), 'damaged');
  });

  it('finds local headers that contradict the directory', async () => {
    const data = latin('content');
    const container = await zip([
      { name: 'a', data, localLie: { signature: 0x04034b51 } },
      { name: 'b', data, localLie: { method: 8 } },
      { name: 'c', data, localLie: { size: 8 } },
      { name: 'd', data, localLie: { compressed: 6 } },
      { name: 'e', data, localLie: { nameLength: 2 } },
      { name: 'f', data },
    ]);
    for (let index = 0; index < 5; index++) {
      assert.equal(await head(container, index, 10), 'damaged');
      assert.equal(await content(container, index), 'damaged');
      assert.equal(await container.range(index, 0, 3, signal), 'damaged');
    }
    assert.equal(await content(container, 5), 'content');
  });

  it('finds deflated data that is not what the directory says', async () => {
    const container = await zip([
      { name: 'checksum', data: words, deflate: true, descriptor: true, lie: { crc: 1 } },
      { name: 'longer', data: words, deflate: true, descriptor: true, lie: { size: words.length - 1 } },
      { name: 'shorter', data: words, deflate: true, descriptor: true, lie: { size: words.length + 1 } },
      {
        name: 'no deflate',
        data: noise(500),
        descriptor: true,
        lie: { method: 8, size: 9000 },
        localLie: { method: 8 },
      },
    ]);
    for (let index = 0; index < 4; index++) assert.equal(await content(container, index), 'damaged');
    assert.equal((await head(container, 0, 100)).length, 100);
    assert.equal(await head(container, 3, 9000), 'damaged');
    assert.equal(await container.range(2, words.length - 10, 20, signal), 'damaged');
  });

  it('takes no entries that share bytes', async () => {
    const data = noise(1000);
    const container = await zip([
      { name: 'a', data },
      { name: 'b', data, lie: { offset: 0 } },
      { name: 'c', data, lie: { offset: 500 } },
      { name: 'd', data },
    ]);
    assert.deepEqual(findings(container), ['damaged', 'damaged', 'damaged', null]);
  });

  it('keeps to the limits before anything is unpacked', async () => {
    const three = zipFile(['a', 'b', 'c'].map((name) => ({ name, data: words, deflate: true })));
    assert.deepEqual(await open(three, { maxEntries: 2 }), { finding: 'too-many-entries' });
    assert.deepEqual(await open(three, { maxBytes: words.length * 2 }), { finding: 'too-much' });
    assert.deepEqual(await open(three, {}, 4), { finding: 'too-deep' });
    const result = await open(three, { maxRatio: 20 });
    assert.ok('container' in result && result.container.entries.every(({ finding }) => finding === 'bomb'));
  });

  it('finds archives that cannot be read at all', async () => {
    const whole = zipFile([{ name: 'a', data: latin('a') }]);
    for (const [what, bytes] of [
      ['empty', new Uint8Array()],
      ['cut', whole.subarray(0, whole.length - 3)],
      ['noise', noise(3000)],
      ['more than one disk', zipFile([{ name: 'a' }], { disk: 1 })],
      ['a wrong count', zipFile([{ name: 'a' }], { count: 3 })],
      ['ZIP64 on more disks', zipFile([{ name: 'a' }], { zip64: true, disk: 1 })],
    ] as const)
      assert.deepEqual(await open(Uint8Array.from(bytes)), { finding: 'damaged' }, what);
  });

  it('opens a ZIP in a ZIP', async () => {
    const inner = zipFile([{ name: 'IM1', data: words, deflate: true }]);
    for (const deflate of [false, true]) {
      const outer = await zip([{ name: 'inner.zip', data: inner, deflate }]);
      const blob = await outer.blob(0, signal);
      assert.ok(blob instanceof Blob);
      const result = await openZip(blob, CONTAINER_LIMITS, signal, 2);
      assert.ok('container' in result);
      assert.equal(await head(result.container, 0, 4), 'Head');
    }
  });

  it('says what cannot be read, and stops when aborted', async () => {
    const bytes = zipFile([{ name: 'a', data: words, deflate: true }]);
    const blob = new Blob([bytes]);
    const container = await opened(bytes);
    const aborted = AbortSignal.abort(new Error('enough'));
    await assert.rejects(openZip(blob, CONTAINER_LIMITS, aborted), /enough/);
    await assert.rejects(container.heads([0], 10, aborted), /enough/);
    await assert.rejects(container.range(0, 0, 10, aborted), /enough/);
    await assert.rejects(container.blob(0, aborted), /enough/);
    blob.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }) as never;
    assert.deepEqual(await openZip(blob, CONTAINER_LIMITS, signal), { finding: 'unreadable' });
  });

  it('gives back any tree', async () => {
    const entry = fc.record({
      name: fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'abÄ患 .-'.split('')) }),
      data: fc.uint8Array({ maxLength: 3000 }),
      times: fc.integer({ min: 1, max: 40 }),
      deflate: fc.boolean(),
      descriptor: fc.boolean(),
      zip64: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 12 }),
        fc.boolean(),
        fc.uint8Array({ maxLength: 50 }),
        fc.integer({ min: 1, max: 70_000 }),
        async (list, zip64, prefix, bytes) => {
          const entries = list.map(({ data, times, name, ...rest }, i) => ({
            ...rest,
            name: `d${i}/x${name}`,
            data: Uint8Array.from(
              Array<number[]>(times)
                .fill([...data])
                .flat(),
            ),
          }));
          const container = await zip(entries, { zip64, prefix });
          assert.deepEqual(
            paths(container),
            entries.map(({ name }) => name),
          );
          const heads = await container.heads([...entries.keys()], bytes, signal);
          for (const [i, { data }] of entries.entries()) {
            assert.deepEqual(heads[i], data.subarray(0, Math.min(bytes, 65_536)));
            assert.equal(await content(container, i), Buffer.from(data).toString('latin1'));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Whatever is opened: nothing throws, nothing is larger than it says, no limit is passed. */
async function survives(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const limits = { maxDepth: 3, maxEntries: 50, maxBytes: 1e6, maxRatio: 100 };
  const result = await openZip(new Blob([bytes]), limits, signal);
  if ('finding' in result) return;
  const { container } = result;
  assert.ok(container.entries.length <= limits.maxEntries);
  const sizes = container.entries.filter(({ finding }) => !finding).map(({ size }) => size);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= limits.maxBytes);
  const indices = [...container.entries.keys()];
  const heads = await container.heads([...indices, -1, 999], 2000, signal);
  for (const i of indices) {
    const size = container.entries[i]?.size ?? 0;
    const [first, blob] = [heads[i], await container.blob(i, signal)];
    if (typeof first === 'object') assert.ok(first.length <= Math.min(2000, size));
    if (typeof blob === 'object') {
      assert.equal(blob.size, size);
      const range = await container.range(i, size >> 1, 100, signal);
      assert.ok(typeof range === 'object' && range.length <= 100);
    }
    assert.doesNotMatch(container.entries[i]?.path ?? '', /(^|\/)\.{0,2}(\/|$)|\\/);
  }
}

describe('broken ZIP files', () => {
  const whole = zipFile(
    [
      { name: 'a/b', data: words.subarray(0, 5000), deflate: true },
      { name: 'c', data: noise(300), descriptor: true },
      { name: 'd', data: words.subarray(0, 900), deflate: true, zip64: true, extra: extraField(5, noise(9)) },
    ],
    { zip64: true },
  );
  const damage = fc.oneof(
    fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) }),
    // Lengths, offsets and counts that say the most.
    fc.record({
      at: fc.integer({ min: whole.length - 450, max: whole.length - 1 }),
      value: fc.constant(255),
    }),
  );

  it('never throw and never give more than they say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(damage, { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(whole.length), { nil: whole.length, freq: 4 }),
        async (damages, length) => {
          const broken = whole.slice(0, length);
          for (const { at, value } of damages) if (at < length) broken[at] = value;
          await survives(broken);
        },
      ),
      { numRuns: Number(process.env['SO_FUZZ'] ?? 600) },
    );
  });
});

describe('inflateHead', () => {
  it('gives the same as zlib, as far as asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 300 })), {
          maxLength: 20,
        }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(20_000),
        (runs, level, strategy, length) => {
          const data = Buffer.concat(runs.map(([bytes, times]) => Buffer.concat(Array(times).fill(bytes))));
          const out = new Uint8Array(length);
          const found = inflateHead(deflateRawSync(data, { level, strategy }), out);
          assert.equal(found.written, Math.min(length, data.length));
          assert.equal(found.state, length <= data.length ? 'full' : 'ended');
          assert.ok(data.subarray(0, length).equals(out.subarray(0, found.written)));
        },
      ),
    );
  });

  it('gives what there is of a stream that was cut, and nothing wrong', () => {
    const data = Buffer.concat([Buffer.from(words.subarray(0, 3000)), Buffer.from(noise(3000))]);
    const stream = deflateRawSync(data);
    for (let length = 0; length < stream.length; length += 7) {
      const out = new Uint8Array(data.length);
      const { written, state } = inflateHead(stream.subarray(0, length), out);
      assert.equal(state, 'starved');
      assert.ok(data.subarray(0, written).equals(out.subarray(0, written)));
    }
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.ok(inflateHead(bytes, new Uint8Array(1000)).written <= 1000);
      }),
      { numRuns: 2000 },
    );
  });
});

const data = testData();
if (data)
  describe('yauzl’s files', () => {
    const folder = join(data, 'records/yauzl');
    /** Listed with these names and contents; of the broken ones, what is wrong with each. */
    const good: Record<string, Record<string, string | number>> = {
      'NtfsTimestamp.zip': { a: '' },
      'absolute path C xt.zip': { xt: 'asdf\n', 'b.txt': 'bsdf\n' },
      'absolute path atxt.zip': { atxt: 'asdf\n', 'b.txt': 'bsdf\n' },
      'big-compression.zip': { '0x21000': 135_168 },
      'big-uncompressed.zip': { '0x21000': 135_168 },
      'cygwin-info-zip.zip': { 'a.txt': 'asdf\n', 'b.txt': 'bsdf\n' },
      'deflate.zip': { 'index.js': 10_689 },
      'directories.zip': { 'a/a.txt': '' },
      'empty.zip': {},
      'invalid characters in fileName a txt.zip': { 'a/txt': 'asdf\n', 'b.txt': 'bsdf\n' },
      'invalid relative path xt.zip': { xt: 'asdf\n', 'b.txt': 'bsdf\n' },
      'linux-info-zip.zip': { 'a.txt': 'asdf\n', 'b.txt': 'bsdf\n' },
      'sloppy-filenames.zip': { 'a/txt': 'asdf\n', 'b.txt': 'bsdf\n' },
      'streaming.zip': { 'test1.txt': `${'foo'.repeat(8)}\n`, 'test2.txt': `${'bar'.repeat(8)}\n` },
      'unicode-path-extra-field.zip': { '七个房间.txt': '' },
      'unicode.zip': {},
      'unix-epoch.zip': { 'unix-epoch.txt': '' },
      'windows-7-zip.zip': { 'a.txt': 'asdf\n', 'b.txt': 'bsdf\n' },
      'windows-compressed-folder.zip': { 'a.txt': 'asdf\n', 'b.txt': 'bsdf\n' },
      'zip64.zip': { 'test1.txt': 'foo', 'test2.txt': 'bar' },
    };
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.zip')))
      it(name, async () => {
        const result = await open(Uint8Array.from(readFileSync(join(folder, name))));
        const expected = good[name];
        if ('finding' in result) return assert.equal(expected, undefined, result.finding);
        const contents: [string, string | number][] = [];
        const wrong: string[] = [];
        for (const [i, { path, finding }] of result.container.entries.entries()) {
          const text = await content(result.container, i);
          if (finding || text === 'damaged') wrong.push(finding ?? text);
          contents.push([path, text]);
        }
        if (!expected) return assert.ok(wrong.length > 0, JSON.stringify(contents));
        assert.deepEqual(wrong, []);
        if (name === 'unicode.zip')
          return assert.match(JSON.stringify(contents), /Turmion Kätilöt\/Hoitovirhe/);
        const listed = contents.map(([path, text]) => [
          path,
          typeof expected[path] === 'number' ? text.toString().length : text,
        ]);
        assert.deepEqual(Object.fromEntries(listed), expected);
      });
  });
