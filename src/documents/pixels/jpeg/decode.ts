/**
 * JPEG as DICOM uses it (ITU-T T.81): baseline and extended sequential with Huffman coding in 8 and 12 bits, and lossless
 * (processes 1, 2, 4 and 14). Progressive, hierarchical and arithmetic coding are not.
 */
import { MAX_PIXELS, PixelFault, type Raster, type Size } from '../raster.js';
import { EntropyReader, HuffmanTable } from './entropy.js';
import type { JpegComponent, JpegFrame } from './frame.js';
import { losslessScan } from './lossless.js';
import { SequentialImage } from './sequential.js';

/** `target`: the size that will be shown; where an eighth of the picture is enough, no more is computed. */
export function decodeJpeg(data: Uint8Array, target: Size): Raster {
  return new JpegDecoder(data, target).decode();
}

class JpegDecoder {
  #position = 0;
  #frame: JpegFrame | null = null;
  #lossless: Uint16Array[] | null = null;
  #sequential: SequentialImage | null = null;
  #restartInterval = 0;
  /** `transform` of Adobe's APP14 marker: 0 for RGB. */
  #adobe: number | null = null;
  #jfif = false;
  readonly #done = new Set<number>();
  readonly #quantisation: (Uint16Array | undefined)[] = [];
  readonly #dc: (HuffmanTable | undefined)[] = [];
  readonly #ac: (HuffmanTable | undefined)[] = [];

  constructor(
    private readonly data: Uint8Array,
    private readonly target: Size,
  ) {}

  decode(): Raster {
    if (this.data[0] !== 0xff || this.data[1] !== 0xd8) throw new PixelFault('damaged');
    this.#position = 2;
    while (!this.#frame || this.#done.size < this.#frame.components.length) this.#segment();
    const { components, precision } = this.#frame;
    const planes =
      this.#sequential?.planes() ??
      components.map(({ width, height }, index) => ({ width, height, data: this.#lossless![index]! }));
    return { planes, colour: this.#colour(components), precision };
  }

  /** Lossless data are never transformed; the header says what they are. */
  #colour(components: readonly JpegComponent[]): Raster['colour'] {
    if (components.length !== 3 || this.#lossless) return null;
    if (this.#adobe !== null) return this.#adobe === 0 ? 'rgb' : 'ybr';
    if (components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB') return 'rgb';
    const [first, second] = components;
    return this.#jfif || first!.h !== second!.h || first!.v !== second!.v ? 'ybr' : null;
  }

  #segment(): void {
    const { data } = this;
    while (this.#position < data.length && data[this.#position] !== 0xff) this.#position++;
    while (data[this.#position] === 0xff) this.#position++;
    const marker = data[this.#position++];
    if (marker === undefined || marker === 0xd9) throw new PixelFault('damaged');
    // Stuffing that is left over from a scan, restart markers, TEM: without a length.
    if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) return;
    const length = (data[this.#position]! << 8) | data[this.#position + 1]!;
    const end = this.#position + length;
    if (!(length >= 2) || end > data.length) throw new PixelFault('damaged');
    const body = data.subarray(this.#position + 2, end);
    this.#position = end;
    if (marker === 0xc4) this.#huffman(body);
    else if (marker === 0xda) this.#scan(body);
    else if (marker === 0xdb) this.#quantisers(body);
    else if (marker === 0xdd) this.#restartInterval = (body[0]! << 8) | body[1]!;
    else if (marker === 0xe0) this.#jfif ||= text(body, 'JFIF');
    else if (marker === 0xee && text(body, 'Adobe')) this.#adobe = body[11] ?? null;
    else if (marker === 0xc0 || marker === 0xc1 || marker === 0xc3) this.#start(body, marker === 0xc3);
    else if (marker >= 0xc2 && marker <= 0xcf) throw new PixelFault('unsupported-format');
  }

  #start(body: Uint8Array, lossless: boolean): void {
    const count = body[5] ?? 0;
    if (this.#frame || body.length < 6 + count * 3) throw new PixelFault('damaged');
    const precision = body[0]!;
    const height = (body[1]! << 8) | body[2]!;
    const width = (body[3]! << 8) | body[4]!;
    if (width === 0 || height === 0) throw new PixelFault('damaged');
    if (width * height > MAX_PIXELS) throw new PixelFault('too-large');
    if (count !== 1 && count !== 3) throw new PixelFault('unsupported-format');
    if (lossless ? precision < 2 || precision > 16 : precision !== 8 && precision !== 12)
      throw new PixelFault('unsupported-format');
    const parts = Array.from({ length: count }, (_, index) => body.subarray(6 + index * 3, 9 + index * 3));
    const factors = parts.map((part) => ({ h: part[1]! >> 4, v: part[1]! & 15 }));
    if (factors.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) throw new PixelFault('damaged');
    const maxH = Math.max(...factors.map(({ h }) => h));
    const maxV = Math.max(...factors.map(({ v }) => v));
    const components = parts.map((part, index) => {
      const { h, v } = factors[index]!;
      const size = { width: Math.ceil((width * h) / maxH), height: Math.ceil((height * v) / maxV) };
      return { id: part[0]!, h, v, quantisation: part[2]!, ...size };
    });
    this.#frame = { width, height, precision, components };
    if (!lossless) this.#sequential = new SequentialImage(this.#frame, this.target);
    else if (factors.some(({ h, v }) => h !== maxH || v !== maxV)) throw new PixelFault('unsupported-format');
    else this.#lossless = components.map(() => new Uint16Array(width * height));
  }

  #scan(body: Uint8Array): void {
    const frame = this.#frame;
    const count = body[0] ?? 0;
    if (!frame || count < 1 || count > frame.components.length || body.length < 4 + count * 2)
      throw new PixelFault('damaged');
    const components = Array.from({ length: count }, (_, position) => {
      const index = frame.components.findIndex(({ id }) => id === body[1 + position * 2]);
      // Each component comes once; a stream of endless scans has no end.
      if (index < 0 || this.#done.has(index)) throw new PixelFault('damaged');
      this.#done.add(index);
      const tables = body[2 + position * 2]!;
      return { index, dc: this.#dc[tables >> 4], ac: this.#ac[tables & 15] };
    });
    const [selection, , transform] = body.subarray(1 + count * 2);
    const scan = {
      components,
      selection: selection!,
      pointTransform: transform! & 15,
      restartInterval: this.#restartInterval,
    };
    const reader = new EntropyReader(this.data, this.#position);
    if (this.#lossless) losslessScan(frame, scan, reader, this.#lossless);
    else this.#sequential!.scan(scan, reader, this.#quantisation);
    this.#position = reader.position;
  }

  #huffman(body: Uint8Array): void {
    for (let at = 0; at + 17 <= body.length;) {
      const target = body[at]!;
      const counts = body.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const symbols = body.subarray(at + 17, at + 17 + total);
      if (symbols.length < total) throw new PixelFault('damaged');
      (target >> 4 ? this.#ac : this.#dc)[target & 15] = new HuffmanTable(counts, symbols);
      at += 17 + total;
    }
  }

  #quantisers(body: Uint8Array): void {
    for (let at = 0; at < body.length;) {
      const wide = body[at]! >> 4 > 0;
      const values = body.subarray(at + 1, at + 1 + (wide ? 128 : 64));
      if (values.length < (wide ? 128 : 64)) throw new PixelFault('damaged');
      this.#quantisation[body[at]! & 15] = Uint16Array.from({ length: 64 }, (_, index) =>
        wide ? (values[index * 2]! << 8) | values[index * 2 + 1]! : values[index]!,
      );
      at += 1 + values.length;
    }
  }
}

const text = (body: Uint8Array, expected: string) =>
  String.fromCharCode(...body.subarray(0, expected.length)) === expected;
