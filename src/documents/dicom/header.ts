/** Reads what a summary needs of a DICOM file from its first bytes: no further than the pixel data, and seldom so far. */
import { inflateHead } from '../containers/inflate-head.js';
import { actualEncoding, readFileMeta } from './file-meta.js';
import type { DicomFinding, DicomReading } from './instance.js';
import { instanceOf, pixelsMissing } from './read-values.js';
import { DIRECTORY_CLASS } from './sop-classes.js';
import { findWanted, type Wanted } from './wanted.js';

/** What has still not come to the image's size after so many bytes is not followed. */
const MAX_HEAD_BYTES = 16 * 1024 * 1024;
const MAX_INFLATED_BYTES = 4 * 1024 * 1024;
const INFLATED_BYTES = 64 * 1024;
const STEP_BYTES = 4096;

export interface DicomHeader extends DicomReading {
  /** With `complete` false: so many bytes from the start of the file are likely to be enough. */
  wants: number;
}

interface DataSet {
  bytes: Uint8Array;
  wanted: Wanted;
  /** Inflating stopped for want of input, or for wrong input. */
  state: 'whole' | 'starved' | 'invalid';
}

/** Where a data set is deflated, its head is inflated first, in growing steps and never further than a limit. */
function inflated(head: Uint8Array, meta: ReturnType<typeof readFileMeta>): DataSet {
  for (let room = INFLATED_BYTES; ; room *= 8) {
    const out = new Uint8Array(Math.min(room, MAX_INFLATED_BYTES));
    const { written, state } = inflateHead(head.subarray(meta.dataSetOffset), out);
    const bytes = out.subarray(0, written);
    const size = state === 'ended' || state === 'invalid' ? written : Number.MAX_SAFE_INTEGER;
    const wanted = findWanted(bytes, 0, actualEncoding(bytes, 0, meta.encoding), size);
    if (wanted.needed && state === 'full' && out.length < MAX_INFLATED_BYTES) continue;
    return { bytes, wanted, state: state === 'starved' || state === 'invalid' ? state : 'whole' };
  }
}

/**
 * Reads the header of a DICOM file. Never throws, whatever the bytes; texts are decoded, values that cannot be are
 * empty. Work and memory are bounded by the head, not by what its lengths say.
 *
 * @param head the first bytes of the file; 8,192 are enough for nearly all
 * @param options.size of the whole file, in bytes
 */
export function readDicomHeader(head: Uint8Array, options: { size: number }): DicomHeader {
  const size = Math.max(options.size, head.length);
  const meta = readFileMeta(head, size);
  const { encoding } = meta;
  const { bytes, wanted, state }: DataSet = meta.deflated
    ? inflated(head, meta)
    : { bytes: head, wanted: findWanted(head, meta.dataSetOffset, encoding, size), state: 'whole' };
  const findings = new Set<DicomFinding>(meta.findings);
  for (const finding of wanted.findings) findings.add(finding);
  if (state === 'invalid') findings.add('not-inflatable');
  // Of a deflated data set nobody knows how much of the file its header takes.
  const missing = meta.deflated
    ? state === 'starved' && wanted.needed
      ? head.length * 4
      : 0
    : wanted.needed;
  const { instance, doubtful } = instanceOf(bytes, meta, wanted);
  if (doubtful) findings.add('character-set');

  const needed = meta.incomplete ? meta.dataSetOffset + 8 : missing;
  const complete = !needed || head.length >= size || needed > MAX_HEAD_BYTES;
  if (complete) {
    const whole = instance.studyInstanceUID && instance.seriesInstanceUID && instance.sopInstanceUID;
    if (!whole && instance.sopClassUID !== DIRECTORY_CLASS) findings.add('no-identity');
    if (needed || (wanted.needed && state === 'starved')) findings.add('truncated');
    else if (!meta.deflated && pixelsMissing(bytes, instance, wanted, size - wanted.position))
      findings.add('pixels-missing');
  }
  const wants = complete ? 0 : Math.min(size, Math.max(head.length * 2, needed + STEP_BYTES));
  return { instance, findings: [...findings], complete, wants };
}
