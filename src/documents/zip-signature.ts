/** Office documents among ZIP files, from the first local entries (APPNOTE 4.3.7; ODF 1.3 part 2; ECMA-376 part 2). Pure. */

const OOXML: Record<string, string> = {
  'word/': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
const BY_EXTENSION: Record<string, string> = { docx: 'word/', xlsx: 'xl/', pptx: 'ppt/' };
const ODF = ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet'];

/** Media type of the office document, or null for any other ZIP. */
export function recogniseZip(head: Uint8Array, extension: string): string | null {
  const text = String.fromCharCode(...head);
  const first = text.slice(30, 30 + (head[26] ?? 0));
  // Stored first and uncompressed, so that it can be read here.
  if (first === 'mimetype') return ODF.find((type) => text.slice(38).startsWith(type)) ?? null;
  // eslint-disable-next-line no-control-regex -- the signature of a local file header
  const parts = /PK\x03\x04[\s\S]{26}(\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/g;
  const names = [...text.matchAll(parts)].map(([, name]) => name ?? '');
  const main = names.find((name) => name in OOXML);
  if (main) return OOXML[main] ?? null;
  // The main part may stand beyond the head: then the package's own parts and the name together decide.
  return names.length > 0 ? (OOXML[BY_EXTENSION[extension] ?? ''] ?? null) : null;
}
