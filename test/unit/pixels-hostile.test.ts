/** RLE both ways, and bytes that mean harm: no decoder throws anything but a reason. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { unpackRle } from '../../src/documents/pixels/rle.js';
import { JPEG_BASELINE } from '../support/dicom-writer.js';
import * as files from '../support/pixel-files.js';
import { imageFile, levels, picture, thumb, worst } from '../support/pixel-files.js';
import * as streams from '../support/pixel-streams.js';

/** PackBits with runs wherever two bytes are equal (PS3.5 section G.3.1). */
function pack(bytes: Uint8Array): number[] {
  const packed: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let end = at + 1;
    while (end < bytes.length && end - at < 128 && bytes[end] === bytes[at]) end++;
    if (end - at > 1) packed.push(257 - (end - at), bytes[at]!);
    else {
      while (end < bytes.length && end - at < 128 && bytes[end] !== bytes[end - 1]) end++;
      packed.push(end - at - 1, ...bytes.subarray(at, end));
    }
    at = end;
  }
  return packed.length % 2 ? [...packed, 0x80] : packed;
}

function rleFrame(segments: readonly Uint8Array[]): Uint8Array {
  const packed = segments.map(pack);
  const header = new Uint32Array(16);
  header[0] = segments.length;
  let offset = 64;
  packed.forEach((segment, index) => {
    header[index + 1] = offset;
    offset += segment.length;
  });
  return Uint8Array.from([...new Uint8Array(header.buffer), ...packed.flat()]);
}

describe('RLE', () => {
  const runs = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 30,
    })
    .map((parts) => Uint8Array.from(parts.flatMap(([length, value]) => Array<number>(length).fill(value))));
  const segment = fc.oneof(runs, fc.uint8Array({ minLength: 1, maxLength: 600 }));

  it('what was packed comes out', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const length = Math.min(...segments.map((each) => each.length));
        const equal = segments.map((each) => each.subarray(0, length));
        assert.deepEqual(
          unpackRle(rleFrame(equal), equal.length, length),
          equal.map((each) => each.slice()),
        );
      }),
    );
  });

  it('8 and 16 bits, grey and RGB', async () => {
    const { WIDTH: width, HEIGHT: height } = streams;
    const plane = (value: (x: number, y: number) => number) =>
      Uint8Array.from({ length: width * height }, (_, index) =>
        value(index % width, Math.floor(index / width)),
      );
    const size = { width, height, syntax: files.RLE };
    const grey = imageFile({ ...size, window: [128, 256], pixels: [rleFrame([plane(streams.grey)])] });
    assert.equal(
      worst(await picture(grey), (x, y) => [streams.grey(x, y)]),
      0,
    );
    const deep = [plane((x, y) => streams.grey12(x, y) >> 8), plane((x, y) => streams.grey12(x, y) & 255)];
    const file = imageFile({ ...size, bits: 16, stored: 12, window: [2048, 4096], pixels: [rleFrame(deep)] });
    assert.ok(worst(await picture(file), (x, y) => [(streams.grey12(x, y) / 4095) * 255]) <= 0.51);
    const colours = [0, 1, 2].map((index) => plane((x, y) => streams.colour(x, y)[index]!));
    const rgb = imageFile({ ...size, photometric: 'RGB', pixels: [rleFrame(colours)] });
    assert.equal(worst(await picture(rgb), streams.colour), 0);
  });

  it('each fragment is a frame', async () => {
    const frames = [10, 20, 30, 40, 50].map((value) => rleFrame([new Uint8Array(16).fill(value)]));
    const file = imageFile({
      width: 4,
      height: 4,
      frames: 5,
      window: [128, 256],
      syntax: files.RLE,
      pixels: frames,
    });
    assert.equal(levels(await picture(file))[0], 30);
  });

  it('random bytes are no frame, and do not throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 4 }),
        async (bytes, segments) => {
          const frame = Uint8Array.from([segments, 0, 0, 0, 64, 0, 0, 0, ...new Uint8Array(56), ...bytes]);
          const made = await thumb(imageFile({ width: 8, height: 8, syntax: files.RLE, pixels: [frame] }));
          assert.ok(typeof made !== 'string' || made === 'damaged');
        },
      ),
    );
  });
});

describe('hostile bytes', () => {
  const { WIDTH: width, HEIGHT: height } = streams;
  const made = [
    imageFile({
      width,
      height,
      photometric: 'YBR_FULL_422',
      syntax: JPEG_BASELINE,
      pixels: [streams.baselineRgb],
    }),
    imageFile({
      width,
      height,
      bits: 16,
      stored: 12,
      syntax: files.JPEG_EXTENDED,
      pixels: [streams.extended12],
    }),
    imageFile({ width, height, bits: 16, syntax: files.JPEG_LOSSLESS, pixels: [streams.lossless16] }),
    imageFile({ width, height, bits: 16, stored: 12, syntax: files.JPEG_LS, pixels: [streams.jpegLs12] }),
    imageFile({ width, height, photometric: 'RGB', syntax: files.JPEG_LS, pixels: [streams.jpegLsRgb] }),
    imageFile({ width, height, bits: 16, stored: 12, syntax: files.JPEG_2000, pixels: [streams.jpeg2000] }),
    imageFile({ width, height, photometric: 'RGB', syntax: files.JPEG_2000, pixels: [streams.jpeg2000Rgb] }),
    imageFile({ width: 8, height: 8, frames: 3, pixels: new Uint8Array(192) }),
  ];
  const reasons = new Set([
    'no-pixels',
    'video',
    'unsupported-syntax',
    'unsupported-format',
    'too-large',
    'damaged',
    'unreadable',
  ]);

  it('end in a picture or a reason', async () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...made),
        fc.array(change, { maxLength: 6 }),
        fc.option(fc.nat()),
        fc.integer({ min: 1, max: 64 }),
        async (file, changes, cut, maxEdge) => {
          const bytes = file.slice(0, cut === null ? file.length : cut % file.length);
          // Behind the preamble, more often in the pixels than in the header.
          for (const [at, value] of changes)
            if (bytes.length > 200) bytes[132 + (at % (bytes.length - 132))] = value;
          const result = await thumb(bytes, maxEdge);
          if (typeof result === 'string') assert.ok(reasons.has(result), result);
          else assert.equal(result.rgba.length, result.width * result.height * 4);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
