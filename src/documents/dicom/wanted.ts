/** Which elements of a header are wanted, and where they stand. */
import { DataSetWalker, type Encoding } from './elements.js';
import type { DicomFinding } from './instance.js';

/** The tags that are read, ascending. */
const TAGS = {
  characterSet: 0x00080005,
  imageType: 0x00080008,
  sopClass: 0x00080016,
  sopInstance: 0x00080018,
  studyDate: 0x00080020,
  accessionNumber: 0x00080050,
  modality: 0x00080060,
  institution: 0x00080080,
  studyDescription: 0x00081030,
  seriesDescription: 0x0008103e,
  patientName: 0x00100010,
  patientId: 0x00100020,
  birthDate: 0x00100030,
  sex: 0x00100040,
  bodyPart: 0x00180015,
  protocol: 0x00181030,
  studyInstance: 0x0020000d,
  seriesInstance: 0x0020000e,
  seriesNumber: 0x00200011,
  instanceNumber: 0x00200013,
  position: 0x00200032,
  orientation: 0x00200037,
  laterality: 0x00200060,
  imageLaterality: 0x00200062,
  imagesInAcquisition: 0x00201002,
  instancesInSeries: 0x00201209,
  samples: 0x00280002,
  photometric: 0x00280004,
  frames: 0x00280008,
  rows: 0x00280010,
  columns: 0x00280011,
  bitsAllocated: 0x00280100,
  burnedIn: 0x00280301,
  documentTitle: 0x00420010,
} as const;

export type Field = keyof typeof TAGS;

const ORDER: readonly number[] = Object.values(TAGS);
export const SLOT = Object.fromEntries(Object.keys(TAGS).map((field, index) => [field, index])) as Record<
  Field,
  number
>;
/** Beside them, what a structured report is called: the meaning of its first concept (PS3.3 section C.17.3). */
export const CONCEPT_MEANING = ORDER.length;
const CONCEPT_NAME = 0x0040a043;
const CODE_MEANING = 0x00080104;
/** The content tree of a report, which may be large, comes after all that is wanted of one. */
const CONTENT = 0x0040a730;

/** Where each wanted value is, by its {@link SLOT}: byte offsets, an end of 0 where the data set has none. */
export interface Wanted {
  starts: Uint32Array;
  ends: Uint32Array;
  /** Of the numbers at these places. */
  littleEndian: boolean;
  findings: DicomFinding[];
  /** 0 when all was seen that is wanted; else more than this many bytes of the data are needed. */
  needed: number;
  /** Byte offset where the walk ended: pixel data is not in front of it. */
  position: number;
}

/** Goes over the elements of the data set itself. `size` is that of all the data, of which `bytes` may be the head. */
export function findWanted(bytes: Uint8Array, start: number, encoding: Encoding, size: number): Wanted {
  const walker = new DataSetWalker(bytes, start, encoding, size);
  const starts = new Uint32Array(ORDER.length + 1);
  const ends = new Uint32Array(ORDER.length + 1);
  let [slot, before, needed, position] = [0, 0, 0, -1];
  const note = (at: number): void => {
    if (walker.end > bytes.length) needed = walker.end;
    else {
      starts[at] = walker.valueOffset;
      ends[at] = walker.end;
    }
  };
  while (!needed && walker.next()) {
    const { tag } = walker;
    // An image has all that is wanted in front of this; only what is none has a title.
    if (tag > TAGS.documentTitle || tag === CONTENT || (tag > TAGS.burnedIn && ends[SLOT.rows])) {
      position = walker.offset;
      break;
    }
    if (walker.event === 'element') {
      if (tag < before) slot = 0;
      before = tag;
      while ((ORDER[slot] ?? Infinity) < tag) slot++;
      if (ORDER[slot] === tag) note(slot);
    } else if (tag === CONCEPT_NAME) {
      while (walker.next() && walker.depth > 0)
        if (walker.tag === CODE_MEANING && walker.depth === 1) note(CONCEPT_MEANING);
    } else walker.skip();
  }
  if (walker.incomplete) needed = walker.position + 8;
  // What has no pixels to be counted may still be cut short: as far as the bytes go, see whether it is.
  else if (position >= 0 && !ends[SLOT.rows])
    while (walker.next()) if (walker.event !== 'element') walker.skip();
  const findings: DicomFinding[] = [];
  if (walker.truncated) findings.push('truncated');
  if (walker.malformed) findings.push('malformed');
  return {
    starts,
    ends,
    littleEndian: encoding.littleEndian,
    findings,
    needed,
    position: position < 0 ? walker.position : position,
  };
}
