/** The records of a DICOMDIR as they stand in the file: the Directory Record Sequence (PS3.3 section F.3.2.2). */
import { textReader } from './character-sets.js';
import { DataSetWalker } from './elements.js';
import { readFileMeta } from './file-meta.js';
import type { DicomFinding, PersonName } from './instance.js';
import { date, integer, latin, personName } from './values.js';

export interface DirectoryRecord {
  /** Of its item, from the start of the file: what other records point to. */
  offset: number;
  /** Offset of the next record of the same level, and of the first one below; 0 for none. */
  next: number;
  child: number;
  inUse: boolean;
  type: string;
  path: readonly string[];
  sopInstanceUID: string;
  sopClassUID: string;
  transferSyntaxUID: string;
  patientName: PersonName;
  patientId: string;
  studyInstanceUID: string;
  date: string;
  description: string;
  seriesInstanceUID: string;
  modality: string;
  /** Series Number of a series, Instance Number of all others. */
  number: number | null;
}

/** More than any medium holds, and little enough to keep. */
const MAX_RECORDS = 300_000;

const ROOT = 0x00041200;
const RECORDS = 0x00041220;
const NEXT = 0x00041400;
const IN_USE = 0x00041410;
const CHILD = 0x00041420;
const TYPE = 0x00041430;
const FILE_ID = 0x00041500;
const SOP_CLASS = 0x00041510;
const SOP_INSTANCE = 0x00041511;
const TRANSFER_SYNTAX = 0x00041512;
const CHARACTER_SET = 0x00080005;
const STUDY_DATE = 0x00080020;
const MODALITY = 0x00080060;
const STUDY_DESCRIPTION = 0x00081030;
const PATIENT_NAME = 0x00100010;
const PATIENT_ID = 0x00100020;
const STUDY_INSTANCE = 0x0020000d;
const SERIES_INSTANCE = 0x0020000e;
const SERIES_NUMBER = 0x00200011;
const INSTANCE_NUMBER = 0x00200013;

const NAMELESS: PersonName = { alphabetic: '', ideographic: '', phonetic: '' };

const emptyRecord = (offset: number): DirectoryRecord => ({
  offset,
  next: 0,
  child: 0,
  inUse: true,
  type: '',
  path: [],
  sopInstanceUID: '',
  sopClassUID: '',
  transferSyntaxUID: '',
  patientName: NAMELESS,
  patientId: '',
  studyInstanceUID: '',
  date: '',
  description: '',
  seriesInstanceUID: '',
  modality: '',
  number: null,
});

/** `root`: offset of the first record of the root directory, 0 for none. Never throws. */
export function readRecords(bytes: Uint8Array): {
  records: DirectoryRecord[];
  root: number;
  findings: DicomFinding[];
} {
  const meta = readFileMeta(bytes);
  const findings = new Set(meta.findings);
  const walker = new DataSetWalker(bytes, meta.dataSetOffset, meta.encoding);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: DirectoryRecord[] = [];
  let [root, characterSet] = [0, ''];
  let record: DirectoryRecord | null = null;

  const number = (): number => {
    if (walker.length < 2 || walker.end - walker.valueOffset < walker.length) return 0;
    if (walker.length === 2) return view.getUint16(walker.valueOffset, walker.littleEndian);
    return walker.length === 4 ? view.getUint32(walker.valueOffset, walker.littleEndian) : 0;
  };
  const plain = (): string => latin(bytes, walker.valueOffset, walker.end);
  const text = (): string => {
    const decoded = textReader(characterSet)(bytes, walker.valueOffset, walker.end);
    if (decoded.doubtful) findings.add('character-set');
    return decoded.text;
  };
  const read = (into: DirectoryRecord): void => {
    switch (walker.tag) {
      case NEXT:
        into.next = number();
        break;
      case CHILD:
        into.child = number();
        break;
      case IN_USE:
        into.inUse = number() !== 0;
        break;
      case TYPE:
        into.type = plain().toUpperCase();
        break;
      case FILE_ID:
        into.path = plain()
          .split('\\')
          .map((component) => component.trim())
          .filter((component) => component);
        break;
      case SOP_CLASS:
        into.sopClassUID = plain();
        break;
      case SOP_INSTANCE:
        into.sopInstanceUID = plain();
        break;
      case TRANSFER_SYNTAX:
        into.transferSyntaxUID = plain();
        break;
      case CHARACTER_SET:
        characterSet = plain();
        break;
      case PATIENT_NAME:
        into.patientName = personName(text());
        break;
      case PATIENT_ID:
        into.patientId = text();
        break;
      case STUDY_INSTANCE:
        into.studyInstanceUID = plain();
        break;
      case STUDY_DATE:
        into.date = date(plain());
        break;
      case STUDY_DESCRIPTION:
        into.description = text();
        break;
      case SERIES_INSTANCE:
        into.seriesInstanceUID = plain();
        break;
      case MODALITY:
        into.modality = plain();
        break;
      case SERIES_NUMBER:
      case INSTANCE_NUMBER:
        into.number = integer(plain());
    }
  };

  let inRecords = false;
  while (walker.next()) {
    if (walker.depth === 0) {
      inRecords = walker.event === 'sequence' && walker.tag === RECORDS;
      if (walker.tag === ROOT && walker.event === 'element') root = number();
      else if (walker.event !== 'element' && walker.event !== 'sequence-end' && !inRecords) walker.skip();
    } else if (walker.event === 'item' && inRecords) {
      if (records.length === MAX_RECORDS) {
        findings.add('malformed');
        break;
      }
      record = emptyRecord(walker.offset);
      characterSet = '';
      records.push(record);
    } else if (record && walker.event === 'element') read(record);
    else if (walker.event === 'sequence' || walker.event === 'pixels') walker.skip();
  }
  if (walker.truncated) findings.add('truncated');
  if (walker.malformed) findings.add('malformed');
  return { records, root, findings: [...findings] };
}
