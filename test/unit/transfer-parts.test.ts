import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formPart, nextFiles, type FedFile, type Forming } from '../../src/transfer/parts.js';

const MIB = 1024 * 1024;

const study = (sizes: readonly number[], more = false): Forming => ({
  files: sizes.map((size, index): FedFile => ({
    key: `${index}`,
    size,
    make: () => {
      throw new Error('not made here');
    },
  })),
  given: 0,
  leftBytes: sizes.reduce((sum, size) => sum + size, 0),
  parts: [],
  recalled: [],
  more,
});

/** All parts that can be formed now, as the keys of their files. */
function partsOf(forming: Forming, most: number): string[][] {
  const parts: string[][] = [];
  for (;;) {
    const files = nextFiles(forming, most);
    if (files.length === 0) return parts;
    formPart(forming, files, true);
    parts.push(files.map(({ key }) => key));
  }
}

const bytesOf = ({ files }: Forming, keys: readonly string[]) =>
  keys.reduce((sum, key) => sum + files[Number(key)]!.size, 0);

describe('parts of a study', () => {
  it('take each file once and in order, and are not larger than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 * MIB }), { maxLength: 60 }),
        fc.integer({ min: 4 * MIB, max: 32 * MIB }),
        (sizes, most) => {
          const forming = study(sizes);
          const parts = partsOf(forming, most);
          assert.deepEqual(
            parts.flat(),
            forming.files.map(({ key }) => key),
          );
          for (const keys of parts) assert.ok(keys.length === 1 || bytesOf(forming, keys) <= most);
        },
      ),
    );
  });

  it('become smaller towards the end, since the last one is waited for', () => {
    const forming = study(Array<number>(72).fill(MIB / 2));
    const sizes = partsOf(forming, 32 * MIB).map((keys) => bytesOf(forming, keys) / MIB);
    assert.deepEqual(sizes, [9, 6.5, 5, 4, 4, 4, 3.5]);
  });

  it('do not, while more files may come; what fills no part waits for them', () => {
    const forming = study(Array<number>(72).fill(MIB / 2), true);
    const sizes = partsOf(forming, 16 * MIB).map((keys) => bytesOf(forming, keys) / MIB);
    assert.deepEqual(sizes, [16, 16]);
    forming.more = false;
    assert.deepEqual(
      partsOf(forming, 16 * MIB).map((keys) => bytesOf(forming, keys) / MIB),
      [4],
    );
  });
});
