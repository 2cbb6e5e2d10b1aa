/**
 * De-identification of DICOM files: PS3.15 Annex E, Basic Application Level Confidentiality Profile with options.
 *
 * Done: every attribute of Table E.1-1 at any depth, private attributes, curves and overlays, file meta information; and
 * beyond the table the names, ids and date of birth that the file holds, wherever else they stand in a text.
 * Not done: pixels, documents, waveforms and sound are not looked at (see {@link PixelRisk}), comments inside of compressed
 * images neither; the codes of a structured report stay; faces can be rebuilt from slices of a head (section E.3.2).
 */
import { textReader } from '../dicom/character-sets.js';
import type { Encoding } from '../dicom/elements.js';
import { actualEncoding, readFileMeta, type FileMeta } from '../dicom/file-meta.js';
import { DIRECTORY_CLASS } from '../dicom/sop-classes.js';
import { inflate } from './inflate.js';
import { insertionsFor } from './insertions.js';
import { encapsulatedEnd } from './pixel-end.js';
import { pixelRisks } from './pixel-risk.js';
import type { ProfileOptions } from './options.js';
import { Profile } from './profile.js';
import type { DeidentificationReport } from './report.js';
import { Rewriter, type RewriteContext, type Rewritten } from './rewrite.js';
import { CHARACTER_SET, SOP_CLASS, SOP_INSTANCE, survey, type Facts } from './survey.js';
import type { IdentifyingWords } from './identifying-words.js';
import { blobSource, memorySource, type Source } from './source.js';
import type { UidMap } from './uid-map.js';
import { writeFileMeta, writtenSyntax } from './write-meta.js';

export interface DeidentifyOptions {
  profile: ProfileOptions;
  /** One for the whole case, so that references between its files hold. */
  uids: UidMap;
  /** The patient as the case knows them: removed as well where a file says another spelling or nothing. */
  patient?: {
    names?: readonly string[];
    ids?: readonly string[];
    /** `YYYYMMDD`. */
    birthDate?: string;
  };
  /**
   * The first bytes of the file where they are at hand. With {@link HEAD_BYTES} of them nothing more is read as a rule: heads
   * of many files read at once, as one Blob of slices, come three times as fast as one by one.
   */
  head?: Uint8Array;
}

export type DeidentifyRefusal =
  | 'not-dicom'
  /** A DICOMDIR: it lists patients, and says nothing that the files do not. */
  | 'directory'
  /** No SOP Class or SOP Instance UID: what the file is cannot be said, so neither what is in it. */
  | 'no-identity'
  | 'malformed'
  /** It ends before the pixel data begins. */
  | 'truncated'
  | 'not-inflatable'
  /** Over {@link HEADER_LIMIT} before the pixel data, or {@link INFLATED_LIMIT} unpacked; or a thousand names. */
  | 'too-large';

/** The file cannot be followed to its end. Nothing of it may be sent as de-identified. */
export interface Refused {
  ok: false;
  reason: DeidentifyRefusal;
}

export const HEAD_BYTES = 16 * 1024;
export const HEADER_LIMIT = 256 * 1024 * 1024;
export const INFLATED_LIMIT = 512 * 1024 * 1024;

/** What depends on the options alone: the same object over a whole case. */
type Prepared = Pick<RewriteContext, 'profile' | 'insertions'>;

const preparations = new WeakMap<ProfileOptions, Prepared>();
function prepared(options: ProfileOptions): Prepared {
  let found = preparations.get(options);
  if (!found) {
    found = { profile: new Profile(options), insertions: insertionsFor(options) };
    preparations.set(options, found);
  }
  return found;
}

/**
 * De-identifies a file. Only its header is read, however large it is; the pixel data of the output is a slice of the file.
 * Rejects with the signal's reason, or NotReadableError when the file is gone; what the file holds never makes it reject.
 */
export async function deidentify(
  file: Blob,
  options: DeidentifyOptions,
  signal: AbortSignal,
): Promise<{ ok: true; blob: Blob; report: DeidentificationReport } | Refused> {
  const result = await run(blobSource(file), options, signal);
  return result.ok ? { ok: true, blob: new Blob(result.parts), report: result.report } : result;
}

/**
 * The same for a file that has been read anyway, to be hashed or packed: nothing is read again. The parts in their order
 * are the output; the pixel data among them is a view of `bytes`.
 */
export async function deidentifyBytes(
  bytes: Uint8Array<ArrayBuffer>,
  options: Omit<DeidentifyOptions, 'head'>,
  signal: AbortSignal,
): Promise<
  { ok: true; parts: readonly Uint8Array<ArrayBuffer>[]; report: DeidentificationReport } | Refused
> {
  const result = await run(memorySource(bytes), { ...options, head: bytes }, signal);
  if (!result.ok) return result;
  const parts = result.parts.filter((part) => part instanceof Uint8Array);
  return { ok: true, parts, report: result.report };
}

interface Run {
  ok: true;
  parts: (Blob | Uint8Array<ArrayBuffer>)[];
  report: DeidentificationReport;
}

interface DataSet {
  source: Source;
  /** The first bytes of the source. */
  head: Uint8Array;
  start: number;
  encoding: Encoding;
  meta: FileMeta;
}

async function openDataSet(
  file: Source,
  given: Uint8Array | undefined,
  signal: AbortSignal,
): Promise<DataSet | DeidentifyRefusal> {
  let head = given?.subarray(0, file.size) ?? (await file.read(0, HEAD_BYTES));
  let meta = readFileMeta(head, file.size);
  if (meta.incomplete && head.length < file.size) {
    head = await file.read(0, 64 * HEAD_BYTES);
    meta = readFileMeta(head, file.size);
  }
  if (meta.incomplete) return 'not-dicom';
  if (meta.mediaStorageSOPClassUID === DIRECTORY_CLASS) return 'directory';
  const { dataSetOffset: start, encoding } = meta;
  if (!meta.deflated) return { source: file, head, start, encoding, meta };
  const inflated = await inflate(file.piece(start, file.size), INFLATED_LIMIT, signal);
  if (typeof inflated === 'string') return inflated;
  // Written without deflating it again: what is sent is compressed anyway.
  const actual = actualEncoding(inflated, 0, encoding);
  return { source: memorySource(inflated), head: inflated, start: 0, encoding: actual, meta };
}

async function run(file: Source, options: DeidentifyOptions, signal: AbortSignal): Promise<Run | Refused> {
  const refuse = (reason: DeidentifyRefusal): Refused => ({ ok: false, reason });
  signal.throwIfAborted();
  const opened = await openDataSet(file, options.head, signal);
  if (typeof opened === 'string') return refuse(opened);
  const { source, start, encoding, meta } = opened;
  let { head } = opened;
  const transferSyntaxUID = writtenSyntax(meta.transferSyntaxUID, encoding);
  const { profile, insertions } = prepared(options.profile);
  for (;;) {
    signal.throwIfAborted();
    const found = survey(head, start, encoding, source.size, profile);
    if (found.state === 'more') {
      if (head.length >= source.size) return refuse('truncated');
      if (found.bytes > HEADER_LIMIT) return refuse('too-large');
      head = await source.read(0, Math.max(found.bytes + HEAD_BYTES, head.length * 4));
      continue;
    }
    if (found.state !== 'done') return refuse(found.state);
    const { pixels, facts, words } = found;
    const sopClass = facts.get(SOP_CLASS) || meta.mediaStorageSOPClassUID;
    if (!sopClass || !(facts.get(SOP_INSTANCE) || meta.mediaStorageSOPInstanceUID))
      return refuse(meta.findings.includes('no-preamble') ? 'not-dicom' : 'no-identity');
    addPatient(words, options.patient);
    const context: RewriteContext = {
      ...{ profile, insertions, uids: options.uids, words },
      readText: textReader(facts.get(CHARACTER_SET) ?? ''),
    };
    const end = pixels?.offset ?? source.size;
    const header = new Rewriter(head, start, end, encoding, context).run();
    if (!header) return refuse('malformed');
    const { uids: keepUids } = options.profile;
    const said = meta.mediaStorageSOPInstanceUID;
    const sopInstance = header.sopInstanceUID || (keepUids ? said : options.uids.uid(said));
    let pixelsEnd = end;
    if (pixels) {
      const { valueOffset, littleEndian } = pixels;
      const last = pixels.end ?? (await encapsulatedEnd(source, head, valueOffset, littleEndian, signal));
      if (last === null) return refuse('malformed');
      pixelsEnd = last;
    }
    const tail = await rewriteTail(source, pixelsEnd, encoding, context);
    signal.throwIfAborted();
    const parts = [writeFileMeta(sopClass, sopInstance, transferSyntaxUID), header.bytes];
    return {
      ok: true,
      parts: [...parts, ...(pixels ? [source.piece(end, pixelsEnd)] : []), ...(tail ? [tail.bytes] : [])],
      report: reportOf(facts, transferSyntaxUID, [header, tail]),
    };
  }
}

function addPatient(words: IdentifyingWords, patient: DeidentifyOptions['patient']): void {
  // Both ways in which such a file may be written.
  const encodings = (text: string): string[] =>
    /^[\x20-\x7e]*$/.test(text) ? [text] : [text, String.fromCharCode(...new TextEncoder().encode(text))];
  for (const name of patient?.names ?? []) encodings(name).forEach((text) => words.addName(text));
  for (const id of patient?.ids ?? []) encodings(id).forEach((text) => words.addId(text));
  if (patient?.birthDate) words.addBirthDate(patient.birthDate);
}

/** What follows the pixel data: padding and signatures as a rule, all removed; what cannot be followed is dropped whole. */
async function rewriteTail(
  source: Source,
  from: number,
  encoding: Encoding,
  context: RewriteContext,
): Promise<Rewritten | null> {
  const size = source.size - from;
  if (size < 8 || size > HEADER_LIMIT) return null;
  const bytes = await source.read(from, source.size);
  return new Rewriter(bytes, 0, size, encoding, { ...context, insertions: [] }).run();
}

function reportOf(
  facts: Facts,
  transferSyntaxUID: string,
  parts: readonly (Rewritten | null)[],
): DeidentificationReport {
  return {
    changes: parts.flatMap((part) => part?.changes ?? []),
    pixelRisks: pixelRisks(facts, transferSyntaxUID),
    cleanedBeside: parts.reduce((sum, part) => sum + (part?.cleanedBeside ?? 0), 0),
  };
}
