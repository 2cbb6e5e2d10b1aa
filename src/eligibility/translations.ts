/** Which texts of a definition lack a language. */
import type { EligibilityDefinition, LocalisedText } from '../contract/index.js';

/** Texts without a language that the definition promises, or that other texts have, by JSON Pointer (RFC 6901). */
export function missingTranslations(
  definition: EligibilityDefinition,
): { pointer: string; languages: string[] }[] {
  const texts: [pointer: string, text: LocalisedText][] = [];
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('en' in value && typeof value.en === 'string') texts.push([pointer, value as LocalisedText]);
    else for (const [key, each] of Object.entries(value)) walk(each, `${pointer}/${key}`);
  };
  walk(definition, '');
  const wanted = definition.languages ?? [...new Set(texts.flatMap(([, text]) => Object.keys(text)))];
  return texts.flatMap(([pointer, text]) => {
    const languages = wanted.filter((language) => !text[language]?.trim());
    return languages.length > 0 ? [{ pointer, languages }] : [];
  });
}
