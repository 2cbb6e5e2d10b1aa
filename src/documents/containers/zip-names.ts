/** Names in ZIP files (APPNOTE appendix D). Pure. */

/** IBM code page 437 from 0x80 up: what names are in that do not say otherwise. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `isUtf8`: the entry says so. Many that do not say it are UTF-8 all the same, and it is hardly met by accident. */
export function nameOf(raw: Uint8Array, isUtf8: boolean): string {
  let all = 0;
  for (const byte of raw) all |= byte;
  // The decoder costs more than a short name does.
  if (all < 0x80 && raw.length < 4096) return String.fromCharCode.apply(null, raw as unknown as number[]);
  try {
    return utf8.decode(raw);
  } catch {
    const decoded = isUtf8 ? new TextDecoder().decode(raw) : null;
    return (
      decoded ??
      Array.from(raw, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : CP437[byte - 0x80])).join('')
    );
  }
}
