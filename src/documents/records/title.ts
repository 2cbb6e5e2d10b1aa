/** A readable title out of a file's name: what a person called it, not what a camera or a scanner did. */

const MAX_CHARACTERS = 120;
/** The last one, and those of documents that were named twice: `scan.pdf.pdf`. */
const EXTENSION = /(?:\.(?:pdf|docx?|odt|rtf|txt|jpe?g|png|tiff?|heic|zip))*\.[a-z][a-z0-9]{1,4}$/i;
/** Directional marks can make `fdp.exe` look like `exe.pdf`; control characters have no place in a title. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g; // eslint-disable-line no-control-regex -- they are what is removed
const COPY =
  /(?:[\s_-]*\(\d{1,3}\)|[\s_-]+(?:-[\s_]*)?(?:copy|kopie|copia|copie|c[oó]pia)(?:[\s_]*\(?\d{1,3}\)?)?)+$/i;

/** Words that cameras, scanners, messengers and programs name files with, in the seven languages. */
const MACHINE_WORD =
  /^(?:img|image|imagen|immagine|imagem|afbeelding|bild|dsc[fn]?|dcim|pxl|mvimg|pict?|picture|photo|foto|fotografie|scan|scans|scanned|scanner|gescannte?s?|gescand|escaneado|escaneo|escanear|numerisation|digitalizado|digitalizacao|scansione|camscanner|adobe|genius|doc|docs|document|documento|dokument|documents|file|datei|fichier|archivo|ficheiro|bestand|untitled|unbenannt|sin|titulo|sans|titre|senza|titolo|sem|naamloos|new|neu|neues|nuevo|nouveau|nuovo|novo|nieuw|whatsapp|signal|telegram|at|um|a|las|video|screenshot|screen|shot|bildschirmfoto|captura|de|pantalla|capture|d|ecran|ecra|schermata|tela|schermafbeelding|pdf|page|seite|pagina|p|download|attachment|anhang|adjunto|allegato|anexo|bijlage|output|print|am|pm|b|burst|hdr|edit|edited|wa|no|nr|_)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function stem(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/s, '').slice(0, 400);
  let decoded = base;
  if (/%[0-9a-f]{2}/i.test(base)) {
    try {
      decoded = decodeURIComponent(base);
    } catch {
      // It only looked like an encoded name.
    }
  }
  const plain = decoded.normalize('NFC').replace(INVISIBLE, '').replace(EXTENSION, '');
  return plain.replace(COPY, '').trim();
}

/** True for names that nobody chose: `IMG_1234.jpg`, `scan0001.pdf`, digits, hashes. */
export function isNoise(fileName: string): boolean {
  const name = stem(fileName);
  if (UUID.test(name)) return true;
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, '$1$2 ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^\p{N}+$/u.test(word));
  // Hexadecimal digests and random keys: long, and digits among the letters.
  const solid = name.replace(/[^\p{L}\p{N}]/gu, '');
  if (/^[0-9a-f]{16,}$/i.test(solid) && /\d/.test(solid)) return true;
  return words.every((word) => MACHINE_WORD.test(word));
}

/**
 * The name without extension, copy marks and underscores, at most 120 characters, letters and dates as the person wrote
 * them; null where nobody chose the name, or it is a date or number alone.
 */
export function suggestTitle(fileName: string): string | null {
  if (isNoise(fileName)) return null;
  let name = stem(fileName).replace(/[_+]+/g, ' ');
  // Hyphens and points that stand for spaces, where there is no other space; those within a date or a term stay.
  if (!/\s/.test(name)) {
    const hyphens = name.match(/(?<=\p{L})-(?=[\p{L}\p{N}])/gu)?.length ?? 0;
    if (hyphens > 1) name = name.replace(/(?<=\p{L})-(?=[\p{L}\p{N}])|(?<=\p{N})-(?=\p{L})/gu, ' ');
    name = name.replace(/(?<=\p{L}{2})\.(?=[\p{L}\p{N}]{2})/gu, ' ');
  }
  name = name
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;-]+|[\s.,;-]+$/g, '')
    .trim();
  if (!/\p{L}{2}/u.test(name)) return null;
  return Array.from(name).slice(0, MAX_CHARACTERS).join('').trim();
}
