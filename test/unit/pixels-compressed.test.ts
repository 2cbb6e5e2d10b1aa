/** Thumbnails of compressed pixels, of frames among many, and of real files where they are. */
import assert from 'node:assert/strict';
import { openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { JPEG_BASELINE, type DicomElement } from '../support/dicom-writer.js';
import * as files from '../support/pixel-files.js';
import { imageFile, levels, picture, rgb, thumb, worst } from '../support/pixel-files.js';
import * as streams from '../support/pixel-streams.js';
import { testData } from '../support/test-data.js';

describe('compressed pixels', () => {
  const size = { width: streams.WIDTH, height: streams.HEIGHT };
  const deep = { ...size, bits: 16, stored: 12, window: [2048, 4096] as [number, number] };
  const in8 = (value: number) => [Math.round((value / 4095) * 255)];
  for (const [what, options, stream, expected, tolerance] of [
    [
      'JPEG baseline, 4:2:0',
      { ...size, photometric: 'YBR_FULL_422', syntax: JPEG_BASELINE },
      streams.baselineRgb,
      streams.colour,
      60,
    ],
    [
      'JPEG extended, 12 bits',
      { ...deep, syntax: files.JPEG_EXTENDED },
      streams.extended12,
      (x: number, y: number) => in8(streams.grey12(x, y)),
      6,
    ],
    [
      'JPEG lossless, 16 bits',
      { ...size, bits: 16, window: [32768, 65536] as [number, number], syntax: files.JPEG_LOSSLESS },
      streams.lossless16,
      (x: number, y: number) => [(streams.grey16(x, y) / 65535) * 255],
      1,
    ],
    [
      'JPEG lossless, RGB',
      { ...size, photometric: 'RGB', syntax: files.JPEG_LOSSLESS },
      streams.losslessRgb,
      streams.colour,
      0,
    ],
    [
      'JPEG-LS, 12 bits',
      { ...deep, syntax: files.JPEG_LS },
      streams.jpegLs12,
      (x: number, y: number) => in8(streams.grey12(x, y)),
      1,
    ],
    [
      'JPEG-LS, near-lossless',
      { ...size, window: [128, 256] as [number, number], syntax: files.JPEG_LS },
      streams.jpegLsNear,
      (x: number, y: number) => [streams.grey(x, y)],
      2,
    ],
    [
      'JPEG-LS, RGB',
      { ...size, photometric: 'RGB', syntax: files.JPEG_LS },
      streams.jpegLsRgb,
      streams.colour,
      0,
    ],
    [
      'JPEG 2000, 12 bits',
      { ...deep, syntax: files.JPEG_2000 },
      streams.jpeg2000,
      (x: number, y: number) => in8(streams.grey12(x, y)),
      1,
    ],
    [
      'JPEG 2000, RGB',
      { ...size, photometric: 'YBR_ICT', syntax: files.JPEG_2000 },
      streams.jpeg2000Rgb,
      streams.colour,
      40,
    ],
  ] as const) {
    it(what, async () => {
      const made = await picture(imageFile({ ...options, pixels: [stream] }));
      const difference = worst(made, expected);
      assert.ok(difference <= tolerance, `differs by ${difference}`);
    });

    it(`${what}: small, and in several fragments`, async () => {
      const whole = await picture(imageFile({ ...options, pixels: [stream] }), 9);
      assert.deepEqual([whole.width, whole.height], [9, 7]);
      const parts = [stream.subarray(0, 101), stream.subarray(101, 102), stream.subarray(102)];
      const joined = await picture(imageFile({ ...options, pixels: parts }), 9);
      assert.deepEqual(joined.rgba, whole.rgba);
    });

    it(`${what}: cut short`, async () => {
      const made = await thumb(imageFile({ ...options, pixels: [stream.subarray(0, stream.length >> 1)] }));
      // JPEG 2000 loses detail only.
      if (!what.startsWith('JPEG 2000')) assert.equal(made, 'damaged');
    });
  }

  it('a film, a compression that is not known, and pixels that are no stream', async () => {
    const file = (syntax: string) => imageFile({ ...size, syntax, pixels: [streams.jpegLs12] });
    assert.equal(await thumb(file('1.2.840.10008.1.2.4.102')), 'video');
    assert.equal(await thumb(file('1.2.840.10008.1.2.4.201')), 'unsupported-syntax');
    assert.equal(await thumb(file('1.2.3.4.5')), 'unsupported-syntax');
    for (const syntax of [JPEG_BASELINE, files.JPEG_2000, files.RLE])
      assert.equal(await thumb(file(syntax)), 'damaged');
  });
});

describe('frames', () => {
  const counted = (bytes: Uint8Array<ArrayBuffer>) => {
    const blob = new Blob([bytes]);
    const slice = blob.slice.bind(blob);
    let read = 0;
    blob.slice = (start = 0, end = blob.size) => {
      read += Math.min(end, blob.size) - start;
      return slice(start, end);
    };
    return { blob, read: () => read };
  };

  it('the middle one is shown, and of the others nothing is read', async () => {
    const frame = 64 * 64;
    const pixels = new Uint8Array(frame * 101);
    for (let index = 0; index < 101; index++) pixels.fill(index, index * frame, (index + 1) * frame);
    const { blob, read } = counted(
      imageFile({ width: 64, height: 64, frames: 101, window: [128, 256], pixels }),
    );
    assert.equal(levels(await picture(blob))[0], 50);
    assert.ok(read() < frame + 40_000, String(read()));
  });

  // Of three frames only the middle one can be decoded.
  const item = (bytes: Uint8Array) => {
    const head = new DataView(new ArrayBuffer(8));
    head.setUint32(0, 0xe000fffe, true);
    head.setUint32(4, bytes.length, true);
    return [...new Uint8Array(head.buffer), ...bytes];
  };
  const broken = streams.jpegLs12.slice(0, 60);
  const good = streams.jpegLs12;
  const base = {
    width: streams.WIDTH,
    height: streams.HEIGHT,
    bits: 16,
    stored: 12,
    frames: 3,
    syntax: files.JPEG_LS,
  };
  const end = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
  const longs = (values: number[], size: 4 | 8) => {
    const view = new DataView(new ArrayBuffer(values.length * size));
    values.forEach((value, index) => view.setUint32(index * size, value, true));
    return new Uint8Array(view.buffer);
  };
  const encapsulated = (table: Uint8Array, frames: Uint8Array[], more: DicomElement[] = []) =>
    imageFile({
      ...base,
      more: [
        ...more,
        {
          tag: 0x7fe00010,
          vr: 'OB',
          length: 0xffffffff,
          value: Uint8Array.from([...item(table), ...frames.flatMap(item), ...end]),
        },
      ],
    });

  it('by the basic offset table, the extended one, and without any', async () => {
    const frames = [broken, good, broken];
    const offsets = [0, 68, 76 + good.length];
    const none = new Uint8Array();
    const extended: DicomElement[] = [
      { tag: 0x7fe00001, vr: 'OV', value: longs(offsets, 8) },
      { tag: 0x7fe00002, vr: 'OV', value: longs([60, good.length, 60], 8) },
    ];
    for (const file of [
      encapsulated(longs(offsets, 4), frames),
      encapsulated(none, frames, extended),
      encapsulated(none, frames),
    ])
      assert.equal((await picture(file)).width, streams.WIDTH);
    // Several fragments for each frame: they are told apart by how they begin.
    const parts = [broken.slice(0, 20), broken.slice(20), good.slice(0, 30), good.slice(30), broken];
    assert.equal((await picture(encapsulated(none, parts))).width, streams.WIDTH);
    // A table that is wrong is left alone.
    assert.equal((await picture(encapsulated(longs([1e6, 2e6, 3e6], 4), frames))).width, streams.WIDTH);
  });
});

const data = testData();
// Where they are not there, the streams made above have to do.
if (data !== null)
  describe('real files', () => {
    it('each with rows has a picture, or a reason that is known', async () => {
      const expected = JSON.parse(readFileSync(join(data!, 'dicom/expected.json'), 'utf8')) as {
        path: string;
        Rows: string;
      }[];
      const without: Record<string, string> = {};
      for (const { path, Rows } of expected) {
        const made = await thumb(await openAsBlob(join(data!, 'dicom', path)), 96);
        if (typeof made !== 'string') assert.ok(Math.max(made.width, made.height) <= 96);
        else if (Rows !== '') without[path.replace(/.*\//, '')] = made;
        else assert.equal(made, 'no-pixels', path);
      }
      assert.deepEqual(without, {
        'chrJapMulti.dcm': 'no-pixels',
        'chrJapMultiExplicitIR6.dcm': 'no-pixels',
        'chrKoreanMulti.dcm': 'no-pixels',
        // A stream whose first bytes were overwritten.
        'JPEG2000-embedded-sequence-delimiter.dcm': 'unsupported-syntax',
        // Its pixel data ends early.
        'MR_truncated.dcm': 'damaged',
      });
    });

    it('the same picture in each compression looks the same', async () => {
      const folder = join(data!, 'dicom/pydicom/test_files');
      const of = async (name: string) => picture(await openAsBlob(join(folder, name)));
      const original = await of('MR_small.dcm');
      for (const name of [
        'MR_small_RLE',
        'MR_small_bigendian',
        'MR_small_jp2klossless',
        'MR_small_jpeg_ls_lossless',
      ])
        assert.deepEqual((await of(`${name}.dcm`)).rgba, original.rgba, name);
      const colours = await of('SC_rgb_rle.dcm');
      for (const name of [
        'SC_rgb_jpeg_gdcm',
        'SC_rgb_gdcm_KY',
        'SC_rgb_jls_lossy_line',
        'SC_rgb_dcmtk_+eb+cr',
        'SC_ybr_full_422_uncompressed',
      ])
        assert.ok(worst(await of(`${name}.dcm`), (x, y) => rgb(colours, x, y)) <= 6, name);
    });
  });
