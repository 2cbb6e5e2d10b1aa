/**
 * What a file is, from its first bytes: content decides, the name only contradicts. Returns codes, never sentences.
 * Nothing here trusts what it reads, and nothing throws.
 */
import { dicomSignature } from './dicom-signature.js';
import { asLatin, at, latin } from './recognise/bytes.js';
import { DISC_PROBE, recogniseDisc } from './recognise/disc.js';
import { baseName, claimedType, extensionOf, isLitter, MACROS, RUNS } from './recognise/names.js';
import { inspectPdf, PDF_TAIL_BYTES } from './recognise/pdf.js';
import type { Found, Recognition, RecordFinding, RefusedContent } from './recognise/recognition.js';
import { bySignature, isProgram } from './recognise/signatures.js';
import { recogniseCompound } from './compound-signature.js';
import { readText } from './text.js';
import { recogniseZip } from './zip-signature.js';

export type { Recognised, Recognition, RecordFinding, RefusedContent } from './recognise/recognition.js';

/** So many first bytes are enough for everything below; a PDF's header may stand within the first 1,024. */
export const HEAD_BYTES = 4096;

const ZIP: Found = { type: 'other', mediaType: 'application/zip', container: 'zip' };

function byContent(head: Uint8Array, name: string): Found {
  const extension = extensionOf(name);
  const program = isProgram(head);
  const dicom = dicomSignature(head);
  // "DICM" at 128 comes first, whatever the preamble looks like; a program in the preamble is none of ours.
  if (dicom === 'part-10' && program) return 'program-in-preamble';
  if (program) return 'executable';
  if (dicom) {
    const found: Found = { type: 'dicom', mediaType: 'application/dicom' };
    return dicom === 'dicomdir' || /^DICOMDIR(;1)?$/i.test(name) ? { ...found, dicomdir: true } : found;
  }
  const known = bySignature(head);
  if (known) return known;
  if (MACROS.test(extension)) return 'active-content';
  if (at(head, latin('PK\x03\x04'))) return recogniseZip(head, extension) ?? ZIP;
  if (at(head, latin('PK\x05\x06'))) return 'empty';
  const compound = recogniseCompound(head, extension);
  if (compound) return compound;
  const text = readText(head);
  if (text === 'active-content') return text;
  // A web page may carry these letters too, so it has been looked for before.
  if (asLatin(head.subarray(0, 1024)).includes('%PDF-')) return { type: 'pdf', mediaType: 'application/pdf' };
  if (RUNS.test(extension)) return 'executable';
  if (head.every((byte) => byte === 0)) return 'damaged';
  return text ?? 'unsupported-type';
}

/**
 * `head` is the first {@link HEAD_BYTES} at most; `name` may be a path; `size` the whole file's, in bytes. Some files
 * say more further on: see {@link furtherRange}.
 */
export function recognise(head: Uint8Array, name: string, size: number): Recognition {
  if (isLitter(name)) return { ok: false, codes: ['not-a-record'] };
  if (size === 0) return { ok: false, codes: ['empty'] };
  return againstName(byContent(head, baseName(name)), name);
}

function againstName(found: Found, name: string): Recognition {
  const claim = claimedType(extensionOf(name));
  if (typeof found === 'string') {
    const codes: RefusedContent[] = [found];
    if (claim && found === 'unsupported-type') codes.unshift('content-differs-from-name');
    return { ok: false, codes };
  }
  // A photo named .png that is a JPEG harms nobody; a "PDF" that is something else is not what the person means to send.
  if (claim && claim !== found.type) return { ok: false, codes: ['content-differs-from-name'] };
  return { ok: true, ...found };
}

/**
 * The bytes that settle what the head leaves open, as `[start, end]`: the end of a PDF, the place where a disc image
 * says that it is one, the end of a ZIP file that has something in front. Null where the head is enough.
 */
export function furtherRange(found: Recognition, name: string, size: number): [number, number] | null {
  const end: [number, number] = [Math.max(0, size - PDF_TAIL_BYTES), size];
  if (found.ok) return found.type === 'pdf' ? end : null;
  if (!found.codes.some((code) => code === 'unsupported-type' || code === 'damaged')) return null;
  if (extensionOf(name) === 'zip') return end;
  return size >= DISC_PROBE.end ? [DISC_PROBE.start, DISC_PROBE.end] : null;
}

/** Recognition once more, with the bytes of {@link furtherRange}. */
export function recogniseFurther(
  found: Recognition,
  head: Uint8Array,
  further: Uint8Array,
  name: string,
  size: number,
): Recognition {
  if (found.ok) {
    if (found.type !== 'pdf') return found;
    const condition = inspectPdf(head, further, size);
    const findings = (['encrypted', 'damaged'] satisfies RecordFinding[]).filter((each) => condition[each]);
    return findings.length > 0 ? { ...found, findings } : found;
  }
  const inside =
    extensionOf(name) === 'zip' ? asLatin(further).includes('PK\x05\x06') && ZIP : recogniseDisc(further);
  return inside ? againstName(inside, name) : found;
}
