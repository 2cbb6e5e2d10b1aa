/** Value representations as two letters in 16 bits (PS3.5 section 6.2). */

const code = (vr: string, at = 0): number => (vr.charCodeAt(at) << 8) | vr.charCodeAt(at + 1);

export const SQ = code('SQ');
export const UN = code('UN');

const SHORT = 1;
const LONG = 2;

/** By letters, 26 times 26: whether a length has 16 or 32 bits (PS3.5 tables 7.1-1 and 7.1-2). */
const FORMS = new Uint8Array(26 * 26);
const place = (vr: number): number => ((vr >> 8) - 65) * 26 + (vr & 255) - 65;

for (const [vrs, form] of [
  ['AEASATCSDADSDTFDFLISLOLTPNSHSLSSSTTMUIULUS', SHORT],
  ['OBODOFOLOVOWSQSVUCUNURUTUV', LONG],
] as const)
  for (let at = 0; at < vrs.length; at += 2) FORMS[place(code(vrs, at))] = form;

export const isLetters = (vr: number): boolean =>
  vr >> 8 >= 65 && vr >> 8 <= 90 && (vr & 255) >= 65 && (vr & 255) <= 90;

/** Whether two bytes are a VR that the standard knows. */
export function isVr(first: number, second: number): boolean {
  const vr = (first << 8) | second;
  return isLetters(vr) && FORMS[place(vr)] !== 0;
}

/**
 * Whether two reserved bytes and a length of 32 bits follow the letters. VRs yet to come have this form (PS3.5
 * section 6.2), so letters that are not known do when the reserved bytes are zero.
 */
export function hasLongForm(vr: number, reserved: number): boolean {
  const form = FORMS[place(vr)];
  return form === LONG || (!form && reserved === 0);
}
