/** Which consent texts are shown, and which of them the case already agrees to. Pure but for the digest. */
import type { Case, ConsentRecord, ConsentText } from '../contract/index.js';

export interface ShownText {
  text: ConsentText;
  /** True when there is no text in the language of the page. */
  otherLanguage: boolean;
  agreed: ConsentRecord | null;
}

const primary = (tag: string) => tag.toLowerCase().split('-')[0];

/** One text an id: in the language shown, else in English, else the first there is. */
export function textsToShow(
  texts: readonly ConsentText[],
  language: string,
  theCase: Case | null,
): ShownText[] {
  return [...new Set(texts.map(({ id }) => id))].flatMap((id) => {
    const all = texts.filter((each) => each.id === id);
    const text =
      all.find(({ locale }) => locale.toLowerCase() === language.toLowerCase()) ??
      all.find(({ locale }) => primary(locale) === primary(language)) ??
      all.find(({ locale }) => primary(locale) === 'en') ??
      all[0];
    if (!text) return [];
    const agreed =
      theCase?.consents.find(({ textId, version }) => textId === id && version === text.version) ?? null;
    return [{ text, otherLanguage: primary(text.locale) !== primary(language), agreed }];
  });
}

/** True when every text offered now is agreed to. */
export function isConsentComplete(texts: readonly ConsentText[], language: string, theCase: Case): boolean {
  if (texts.length === 0) return theCase.consents.length > 0;
  return textsToShow(texts, language, theCase).every(({ agreed }) => agreed !== null);
}

/** SHA-256 (FIPS 180-4) of the text in UTF-8, as 64 lower-case hexadecimal digits. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
