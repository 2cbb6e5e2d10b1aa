/** From the places of a header's elements to their values. */
import { textReader } from './character-sets.js';
import type { FileMeta } from './file-meta.js';
import type { DicomInstance } from './instance.js';
import { transferSyntax } from './transfer-syntaxes.js';
import { date, integer, latin, personName, slicePosition } from './values.js';
import { CONCEPT_MEANING, SLOT, type Wanted } from './wanted.js';

/** `US`; `UL` and `IS` where somebody wrote one. Null when there is no such value. */
function count(bytes: Uint8Array, { starts, ends, littleEndian }: Wanted, slot: number): number | null {
  const [start, end] = [starts[slot] ?? 0, ends[slot] ?? 0];
  if (end - start !== 2 && end - start !== 4) return integer(latin(bytes, start, end));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return end - start === 2 ? view.getUint16(start, littleEndian) : view.getUint32(start, littleEndian);
}

export function instanceOf(
  bytes: Uint8Array,
  meta: FileMeta,
  wanted: Wanted,
): { instance: DicomInstance; doubtful: boolean } {
  const { starts, ends } = wanted;
  let doubtful = false;
  const plain = (slot: number): string => latin(bytes, starts[slot] ?? 0, ends[slot] ?? 0);
  const whole = (slot: number): number | null => integer(plain(slot));
  const decode = textReader(plain(SLOT.characterSet));
  const text = (slot: number): string => {
    const decoded = decode(bytes, starts[slot] ?? 0, ends[slot] ?? 0);
    doubtful ||= decoded.doubtful;
    return decoded.text;
  };
  const burnedIn = plain(SLOT.burnedIn);
  const imageType = plain(SLOT.imageType);
  const instance: DicomInstance = {
    transferSyntaxUID: meta.transferSyntaxUID,
    sopClassUID: plain(SLOT.sopClass) || meta.mediaStorageSOPClassUID,
    sopInstanceUID: plain(SLOT.sopInstance) || meta.mediaStorageSOPInstanceUID,
    studyInstanceUID: plain(SLOT.studyInstance),
    seriesInstanceUID: plain(SLOT.seriesInstance),
    patientName: personName(text(SLOT.patientName)),
    patientId: text(SLOT.patientId),
    birthDate: date(plain(SLOT.birthDate)),
    sex: plain(SLOT.sex),
    studyDate: date(plain(SLOT.studyDate)),
    studyDescription: text(SLOT.studyDescription),
    institution: text(SLOT.institution),
    accessionNumber: text(SLOT.accessionNumber),
    modality: plain(SLOT.modality),
    seriesDescription: text(SLOT.seriesDescription),
    seriesNumber: whole(SLOT.seriesNumber),
    bodyPart: plain(SLOT.bodyPart),
    laterality: plain(SLOT.laterality) || plain(SLOT.imageLaterality),
    protocol: text(SLOT.protocol),
    instanceNumber: whole(SLOT.instanceNumber),
    slicePosition: slicePosition(plain(SLOT.position), plain(SLOT.orientation)),
    rows: count(bytes, wanted, SLOT.rows),
    columns: count(bytes, wanted, SLOT.columns),
    frames: Math.max(1, whole(SLOT.frames) ?? 1),
    imageType: imageType ? imageType.split('\\').map((value) => value.trim()) : [],
    burnedIn: burnedIn === 'YES' || burnedIn === 'NO' ? burnedIn : '',
    documentTitle: text(SLOT.documentTitle) || text(CONCEPT_MEANING),
    instancesInSeries: whole(SLOT.instancesInSeries),
    imagesInAcquisition: whole(SLOT.imagesInAcquisition),
  };
  return { instance, doubtful };
}

/** Whether `remaining` bytes cannot hold the pixels that rows, columns and frames ask for (PS3.5 section 8.1). */
export function pixelsMissing(
  bytes: Uint8Array,
  { rows, columns, frames, transferSyntaxUID }: DicomInstance,
  wanted: Wanted,
  remaining: number,
): boolean {
  const syntax = transferSyntax(transferSyntaxUID);
  if (!rows || !columns || syntax?.codec === 'other' || syntax?.codec === 'video') return false;
  if (syntax?.encapsulated) return remaining < frames * 8;
  const samples = count(bytes, wanted, SLOT.samples) ?? 1;
  const bits = count(bytes, wanted, SLOT.bitsAllocated) ?? 8;
  const photometric = latin(bytes, wanted.starts[SLOT.photometric] ?? 0, wanted.ends[SLOT.photometric] ?? 0);
  // Of three samples a pixel, a third or half is left out (PS3.3 section C.7.6.3.1.2).
  const subsampled = /42[02]/.exec(photometric)?.[0];
  const share = subsampled === '422' ? 2 / 3 : subsampled === '420' ? 1 / 2 : 1;
  return remaining < Math.floor((rows * columns * samples * bits * frames * share) / 8);
}
