/** What a person says of another way, read from its form. Pure but for the form itself; problems as codes. */
import type { PatientRequest, RecordsWay } from '../../../contract/index.js';

export type NoDiscProblemCode =
  | 'url-missing'
  | 'url-invalid'
  | 'url-not-secure'
  | 'url-too-long'
  | 'code-too-long'
  | 'hospital-missing'
  | 'hospital-too-long'
  | 'note-too-long';

export interface NoDiscProblem {
  way: RecordsWay;
  /** Id of the input. */
  field: string;
  code: NoDiscProblemCode;
}

export type NoDiscReading =
  { ok: true; answer: PatientRequest } | { ok: false; problems: readonly NoDiscProblem[] };

export type NoDiscField = 'url' | 'code' | 'hospital' | 'note';

/** Id and name of a way's input: all ways stand on one page. */
export const noDiscField = (way: RecordsWay, field: NoDiscField): string => `${way}-${field}`;

/** As in the contract's `PatientRequest`. */
const MAX = { url: 2000, code: 100, hospital: 200, note: 500 } as const;

/** A letter often leaves out how an address begins. */
const withScheme = (text: string): string => (/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);

function urlProblem(text: string): NoDiscProblemCode | null {
  if (!text) return 'url-missing';
  if (text.length > MAX.url) return 'url-too-long';
  const address = withScheme(text);
  if (/\s/.test(address) || !URL.canParse(address)) return 'url-invalid';
  const { protocol, hostname } = new URL(address);
  if (protocol === 'http:') return 'url-not-secure';
  return protocol === 'https:' && hostname.includes('.') ? null : 'url-invalid';
}

export function readNoDisc(way: RecordsWay, form: FormData): NoDiscReading {
  const text = (field: NoDiscField) => {
    const value = form.get(noDiscField(way, field));
    return typeof value === 'string' ? value.trim() : '';
  };
  const problems: NoDiscProblem[] = [];
  const add = (field: NoDiscField, code: NoDiscProblemCode | null) => {
    if (code) problems.push({ way, field: noDiscField(way, field), code });
  };
  const [url, code, hospital, note] = [text('url'), text('code'), text('hospital'), text('note')];
  if (way === 'image-link') add('url', urlProblem(url));
  if (way === 'release-form' || way === 'hospital-sends')
    add(
      'hospital',
      hospital ? (hospital.length > MAX.hospital ? 'hospital-too-long' : null) : 'hospital-missing',
    );
  if (code.length > MAX.code) add('code', 'code-too-long');
  if (note.length > MAX.note) add('note', 'note-too-long');
  if (problems.length) return { ok: false, problems };
  const more = note ? { note } : {};
  switch (way) {
    case 'image-link':
      return {
        ok: true,
        answer: { kind: way, url: withScheme(url), ...(code ? { accessCode: code } : {}), ...more },
      };
    case 'post':
      return { ok: true, answer: { kind: way, ...more } };
    case 'release-form':
      return { ok: true, answer: { kind: way, hospital } };
    case 'hospital-sends':
      return { ok: true, answer: { kind: way, hospital, ...more } };
  }
}
