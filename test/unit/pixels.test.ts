/** Thumbnails of native pixels: every kind that DICOM has, sizes, and headers that are odd. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BIG_ENDIAN, DEFLATED, IMPLICIT, type DicomElement } from '../support/dicom-writer.js';
import { imageFile, levels, picture, rgb, thumb, worst } from '../support/pixel-files.js';

const words = (values: readonly number[], little = true) => {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  values.forEach((value, index) => view.setUint16(index * 2, value & 0xffff, little));
  return new Uint8Array(view.buffer);
};
/** A row of four, window 0 to 255. */
const row = { width: 4, height: 1, window: [128, 256] as [number, number] };

describe('native pixels', () => {
  it('8 bits, in each byte order and deflated', async () => {
    const pixels = Uint8Array.of(0, 85, 170, 255);
    for (const syntax of [undefined, IMPLICIT, DEFLATED])
      assert.deepEqual(levels(await picture(imageFile({ ...row, pixels, syntax }))), [0, 85, 170, 255]);
    // In OW the bytes of each word are swapped.
    const swapped = Uint8Array.of(85, 0, 255, 170);
    const big = imageFile({ ...row, pixels: swapped, syntax: BIG_ENDIAN });
    assert.deepEqual(levels(await picture(big)), [0, 85, 170, 255]);
  });

  it('16 bits, unsigned and signed, in both byte orders', async () => {
    for (const syntax of [undefined, BIG_ENDIAN]) {
      const pixels = words([0, 1000, 2000, 3000], !syntax);
      const unsigned = imageFile({ ...row, bits: 16, stored: 12, window: [1500.5, 3001], pixels, syntax });
      assert.deepEqual(levels(await picture(unsigned)), [0, 85, 170, 255]);
      const below = words([-1500, -500, 500, 1500], !syntax);
      const signed = imageFile({
        ...row,
        bits: 16,
        signed: true,
        window: [0.5, 3001],
        pixels: below,
        syntax,
      });
      assert.deepEqual(levels(await picture(signed)), [0, 85, 170, 255]);
    }
  });

  it('what stands above the stored bits is no part of the value', async () => {
    const pixels = words([0xf000, 0x1fff, 0, 0]);
    const made = await picture(imageFile({ ...row, bits: 16, stored: 12, window: [2048, 4096], pixels }));
    assert.deepEqual(levels(made), [0, 255, 0, 0]);
  });

  it('32 bits', async () => {
    const pixels = new Uint8Array(Uint32Array.of(0, 4_000_000_000, 1_000_000_000, 2_000_000_000).buffer);
    const window: [number, number] = [2_000_000_000, 4_000_000_000];
    assert.deepEqual(
      levels(await picture(imageFile({ ...row, bits: 32, window, pixels }))),
      [0, 255, 64, 128],
    );
  });

  it('single bits, frames that begin within a byte', async () => {
    const file = imageFile({ width: 3, height: 1, bits: 1, frames: 3, pixels: Uint8Array.of(0b01101000, 0) });
    // The middle one of three: bits 3, 4 and 5.
    assert.deepEqual(levels(await picture(file)), [255, 0, 255]);
  });

  it('MONOCHROME1 is white where it is low', async () => {
    const pixels = Uint8Array.of(0, 85, 170, 255);
    const made = await picture(imageFile({ ...row, photometric: 'MONOCHROME1', pixels }));
    assert.deepEqual(levels(made), [255, 170, 85, 0]);
  });

  it('RGB by pixel and by plane', async () => {
    const size = { width: 2, height: 1, photometric: 'RGB' };
    const byPixel = await picture(imageFile({ ...size, pixels: Uint8Array.of(10, 20, 30, 40, 50, 60) }));
    const byPlane = await picture(
      imageFile({ ...size, planar: true, pixels: Uint8Array.of(10, 40, 20, 50, 30, 60) }),
    );
    for (const made of [byPixel, byPlane])
      assert.deepEqual(
        [rgb(made, 0, 0), rgb(made, 1, 0)],
        [
          [10, 20, 30],
          [40, 50, 60],
        ],
      );
  });

  it('YBR_FULL and YBR_FULL_422', async () => {
    // Red, as PS3.3 section C.7.6.3.1.2 converts it.
    const [y, cb, cr] = [76, 85, 255];
    const full = imageFile({
      width: 2,
      height: 1,
      photometric: 'YBR_FULL',
      pixels: Uint8Array.of(y, cb, cr, y, cb, cr),
    });
    const half = imageFile({
      width: 2,
      height: 1,
      photometric: 'YBR_FULL_422',
      pixels: Uint8Array.of(y, y, cb, cr),
    });
    for (const file of [full, half]) assert.ok(worst(await picture(file), () => [254, 0, 0]) <= 1);
  });

  it('PALETTE COLOR with tables of 8 and 16 bits', async () => {
    const tables = (entries: number[][], bits: number): DicomElement[] =>
      [0, 1, 2].flatMap((index) => [
        { tag: 0x00281101 + index, vr: 'US', value: [3, 1, bits] },
        {
          tag: 0x00281201 + index,
          vr: 'OW',
          value: bits === 8 ? Uint8Array.from(entries[index]!) : words(entries[index]!),
        },
      ]);
    const entries = [
      [255, 0, 10],
      [0, 255, 20],
      [0, 0, 30],
    ];
    const wide = entries.map((table) => table.map((value) => value * 257));
    for (const more of [tables(entries, 8), tables(wide, 16)]) {
      const file = imageFile({
        ...row,
        photometric: 'PALETTE COLOR',
        more,
        pixels: Uint8Array.of(0, 2, 3, 9),
      });
      const made = await picture(file);
      assert.deepEqual(
        [0, 1, 2, 3].map((x) => rgb(made, x, 0)),
        [
          [255, 0, 0],
          [0, 255, 0],
          [10, 20, 30],
          [10, 20, 30],
        ],
      );
    }
  });

  it('without a window, between the 1st and the 99th percentile of what is no padding', async () => {
    const values = Array.from({ length: 400 }, (_, index) => (index < 100 ? -2000 : 100 + (index % 101)));
    const more: DicomElement[] = [{ tag: 0x00280120, vr: 'SS', value: -2000 }];
    const file = imageFile({ width: 20, height: 20, bits: 16, signed: true, more, pixels: words(values) });
    const made = levels(await picture(file));
    assert.equal(made[0], 0);
    assert.ok(Math.abs(made[150]! - 0.495 * 255) <= 4, String(made[150]));
  });

  it('windows count after the rescaling; a window that shows nothing is none', async () => {
    const more: DicomElement[] = [
      { tag: 0x00281052, vr: 'DS', value: '-1024' },
      { tag: 0x00281053, vr: 'DS', value: '2' },
    ];
    const pixels = words([512, 522, 532, 542]);
    const made = await picture(imageFile({ ...row, bits: 16, window: [30.5, 61], more, pixels }));
    assert.deepEqual(levels(made), [0, 85, 170, 255]);
    const blind = await picture(imageFile({ ...row, bits: 16, window: [30000, 1], more, pixels }));
    assert.deepEqual(levels(blind), [0, 85, 170, 255]);
  });
});

describe('the size', () => {
  it('never over the longer edge, never larger than the picture', async () => {
    const pixels = new Uint8Array(400 * 100);
    const size = async (maxEdge: number) => {
      const { width, height, rgba } = await picture(imageFile({ width: 400, height: 100, pixels }), maxEdge);
      assert.equal(rgba.length, width * height * 4);
      return [width, height];
    };
    assert.deepEqual(await size(160), [160, 40]);
    assert.deepEqual(await size(1), [1, 1]);
    assert.deepEqual(await size(1000), [400, 100]);
  });

  it('pixels that are not square are shown as they lie in the body', async () => {
    const pixels = new Uint8Array(100 * 100);
    const size = async (tag: number, vr: string, value: string) => {
      const { width, height } = await picture(
        imageFile({ width: 100, height: 100, more: [{ tag, vr, value }], pixels }),
        80,
      );
      return [width, height];
    };
    // Between rows, then between columns.
    assert.deepEqual(await size(0x00280030, 'DS', '0.5\\1.0'), [80, 40]);
    assert.deepEqual(await size(0x00280034, 'IS', '2\\1'), [40, 80]);
    assert.deepEqual(await size(0x00280030, 'DS', '0\\1'), [80, 80]);
    assert.deepEqual(await size(0x00280030, 'DS', '1e300\\1'), [80, 80]);
  });

  it('each pixel is the mean of what it covers', async () => {
    const pixels = Uint8Array.of(0, 100, 50, 50, 200, 100, 50, 50, 255, 255, 0, 0, 255, 255, 0, 0);
    const made = await picture(imageFile({ ...row, width: 4, height: 4, pixels }), 2);
    assert.deepEqual(levels(made), [100, 50, 255, 0]);
    const thirds = await picture(
      imageFile({ ...row, width: 3, height: 1, pixels: Uint8Array.of(0, 150, 255, 0) }),
      2,
    );
    assert.deepEqual(levels(thirds), [50, 220]);
  });
});

describe('the header', () => {
  const pixels = Uint8Array.of(0, 85, 170, 255);
  it('large elements and sequences before the pixels are passed over', async () => {
    const more: DicomElement[] = [
      { tag: 0x00091010, vr: 'OB', value: new Uint8Array(3_000_000) },
      { tag: 0x00091020, vr: 'SQ', value: [[{ tag: 0x7fe00010, vr: 'OW', value: new Uint8Array(300_000) }]] },
      { tag: 0x00291010, vr: 'SQ', length: 'defined', value: [[{ tag: 0x00280010, vr: 'US', value: 999 }]] },
    ];
    for (const syntax of [undefined, IMPLICIT, BIG_ENDIAN])
      assert.equal((await picture(imageFile({ ...row, pixels, more, syntax }))).width, 4);
  });

  it('enhanced images say windows and spacing in functional groups', async () => {
    const frame = (center: string): DicomElement[] => [
      {
        tag: 0x00289132,
        vr: 'SQ',
        value: [
          [
            { tag: 0x00281050, vr: 'DS', value: center },
            { tag: 0x00281051, vr: 'DS', value: '256' },
          ],
        ],
      },
    ];
    const more: DicomElement[] = [
      {
        tag: 0x52009229,
        vr: 'SQ',
        value: [[{ tag: 0x00289110, vr: 'SQ', value: [[{ tag: 0x00280030, vr: 'DS', value: '2\\1' }]] }]],
      },
      { tag: 0x52009230, vr: 'SQ', value: [frame('1000'), frame('128'), frame('-1000')] },
    ];
    const file = imageFile({ width: 4, height: 4, frames: 3, more, pixels: new Uint8Array(48).fill(85) });
    const made = await picture(file, 4);
    assert.deepEqual([made.width, made.height, levels(made)[0]], [2, 4, 85]);
  });

  for (const [what, file, reason] of [
    ['no pixel data', imageFile(row), 'no-pixels'],
    ['no rows', imageFile({ ...row, height: 0, pixels }), 'no-pixels'],
    ['too many pixels', imageFile({ ...row, width: 65535, height: 65535, pixels }), 'too-large'],
    ['fewer bytes than pixels', imageFile({ ...row, width: 5, pixels }), 'damaged'],
    ['bits that cannot be', imageFile({ ...row, bits: 8, stored: 9, pixels }), 'damaged'],
    ['24 bits', imageFile({ ...row, width: 1, bits: 24, pixels }), 'unsupported-format'],
    [
      'floating point',
      imageFile({ ...row, more: [{ tag: 0x7fe00008, vr: 'OF', value: new Uint8Array(16) }] }),
      'unsupported-format',
    ],
    ['a colour model of old', imageFile({ ...row, photometric: 'HSV', pixels }), 'unsupported-format'],
    [
      'a palette without tables',
      imageFile({ ...row, photometric: 'PALETTE COLOR', pixels }),
      'unsupported-format',
    ],
    ['no DICOM', new Uint8Array(3000).fill(7), 'no-pixels'],
    ['nothing', new Uint8Array(0), 'no-pixels'],
  ] as const) {
    it(`${what}: ${reason}`, async () => assert.equal(await thumb(file), reason));
  }

  it('a file that is gone, and one whose reading is given up', async () => {
    const gone = new Blob([imageFile({ ...row, pixels })]);
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as Blob;
    assert.equal(await thumb(gone), 'unreadable');
    const { thumbnail } = await import('../../src/documents/pixels/thumbnail.js');
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(
      thumbnail(new Blob([imageFile({ ...row, pixels })]), { maxEdge: 9 }, signal),
      /enough/,
    );
  });
});
