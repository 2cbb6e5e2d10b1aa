/**
 * Walks the elements of a DICOM data set (PS3.5 section 7), one event after another, without copying and without
 * recursion. Nothing is read but tags, VRs and lengths, so a walk over a header costs next to nothing.
 */

import { hasLongForm, isLetters, isVr, SQ, UN } from './vr.js';

export interface Encoding {
  /** Explicit VR (PS3.5 section 7.1.2). */
  explicit: boolean;
  littleEndian: boolean;
}

export type ElementEvent =
  /** A whole element that holds no items. */
  | 'element'
  /** The header of a sequence; its items follow. */
  | 'sequence'
  | 'sequence-end'
  /** The header of an item; its elements follow. */
  | 'item'
  | 'item-end'
  /** The header of encapsulated pixel data (PS3.5 section A.4); its fragments follow, the first is the offset table. */
  | 'pixels'
  | 'fragment'
  | 'pixels-end';

export const UNDEFINED_LENGTH = 0xffffffff;
export const PIXEL_DATA = 0x7fe00010;

/** Sequences in sequences; real files stay under ten. */
export const MAX_DEPTH = 100;

const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;

interface Frame {
  kind: 'data-set' | 'item' | 'sequence' | 'pixels';
  /** Where it ends at the latest. */
  end: number;
  defined: boolean;
  explicit: boolean;
  littleEndian: boolean;
  /** What PS3.5 section 6.2.2 wants in implicit VR, and some write in explicit VR all the same. */
  unknown: boolean;
}

/**
 * `while (walker.next())` look at `event`, `tag` and the rest, which stand until the next call. The spans from `offset`
 * to `end` of all events follow each other without gap, but for what was malformed. Starts and ends are balanced,
 * also where the data is cut short; only an `incomplete` walk stops where it is.
 */
export class DataSetWalker {
  event: ElementEvent = 'element';
  /** Group times 0x10000 plus element number. */
  tag = 0;
  /** Of the tag, in `bytes`. */
  offset = 0;
  valueOffset = 0;
  /** As it stands, in bytes; {@link UNDEFINED_LENGTH}. */
  length = 0;
  /**
   * Of the value; of a start (sequence, item, pixels) of its header. Never past the item or file that holds it, but
   * past `bytes` where they are only a head.
   */
  end = 0;
  /** 0 for elements of the data set itself, 1 for items of its sequences and their elements, and so on. */
  depth = 0;
  /** How what is current is written; inside `UN` it is implicit VR little endian. */
  explicit = true;
  littleEndian = true;
  /** More bytes than those given are needed to go on. */
  incomplete = false;
  /** The file ends before a value, item or sequence does. */
  truncated = false;
  /** Lengths that contradict each other, delimiters out of place, too many levels. */
  malformed = false;

  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #size: number;
  readonly #frames: Frame[] = [];
  #frame: Frame;
  #position: number;
  #vr = 0;
  #stopped = false;

  /**
   * @param bytes the file, or its first bytes
   * @param start offset of the first element
   * @param size of the whole file in bytes, when `bytes` are only its head
   */
  constructor(bytes: Uint8Array, start: number, encoding: Encoding, size = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#size = Math.max(size, bytes.length);
    this.#position = start;
    this.#frame = {
      kind: 'data-set',
      end: this.#size,
      defined: true,
      explicit: encoding.explicit,
      littleEndian: encoding.littleEndian,
      unknown: false,
    };
  }

  /** Two letters; `SQ` of sequences, also in implicit VR, where all others are ''. */
  get vr(): string {
    return this.#vr ? String.fromCharCode(this.#vr >> 8, this.#vr & 255) : '';
  }

  /** Where the next event begins. */
  get position(): number {
    return this.#position;
  }

  /** False at the end, or where the bytes end (`incomplete`). */
  next(): boolean {
    for (;;) {
      const frame = this.#frame;
      const at = this.#position;
      if (at + 8 > frame.end) {
        if (at < frame.end) {
          if (frame.end > this.#bytes.length) return this.#wait();
          if (!this.#isPadding(at, frame)) this.#overrun(frame.end);
        }
        if (frame.kind === 'data-set') return false;
        if (!frame.defined && !this.#stopped) this.#overrun(frame.end);
        this.#position = frame.end;
        this.#close(frame.end);
        return true;
      }
      if (at + 8 > this.#bytes.length) return this.#wait();
      const little = frame.littleEndian;
      this.tag = this.#view.getUint16(at, little) * 0x10000 + this.#view.getUint16(at + 2, little);
      this.offset = at;
      this.explicit = frame.explicit;
      this.littleEndian = little;
      if (frame.kind === 'sequence' || frame.kind === 'pixels') {
        if (this.#member(frame)) return true;
      } else if (this.tag >= 0xfffe0000) {
        if (this.#delimiter(frame)) return true;
      } else if (this.tag === 0 && frame.kind === 'data-set' && this.#view.getUint32(at + 4, little) === 0) {
        // Zeros after the last element: padding to a block of the medium.
        this.#position = frame.end;
      } else {
        if (this.#element(frame)) return true;
        if (this.incomplete) return false;
      }
    }
  }

  /** After the start of a sequence, item or pixel data: goes past its end, whose event is not seen. */
  skip(): void {
    const { kind, defined, end } = this.#frame;
    if (kind === 'data-set') return;
    if (defined) {
      this.#position = end;
      this.#close(end);
      return;
    }
    const level = this.#frames.length;
    while (this.#frames.length >= level && this.next());
  }

  #wait(): false {
    this.incomplete = true;
    return false;
  }

  /** Something ends later than what holds it. */
  #overrun(limit: number): void {
    if (limit === this.#size) this.truncated = true;
    else this.malformed = true;
  }

  /** What cannot be understood hides where the next element begins: nothing after it is read. */
  #stop(): false {
    this.malformed = true;
    this.#stopped = true;
    this.#position = this.#size;
    return false;
  }

  #isPadding(at: number, { kind, end }: Frame): boolean {
    return kind === 'data-set' && this.#bytes.subarray(at, end).every((byte) => byte === 0);
  }

  #open(frame: Frame): void {
    this.#frames.push(this.#frame);
    this.#frame = frame;
  }

  /** The current sequence, item or pixel data is over; `end` is where its delimiter ends. */
  #close(end: number): true {
    const { kind } = this.#frame;
    this.event = kind === 'item' ? 'item-end' : kind === 'pixels' ? 'pixels-end' : 'sequence-end';
    this.tag = kind === 'item' ? ITEM_END : SEQUENCE_END;
    this.offset = this.#position;
    this.valueOffset = this.end = this.#position = end;
    this.length = 0;
    this.#vr = 0;
    this.#frame = this.#frames.pop() ?? this.#frame;
    this.depth = (this.#frames.length + (kind === 'item' ? 1 : 0)) >> 1;
    return true;
  }

  /** What a sequence or pixel data holds: items or fragments, and the delimiter. */
  #member(frame: Frame): boolean {
    const at = this.#position;
    const length = this.#view.getUint32(at + 4, frame.littleEndian);
    if (this.tag === SEQUENCE_END) {
      if (!frame.defined) return this.#close(at + 8);
      this.malformed = true;
      this.#position = at + 8;
      return false;
    }
    const fragment = frame.kind === 'pixels';
    const defined = length !== UNDEFINED_LENGTH;
    if (this.tag !== ITEM || (fragment && !defined)) {
      if (!frame.defined) return this.#stop();
      this.malformed = true;
      this.#position = frame.end;
      return false;
    }
    let end = defined ? at + 8 + length : frame.end;
    if (end > frame.end) {
      this.#overrun(frame.end);
      end = frame.end;
    }
    this.event = fragment ? 'fragment' : 'item';
    this.depth = (this.#frames.length + 1) >> 1;
    this.#vr = 0;
    this.length = length;
    this.valueOffset = at + 8;
    this.#position = this.end = fragment ? end : at + 8;
    if (!fragment) {
      const { littleEndian, unknown } = frame;
      const explicit = unknown ? isVr(this.#bytes[at + 12] ?? 0, this.#bytes[at + 13] ?? 0) : frame.explicit;
      this.#open({ kind: 'item', end, defined, explicit, littleEndian, unknown });
    }
    return true;
  }

  /** Group FFFE among elements: right only at the end of an item of undefined length. */
  #delimiter(frame: Frame): boolean {
    if (frame.kind === 'item' && !frame.defined) {
      if (this.tag === ITEM_END) return this.#close(this.#position + 8);
      if (this.tag === SEQUENCE_END) {
        this.malformed = true;
        return this.#close(this.#position);
      }
    }
    this.malformed = true;
    this.#position += 8;
    return false;
  }

  #element(frame: Frame): boolean {
    const at = this.#position;
    const { littleEndian: little } = frame;
    const view = this.#view;
    let vr = frame.explicit ? view.getUint16(at + 4) : 0;
    let length: number;
    let value = at + 8;
    if (vr && isLetters(vr)) {
      length = view.getUint16(at + 6, little);
      if (hasLongForm(vr, length)) {
        value = at + 12;
        if (value > frame.end) {
          this.#overrun(frame.end);
          this.#position = frame.end;
          return false;
        }
        if (value > this.#bytes.length) return this.#wait();
        length = view.getUint32(at + 8, little);
      }
    } else {
      if (frame.explicit) this.malformed = true;
      vr = 0;
      length = view.getUint32(at + 4, little);
    }
    this.depth = this.#frames.length >> 1;
    this.valueOffset = value;
    this.length = length;
    const defined = length !== UNDEFINED_LENGTH;
    let end = defined ? value + length : frame.end;
    if (end > frame.end) {
      this.#overrun(frame.end);
      end = frame.end;
    }
    const unknown = vr === UN;
    let kind: Frame['kind'] | '' = '';
    if (!defined) {
      // O* of undefined length is encapsulated; so is pixel data whatever its VR says.
      const encapsulated = this.tag === PIXEL_DATA || vr >> 8 === 0x4f;
      if (vr && vr !== SQ && !unknown && !encapsulated) this.malformed = true;
      kind = encapsulated ? 'pixels' : 'sequence';
    } else if (vr === SQ || ((!vr || unknown) && this.#holdsItems(value, end, little || unknown)))
      kind = 'sequence';
    if (!kind) {
      this.event = 'element';
      this.#vr = vr;
      this.#position = this.end = end;
      return true;
    }
    if (this.#frames.length >= 2 * MAX_DEPTH) return this.#stop();
    this.event = kind === 'pixels' ? 'pixels' : 'sequence';
    this.#vr = kind === 'pixels' ? vr : SQ;
    this.#position = this.end = value;
    this.#open({
      kind,
      end,
      defined,
      explicit: frame.explicit && !unknown,
      littleEndian: little || unknown,
      unknown: unknown || frame.unknown,
    });
    return true;
  }

  /** Without a VR, a value that begins with an item that fits is a sequence: so private ones are found as well. */
  #holdsItems(value: number, end: number, little: boolean): boolean {
    if (end - value < 8 || value + 8 > this.#bytes.length || this.tag === PIXEL_DATA) return false;
    if (this.#view.getUint16(value, little) !== 0xfffe || this.#view.getUint16(value + 2, little) !== 0xe000)
      return false;
    const length = this.#view.getUint32(value + 4, little);
    return length === UNDEFINED_LENGTH || length <= end - value - 8;
  }
}
