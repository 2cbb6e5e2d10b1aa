/** Text out of what holds it plainly: text files, RTF, XML, JSON. PDF has its own reader, see `pdf-text.ts`. */
import { unescapeXml } from './xml.js';

/** More of a record is not needed to say what it is. */
const MAX_BYTES = 1024 * 1024;
const MAX_CHARACTERS = 100_000;

/** UTF-8 or UTF-16 with its mark, UTF-8 without, else Windows-1252. */
function decode(bytes: Uint8Array): string {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff)
    return new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Groups whose content is no text of the document (RTF 1.9.1, destinations). */
const RTF_SKIPPED =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|headerl|headerr|footerl|footerr|themedata|datastore|listtable|generator|xmlnstbl|latentstyles|rsidtbl|fldinst)$/;
const RTF_TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\s\S]/gi;

function rtfText(rtf: string): string {
  let out = '';
  /** Depth at which a skipped group began; 0 outside of one. */
  let depth = 0;
  let skipped = 0;
  let dropNext = 0;
  const windows = new TextDecoder('windows-1252');
  for (const [, word, argument, hex, symbol, brace, text] of rtf.matchAll(RTF_TOKEN)) {
    if (out.length > MAX_CHARACTERS) break;
    if (brace === '{') depth++;
    else if (brace === '}') {
      if (skipped === depth) skipped = 0;
      depth--;
    } else if (skipped > 0) continue;
    else if (symbol === '*' || (word && RTF_SKIPPED.test(word))) skipped = depth;
    else if (word === 'par' || word === 'line' || word === 'row') out += '\n';
    else if (word === 'tab' || word === 'cell') out += ' ';
    else if (word === 'u' && argument) {
      out += String.fromCharCode(Number(argument) & 0xffff);
      // One replacement character for readers without Unicode follows.
      dropNext = 1;
    } else if (hex) {
      if (dropNext === 0) out += windows.decode(Uint8Array.of(parseInt(hex, 16)));
      dropNext = 0;
    } else if (symbol) out += symbol === '~' ? ' ' : /[\\{}]/.test(symbol) ? symbol : '';
    else if (text) {
      out += text.slice(dropNext);
      dropNext = 0;
    }
  }
  return out;
}

/** Tags out, their text in, each on a line of its own. */
export const withoutTags = (markup: string): string =>
  unescapeXml(markup.slice(0, 4 * MAX_CHARACTERS).replace(/<[^<>]*>/g, '\n'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
/**
 * Text of a file of media type `text/plain`, `application/rtf`, any XML or JSON, from its first 1 MB; '' for other
 * types. XML and JSON come as they stand. Never throws but for an unreadable Blob.
 */
export async function readableText(file: Blob, mediaType: string): Promise<string> {
  const plain = /^text\/plain\b/.test(mediaType);
  const rtf = /^(?:application|text)\/rtf\b/.test(mediaType);
  if (!plain && !rtf && !/\b(?:xml|json)\b/.test(mediaType)) return '';
  const text = decode(new Uint8Array(await file.slice(0, MAX_BYTES).arrayBuffer()));
  return rtf ? rtfText(text) : text;
}
