/** What names say: litter, programs, and claims that the content has to keep. Pure. */
import type { DocumentType } from '../../contract/index.js';

/** The last part of a path, with either slash. */
export const baseName = (path: string): string => /[^/\\]*$/.exec(path)?.[0] ?? '';

/** In lower case, without the dot; '' where there is none. */
export const extensionOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** What an operating system runs by its name alone, whatever is inside. */
export const RUNS = /^(scr|ps1|vbs|vbe|jse|mjs|wsf|hta|sh|bash|py|pl|rb|reg|cpl|command|pif)$/;
export const MACROS = /^(docm|dotm|xls[mb]|xltm|xlam|pptm|potm|pps[m]|ppam)$/;

const LITTER = [
  /^(eh)?thumbs\.db$/i,
  /^desktop\.ini$/i,
  /^autorun\.inf$/i,
  /^\.(ds_store|localized|apdisk|directory|volumeicon\.icns)$/i,
  /^\._/,
  // The lock of an office program beside an open document.
  /^~\$/,
  /^icon\r$/i,
  /^(index|readme|license|licence|help|start)\.(htm|html|txt|xml|css|js)$/i,
  /\.(exe|dll|msi|bat|cmd|com|jar|class|app|dylib|so|ocx|sys|cab|inf|ini|lnk|css|xsl|js|chm|hlp|ico|icns|cur|ttf|otf|woff2?|plist|nib|manifest|config|url|webloc)$/i,
];
const LITTER_FOLDERS =
  /(^|[/\\])(__MACOSX|\.Spotlight-V100|\.Trashes|\.fseventsd|\$RECYCLE\.BIN|System Volume Information)[/\\]/i;

/** Of a system or of a program, whatever is inside. `path` may have folders. */
export function isLitter(path: string): boolean {
  const name = baseName(path);
  return LITTER_FOLDERS.test(path) || LITTER.some((pattern) => pattern.test(name));
}

/** What the extension claims, where a wrong claim would mislead the person; null where it claims nothing. */
export function claimedType(extension: string): DocumentType | null {
  if (extension === 'pdf') return 'pdf';
  if (/^(dcm|dicom)$/.test(extension)) return 'dicom';
  return /^(jpe?g|png|tiff?|hei[cf]|webp|gif|bmp|avif)$/.test(extension) ? 'image' : null;
}
