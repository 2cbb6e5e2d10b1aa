/** Plain text, and text that a browser would run. Pure. */

/** `text/plain`, `text/xml`, `active` (HTML, SVG, or XML with a style sheet), or null when it is no text. */
export function readText(head: Uint8Array): 'text/plain' | 'text/xml' | 'active' | null {
  const text = decode(head);
  if (text === null) return null;
  const start = text.trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|svg|script|iframe|math)\b/.test(start)) return 'active';
  const isXml = start.startsWith('<?xml') || /^<[a-z_][\w.:-]*[\s>]/.test(start);
  if (
    isXml &&
    /<(svg|[\w.-]+:svg|html|[\w.-]+:html|script)\b|<!doctype (svg|html)|<\?xml-stylesheet/.test(start)
  )
    return 'active';
  if (/^(<!--[\s\S]*?-->\s*)+<(!doctype html|html|svg|script)\b/.test(start)) return 'active';
  return isXml ? 'text/xml' : 'text/plain';
}

/** UTF-16 with its mark, UTF-8 (the last character may be cut), or Windows-1252; null when it holds control characters. */
function decode(head: Uint8Array): string | null {
  const mark = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
  const label = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(head, { stream: true });
  } catch {
    if (label !== 'utf-8') return null;
    text = new TextDecoder('windows-1252').decode(head);
  }
  // eslint-disable-next-line no-control-regex -- finding them is the point
  return text.length === 0 || /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text;
}
