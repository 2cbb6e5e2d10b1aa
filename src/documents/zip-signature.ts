/** Office documents among ZIP files (APPNOTE 4.3.7; ODF 1.3 part 2; ECMA-376 part 2). Pure. */
import { asLatin } from './recognise/bytes.js';
import type { Found } from './recognise/recognition.js';

const OOXML: Record<string, string> = {
  'word/': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
const BY_EXTENSION: Record<string, string> = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' };
const ODF = 'application/vnd.oasis.opendocument.';
const ODF_KINDS: Record<string, string> = { odt: 'text', ods: 'spreadsheet', odp: 'presentation' };

/** Programs of a document: VBA (MS-OFFMACRO2), and what OpenDocument calls Basic and Scripts. */
const MACRO = /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\//i;
/** Java archives, Android packages. */
const PROGRAM = /^(META-INF\/MANIFEST\.MF|AndroidManifest\.xml|classes\.dex)$/i;

const document = (mediaType: string | undefined): Found | null =>
  mediaType ? { type: 'other', mediaType } : null;

/** The office document that begins so, or a refusal; null for any other ZIP. */
export function recogniseZip(head: Uint8Array, extension: string): Found | null {
  const text = asLatin(head);
  const first = text.slice(30, 30 + (head[26] ?? 0));
  // Stored first and uncompressed, so that it can be read here.
  if (first === 'mimetype') {
    const kind = Object.values(ODF_KINDS).find((each) => text.startsWith(ODF + each, 38));
    return document(kind && ODF + kind) ?? 'unsupported-type';
  }
  const parts =
    // eslint-disable-next-line no-control-regex -- the signature of a local file header
    /PK\x03\x04[\s\S]{26}(\[Content_Types\]\.xml|_rels\/|docProps\/|(?:word|xl|ppt)\/(vbaProject\.bin)?)/g;
  const names = [...text.matchAll(parts)];
  if (names.some(([, , macro]) => macro)) return 'active-content';
  const main = names.find(([, name = '']) => name in OOXML);
  if (main) return document(OOXML[main[1] ?? '']);
  // The main part may stand beyond the head: then the package's own parts and the name together decide.
  return names.length > 0 ? document(OOXML[BY_EXTENSION[extension] ?? '']) : null;
}

/**
 * The same, and surer, from the names in an opened ZIP file: an office document, a refusal (macros, a Java or Android
 * program), or null when it is a container of files.
 */
export function recogniseEntries(paths: readonly string[], extension: string): Found | null {
  const has = (path: string) => paths.includes(path);
  const isOffice = has('[Content_Types].xml') || (has('content.xml') && has('META-INF/manifest.xml'));
  if (!isOffice) return paths.some((path) => PROGRAM.test(path)) ? 'executable' : null;
  if (paths.some((path) => MACRO.test(path))) return 'active-content';
  if (!has('[Content_Types].xml')) return document(ODF + (ODF_KINDS[extension] ?? 'text'));
  const main = Object.keys(OOXML).find((folder) => paths.some((path) => path.startsWith(folder)));
  return document(OOXML[main ?? '']) ?? 'unsupported-type';
}
