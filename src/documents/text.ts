/** Plain text, structured records, and text that a browser would run. Pure. */
import type { Found } from './recognise/recognition.js';

/** Text, XML, HL7 CDA or FHIR; `active-content` for HTML, SVG, and XML that carries a program; null when it is no text. */
export function readText(head: Uint8Array): Found | null {
  const text = decode(head)?.trimStart();
  if (text === undefined) return null;
  if (text.startsWith('{'))
    return /"resourceType"\s*:\s*"[A-Z][A-Za-z]+"/.test(text)
      ? { type: 'other', mediaType: 'application/fhir+json', record: 'fhir' }
      : plain('text/plain');
  const content = text.slice(prologLength(text));
  if (/^<(!doctype html|html|head|body|svg|script|iframe|math)\b/i.test(content)) return 'active-content';
  const isXml = text.startsWith('<?xml') || /^<[a-z_][\w.:-]*[\s>]/i.test(content);
  return isXml ? readXml(text, content) : plain('text/plain');
}

const plain = (mediaType: string): Found => ({ type: 'other', mediaType });

/** Of white space, processing instructions and comments. Step by step: one pattern for all could take for ever. */
function prologLength(text: string): number {
  const part = /\s+|<\?[^>]*>|<!--[\s\S]*?-->/y;
  let length = 0;
  while (part.test(text)) length = part.lastIndex;
  return length;
}

function readXml(text: string, content: string): Found {
  if (/<(svg|[\w.-]+:svg|html|[\w.-]+:html|script)\b|<!doctype (svg|html)|<!entity\b/i.test(text))
    return 'active-content';
  const record = recordOf(content);
  const sheet = /<\?xml-stylesheet\b[^>]*/i.exec(text)?.[0];
  if (sheet === undefined) return record ?? plain('text/xml');
  // A CDA document names its style sheet as a rule; one that it brings along itself would be a program.
  return record && !/href\s*=\s*["']\s*(data:|javascript:|#)/i.test(sheet) ? record : 'active-content';
}

/** By the root element and its namespace (CDA R2 section 4.1; FHIR, XML representation). */
function recordOf(content: string): Found | null {
  const [, prefix, name, attributes = ''] = /^<(?:([\w-]+):)?([\w-]+)([^>]*)/.exec(content) ?? [];
  const xmlns = new RegExp(`\\sxmlns${prefix ? `:${prefix}` : ''}\\s*=\\s*["']([^"']*)`);
  const namespace = xmlns.exec(attributes)?.[1];
  if (name === 'ClinicalDocument' && namespace === 'urn:hl7-org:v3')
    return { type: 'other', mediaType: 'text/xml', record: 'cda' };
  return namespace === 'http://hl7.org/fhir'
    ? { type: 'other', mediaType: 'application/fhir+xml', record: 'fhir' }
    : null;
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
