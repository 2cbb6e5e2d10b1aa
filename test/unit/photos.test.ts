/** Photos of paper: what is said of them, what is left out of them, and the PDF they become. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  assessPhoto,
  guessTurned,
  pdfOfImages,
  preparePhoto,
  stripJpegMetadata,
} from '../../src/documents/photos/index.js';
import { noise } from '../support/fixtures.js';

interface Page {
  data: Float32Array;
  width: number;
  height: number;
}

/** Letters of five by seven, a row a number. */
const LETTERS = [
  [14, 17, 17, 31, 17, 17, 17],
  [30, 17, 30, 17, 17, 17, 30],
  [31, 16, 30, 16, 16, 16, 31],
  [17, 17, 17, 31, 17, 17, 17],
  [4, 4, 4, 4, 4, 4, 4],
  [17, 27, 21, 17, 17, 17, 17],
  [14, 17, 17, 17, 17, 17, 14],
  [15, 16, 16, 14, 1, 1, 30],
  [31, 4, 4, 4, 4, 4, 4],
];

/** A sheet with lines of print: letters of `size` pixels a dot, words of random length; `lines` at most. */
function sheet({ width = 740, height = 1047, size = 1.2, lines = 999, ink = 30, paper = 235 } = {}): Page {
  const data = new Float32Array(width * height).fill(paper);
  const random = noise(100_000, 7);
  let next = 0;
  for (let line = 0, top = 60; line < lines && top < height - 70; line++, top += 13 * size) {
    for (let left = 50; left < width - 60; left += 6.4 * size) {
      const pick = random[next++ % random.length] ?? 0;
      if (pick % 6 === 0) continue;
      const letter = LETTERS[pick % LETTERS.length] as number[];
      for (let y = 0; y < 7 * size; y++)
        for (let x = 0; x < 5 * size; x++)
          if (((letter[Math.floor(y / size)] as number) >> (4 - Math.floor(x / size))) & 1)
            data[Math.floor(top + y) * width + Math.floor(left + x)] = ink;
    }
  }
  return { data, width, height };
}

/** Gaussian blur of that standard deviation, in pixels. */
function blurred({ data, width, height }: Page, sigma: number): Page {
  if (sigma === 0) return { data, width, height };
  const radius = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const along = (from: Float32Array, length: number, step: number, lines: number, between: number) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < lines; line++)
      for (let i = 0; i < length; i++) {
        let sum = 0;
        for (let k = -radius; k <= radius; k++)
          sum +=
            (kernel[k + radius] as number) *
            (from[line * between + Math.min(length - 1, Math.max(0, i + k)) * step] as number);
        to[line * between + i * step] = sum / total;
      }
    return to;
  };
  return { data: along(along(data, width, 1, height, width), height, width, width, 1), width, height };
}

/** As a camera sees it: `gain` of the light, noise of that standard deviation, shade towards the right. */
function photo({ data, width, height }: Page, { gain = 0.85, grain = 3, shade = 0 } = {}) {
  const random = noise(4 * 65_536, 3);
  const rgba = new Uint8ClampedArray(4 * width * height);
  data.forEach((value, i) => {
    const at = 4 * ((i * 7919) % 65_536);
    // The sum of four even bytes is as good as normal: mean 510, standard deviation 148.
    const sum = (random[at] ?? 0) + (random[at + 1] ?? 0) + (random[at + 2] ?? 0) + (random[at + 3] ?? 0);
    const seen = value * gain * (1 - (shade * (i % width)) / width) + (grain * (sum - 510)) / 148;
    rgba[4 * i] = rgba[4 * i + 1] = rgba[4 * i + 2] = seen;
    rgba[4 * i + 3] = 255;
  });
  return { data: rgba, width, height };
}

function turnedRight({ data, width, height }: Page): Page {
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[x * height + height - 1 - y] = data[y * width + x] as number;
  return { data: out, width: height, height: width };
}

const drawn = (value: (x: number, y: number) => number, width = 740, height = 1047): Page => ({
  data: Float32Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
  width,
  height,
});

describe('a photo is assessed', () => {
  const page = sheet();
  const soft = blurred(page, 0.8);
  const gone = blurred(page, 2.8);

  it('readable photos get no warning: crisp, a little soft, noisy, in half shade, in a dim room', () => {
    for (const [what, image] of [
      ['crisp', photo(page)],
      ['a little soft', photo(soft)],
      ['noisy', photo(soft, { grain: 9 })],
      ['shaded', photo(soft, { shade: 0.45 })],
      ['dim', photo(soft, { gain: 0.4 })],
      ['large letters', photo(blurred(sheet({ size: 2.7 }), 1.3))],
      ['few lines', photo(blurred(sheet({ lines: 6 }), 0.7))],
      ['a scan', photo(page, { gain: 1.08, grain: 0 })],
    ] as const) {
      const { findings, sharpness } = assessPhoto(image);
      assert.deepEqual(findings, [], what);
      assert.ok(sharpness !== null && sharpness > 0.01, what);
    }
  });

  it('letters that run together are blurred, with and without noise, and however strongly', () => {
    const much = blurred(page, 5);
    for (const [what, image] of [
      ['blurred', photo(gone)],
      ['without noise', photo(gone, { grain: 0 })],
      ['with noise', photo(gone, { grain: 4 })],
      ['shaded', photo(gone, { shade: 0.4 })],
      ['lines gone', photo(blurred(sheet({ lines: 40 }), 5))],
      ['much', photo(much, { grain: 1 })],
    ] as const)
      if (what !== 'much') assert.deepEqual(assessPhoto(image).findings, ['blurred'], what);
      // A full page that is all grey has nothing left to tell it from an empty one; it may not be called sharp.
      else assert.ok((assessPhoto(image).sharpness ?? 0) < 0.01);
  });

  it('the more blur, the less sharpness', () => {
    const values = [0, 0.6, 1.2, 1.8].map((sigma) => assessPhoto(photo(blurred(page, sigma))).sharpness ?? 0);
    assert.deepEqual(
      [...values].sort((a, b) => b - a),
      values,
    );
  });

  it('what is no page has no sharpness: empty paper, shadows, an X-ray film', () => {
    const film = drawn((x, y) => {
      const [u, v] = [(x - 370) / 310, (y - 523) / 440];
      const inside = 1 - u * u - v * v;
      return inside < 0 ? 6 : inside * 150 * (0.6 + 0.4 * Math.sin(y / 15 + Math.abs(u) * 3)) + 15;
    });
    const shadow = drawn((x, y) => 235 - 110 / (1 + Math.exp((x - y / 2) / 60)));
    for (const image of [
      photo(drawn(() => 240)),
      photo(shadow),
      photo(film),
      photo(film, { grain: 8 }),
      photo(drawn(() => 0)),
    ])
      assert.equal(assessPhoto(image).sharpness, null);
    assert.deepEqual(assessPhoto(photo(film)).findings, []);
    assert.deepEqual(
      assessPhoto(
        photo(
          drawn(() => 240),
          { grain: 8 },
        ),
      ).findings,
      [],
    );
  });

  it('too dark, too bright, too small', () => {
    assert.ok(assessPhoto(photo(soft, { gain: 0.2 })).findings.includes('too-dark'));
    assert.ok(
      assessPhoto(photo(sheet({ ink: 215, paper: 255 }), { gain: 1.05 })).findings.includes('too-bright'),
    );
    assert.deepEqual(assessPhoto(photo(sheet({ width: 600, height: 800 }))).findings, ['low-resolution']);
    const { brightness, contrast } = assessPhoto(photo(page, { gain: 1, grain: 0 }));
    assert.ok(Math.abs(brightness - 235 / 255) < 0.01);
    assert.ok(contrast > 0.3 && contrast < 0.85);
  });

  it('whatever the size and the pixels: numbers in range, no exception', () => {
    fc.assert(
      fc.property(fc.nat(90), fc.nat(90), fc.uint8Array({ maxLength: 3_000 }), (width, height, data) => {
        for (const image of [
          { data, width, height },
          { data: noise(4 * width * height), width, height },
        ]) {
          const { brightness, contrast, sharpness } = assessPhoto(image);
          assert.ok(brightness >= 0 && brightness <= 1 && contrast >= 0 && contrast <= 1);
          assert.ok(sharpness === null || sharpness >= 0);
          guessTurned(image);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('which way a page lies', () => {
  it('level or sideways, for print of any size, with noise and a little blur', () => {
    fc.assert(
      fc.property(
        fc.record({
          size: fc.double({ min: 1.2, max: 3.2, noNaN: true }),
          sigma: fc.constantFrom(0, 1),
          grain: fc.nat(8),
        }),
        ({ size, sigma, grain }) => {
          const page = blurred(sheet({ size }), sigma);
          const right = turnedRight(page);
          // Of large letters a tile has too little to be sure; it may say nothing, never the wrong thing.
          const allowed = (answer: 'level' | 'sideways') => (size < 2 ? [answer] : [answer, null]);
          assert.ok(allowed('level').includes(guessTurned(photo(page, { grain }))));
          assert.ok(allowed('sideways').includes(guessTurned(photo(right, { grain }))));
          assert.ok(allowed('level').includes(guessTurned(photo(turnedRight(right), { grain }))));
        },
      ),
      { numRuns: 5 },
    );
  });

  it('says nothing of what has no lines', () => {
    assert.equal(guessTurned(photo(drawn(() => 240))), null);
    const checks = drawn((x, y) => (((x >> 3) + (y >> 3)) % 2 ? 230 : 40));
    assert.equal(guessTurned(photo(checks)), null);
  });
});

const latin = (text: string) => Array.from(text, (character) => character.charCodeAt(0) & 0xff);
const segment = (marker: number, payload: readonly number[]) => [
  0xff,
  marker,
  (payload.length + 2) >> 8,
  (payload.length + 2) & 0xff,
  ...payload,
];
const exif = (orientation: number, little: boolean) => {
  const u16 = (value: number) => (little ? [value, 0] : [0, value]);
  const u32 = (value: number) => (little ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const gps = [...u16(0x25), ...u16(4), ...u32(1), ...u32(99)];
  gps.splice(0, 2, ...(little ? [0x25, 0x88] : [0x88, 0x25]));
  const tag = little ? [0x12, 0x01] : [0x01, 0x12];
  return [
    ...latin(`Exif\0\0${little ? 'II*\0' : 'MM\0*'}`),
    ...u32(8),
    ...u16(2),
    ...gps,
    ...[...tag, ...u16(3), ...u32(1), ...u16(orientation), 0, 0],
    ...latin('SECRET place'),
  ];
};
const frame = (width: number, height: number, components = 3, marker = 0xc0) =>
  segment(marker, [
    8,
    height >> 8,
    height & 0xff,
    width >> 8,
    width & 0xff,
    components,
    ...Array<number>(3 * components).fill(1),
  ]);
/** Coded data with stuffed zeros, restart markers and fill bytes. */
const SCAN = [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd7, 5];

function jpeg({
  orientation = 1,
  little = true,
  width = 40,
  height = 30,
  components = 3,
  extra = [] as number[],
} = {}) {
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, [...latin('JFIF\0'), 1, 2, 1, 0, 72, 0, 72, 1, 1, 9, 9, 9]),
    ...segment(0xe1, exif(orientation, little)),
    ...segment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0SECRET')),
    ...segment(0xe2, latin('ICC_PROFILE\0\x01\x01profile')),
    ...segment(0xe2, latin('MPF\0SECRET')),
    ...segment(0xed, latin('Photoshop 3.0\0SECRET')),
    ...extra,
    ...segment(0xfe, latin('SECRET comment')),
    ...segment(0xdb, [0, ...Array<number>(64).fill(7)]),
    ...[0xff, 0xff],
    ...frame(width, height, components).slice(1),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...SCAN,
    ...segment(0xc4, [0, 1, 2]),
    ...segment(0xda, [1, 2, 0, 0, 63, 0]),
    ...SCAN,
    ...[0xff, 0xd9],
    ...latin('SECRET film behind the picture'),
  ]);
}
const textOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

describe('metadata of a JPEG', () => {
  it('is left out; colours and the coded picture stay', () => {
    const bytes = jpeg({
      extra: segment(0xee, [...latin('Adobe'), 0, 100, 0, 0, 0, 0, 1, ...latin('SECRET')]),
    });
    const stripped = stripJpegMetadata(bytes);
    assert.ok(stripped);
    const out = textOf(stripped.bytes);
    assert.doesNotMatch(out, /SECRET|Exif|MPF|Photoshop|xap/);
    assert.match(out, /JFIF/);
    assert.match(out, /ICC_PROFILE\0\x01\x01profile/); // eslint-disable-line no-control-regex -- the segment's own bytes
    assert.match(out, /Adobe/);
    assert.equal(out.split(textOf(Uint8Array.from(SCAN))).length, 3);
    assert.ok(out.endsWith('\xff\xd9'));
    assert.deepEqual(
      [stripped.width, stripped.height, stripped.components, stripped.adobe, stripped.orientation],
      [40, 30, 3, true, 1],
    );
    // What has nothing to lose stays as it is.
    assert.deepEqual(stripJpegMetadata(stripped.bytes)?.bytes, stripped.bytes);
  });

  it('the orientation is read first, in either byte order', () => {
    for (let orientation = 1; orientation <= 8; orientation++)
      for (const little of [true, false])
        assert.equal(stripJpegMetadata(jpeg({ orientation, little }))?.orientation, orientation);
    assert.equal(stripJpegMetadata(jpeg({ orientation: 9 }))?.orientation, 1);
  });

  it('a picture that is cut keeps what is there; what is no picture gives null', () => {
    const bytes = jpeg();
    const cut = stripJpegMetadata(bytes.subarray(0, bytes.length - 40));
    assert.ok(cut && textOf(cut.bytes).endsWith('\xff\xd9'));
    for (const none of [
      [],
      [0xff],
      [0xff, 0xd8],
      [0xff, 0xd8, 0xff, 0xd9],
      latin('%PDF-1.7'),
      Array.from(bytes.subarray(0, 90)),
    ])
      assert.equal(stripJpegMetadata(Uint8Array.from(none)), null);
  });

  it('never throws; what comes out holds no application segment but the three', () => {
    const whole = jpeg();
    const broken = fc
      .tuple(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(whole.length),
      )
      .map(([flips, length]) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of flips) if (at < length) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const stripped = stripJpegMetadata(bytes);
        if (!stripped) return;
        assert.deepEqual(stripJpegMetadata(stripped.bytes)?.bytes, stripped.bytes);
        assert.ok(stripped.bytes.length <= bytes.length + 2);
      }),
      { numRuns: Number(process.env['FUZZ'] ?? 2_000) },
    );
  });
});

describe('the PDF of several photos', () => {
  const now = new Date('2026-03-12T10:20:30Z');
  const made = async (pages: Parameters<typeof pdfOfImages>[0], title?: string) => {
    const blob = await pdfOfImages(pages, { now, ...(title === undefined ? {} : { title }) });
    assert.ok(blob instanceof Blob);
    assert.equal(blob.type, 'application/pdf');
    return textOf(new Uint8Array(await blob.arrayBuffer()));
  };
  const page = (options: Parameters<typeof jpeg>[0] = {}) => ({ jpeg: jpeg(options), width: 40, height: 30 });

  it('every object stands where the cross-reference table says, every stream is as long as it says', async () => {
    const pdf = await made([page(), page({ width: 30, height: 40 }), page({ components: 1 })], 'Labs, März');
    assert.ok(pdf.startsWith('%PDF-1.7\n'));
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    const table = /^xref\n0 (\d+)\n0000000000 65535 f \n((?:\d{10} 00000 n \n)+)trailer\n/.exec(
      pdf.slice(start),
    );
    assert.ok(table);
    const offsets = (table[2] ?? '')
      .split('\n')
      .filter(Boolean)
      .map((entry) => Number(entry.slice(0, 10)));
    assert.equal(Number(table[1]), offsets.length + 1);
    assert.equal(offsets.length, 3 + 3 * 3);
    offsets.forEach((offset, index) => {
      const object = pdf.slice(offset);
      assert.ok(object.startsWith(`${index + 1} 0 obj\n`));
      const length = /^\d+ 0 obj\n<<[^\n]*\/Length (\d+) >>\nstream\n/.exec(object);
      if (length)
        assert.ok(object.slice(length[0].length + Number(length[1])).startsWith('\nendstream\nendobj\n'));
    });
    assert.match(pdf, /\/Kids \[4 0 R 7 0 R 10 0 R\] \/Count 3/);
  });

  it('holds the pictures as they are and nothing of their metadata, in the order given', async () => {
    const pages = [page({ width: 11 }), page({ width: 22 }), page({ width: 33 })];
    const pdf = await made(pages);
    assert.doesNotMatch(pdf, /SECRET|Exif/);
    assert.deepEqual(
      [...pdf.matchAll(/\/Width (\d+)/g)].map(([, width]) => width),
      ['11', '22', '33'],
    );
    for (const { jpeg: bytes } of pages)
      assert.ok(pdf.includes(textOf(stripJpegMetadata(bytes)?.bytes as Uint8Array)));
  });

  it('A4 or Letter by the proportions, turned as the picture is shown', async () => {
    const box = async (width: number, height: number, orientation = 1) =>
      /\/MediaBox \[0 0 ([\d. ]+)\]/.exec(await made([page({ width, height, orientation })]))?.[1];
    assert.equal(await box(2100, 2970), '595.276 841.89');
    assert.equal(await box(2970, 2100), '841.89 595.276');
    assert.equal(await box(850, 1100), '612 792');
    assert.equal(await box(1000, 1000), '612 792');
    // Stored lying, shown standing.
    assert.equal(await box(2970, 2100, 6), '595.276 841.89');
  });

  it('all eight orientations show the same corner of the picture at the top left', async () => {
    // Where the stored picture's corners go: [column, row] of the stored corner that is shown at the top left.
    const corners = ['0 1', '1 1', '1 0', '0 0', '0 1', '0 0', '1 0', '1 1'];
    for (let orientation = 1; orientation <= 8; orientation++) {
      const [width, height] = orientation > 4 ? [2970, 2100] : [2100, 2970];
      const pdf = await made([page({ width, height, orientation })]);
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = (/q ([-\d. ]+) cm/.exec(pdf)?.[1] ?? '')
        .split(' ')
        .map(Number);
      const shown = (x: number, y: number) => [Math.round(a * x + c * y + e), Math.round(b * x + d * y + f)];
      const [x = 0, y = 0] = (corners[orientation - 1] ?? '').split(' ').map(Number);
      assert.deepEqual(shown(x, y), [0, 842], `${orientation}`);
    }
  });

  it('the same pictures and time give the same bytes; another title another identifier', async () => {
    const id = (pdf: string) => /\/ID \[<([0-9a-f]{32})> <\1>\]/.exec(pdf)?.[1];
    const one = await made([page()], 'Größe 😀');
    assert.equal(one, await made([{ ...page(), jpeg: new Blob([jpeg()]) }], 'Größe 😀'));
    assert.notEqual(id(one), id(await made([page()], 'B')));
    assert.match(one, /\/Title <FEFF0047007200F600DF00650020D83DDE00>/i);
    assert.match(one, /\/CreationDate \(D:20260312102030Z\)/);
  });

  it('says which picture is no JPEG', async () => {
    assert.deepEqual(await pdfOfImages([page(), { jpeg: Uint8Array.of(1), width: 1, height: 1 }], { now }), {
      unavailable: 'not-a-jpeg',
      page: 1,
    });
  });
});

describe('preparing where there is no canvas', () => {
  it('says so, and heeds the signal', async () => {
    const file = new Blob([jpeg()]);
    assert.deepEqual(await preparePhoto(file, {}, new AbortController().signal), {
      unavailable: 'no-canvas',
    });
    const reason = new Error('left');
    await assert.rejects(preparePhoto(file, {}, AbortSignal.abort(reason)), reason);
  });
});
