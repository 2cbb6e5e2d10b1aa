/** Texts in several languages: FHIR's translation extension, https://hl7.org/fhir/R4/languages.html#ext. */
import type { LocalisedText } from '../../contract/index.js';
import { extensionUrl, isObject, listIn, stringIn, type Json } from './resource.js';

/**
 * A string element with its translations. The element's own text also stands for English where no English is given, as
 * our texts always have English.
 */
export function localised(json: Json, key: string, language: string): LocalisedText | undefined {
  const text = stringIn(json, key);
  if (text === undefined) return undefined;
  const texts: LocalisedText = { en: text, [language]: text };
  const companion = json[`_${key}`];
  for (const extension of isObject(companion) ? listIn(companion, 'extension') : []) {
    if (extension['url'] !== extensionUrl('translation')) continue;
    const parts = listIn(extension, 'extension');
    const tag = stringIn(parts.find(({ url }) => url === 'lang') ?? {}, 'valueCode');
    const content = parts.find(({ url }) => url === 'content') ?? {};
    const translated = stringIn(content, 'valueString') ?? stringIn(content, 'valueMarkdown');
    if (tag && translated && tag !== language && isLanguageTag(tag)) texts[tag] = translated;
  }
  return texts;
}

/** A concept's display with its designations, https://hl7.org/fhir/R4/valueset.html (compose.include.concept). */
export function designated(concept: Json, language: string): LocalisedText | undefined {
  const texts = localised(concept, 'display', language);
  for (const designation of listIn(concept, 'designation')) {
    const tag = stringIn(designation, 'language');
    const value = stringIn(designation, 'value');
    // Designations with a use are other kinds of names, such as an abbreviation.
    if (texts && tag && value && !designation['use'] && tag !== language && isLanguageTag(tag))
      texts[tag] = value;
  }
  return texts;
}

export function isLanguageTag(tag: string): boolean {
  return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) && tag.length <= 35;
}

/** Texts one after another, in each language that one of them has. */
export function joined(
  texts: readonly (LocalisedText | undefined)[],
  separator: string,
): LocalisedText | undefined {
  const given = texts.filter((each) => each !== undefined);
  if (given.length === 0) return undefined;
  const tags = new Set(given.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...tags].map((tag) => [tag, given.map((each) => each[tag] ?? each['en'] ?? '').join(separator)]),
  );
}

/** Our ids, `/^[a-z][a-z0-9-]{0,63}$/`, made from FHIR's, each once. */
export class Ids {
  readonly #taken = new Set<string>();

  /** `prefix` stands before what does not start with a letter. */
  make(from: string, prefix: string): string {
    const slug = from
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+/, '');
    const start = (/^[a-z]/.test(slug) ? slug : `${prefix}-${slug}`).slice(0, 64).replace(/-+$/, '');
    let id = start;
    for (let count = 2; this.#taken.has(id); count++) {
      const suffix = `-${count}`;
      id = start.slice(0, 64 - suffix.length).replace(/-+$/, '') + suffix;
    }
    this.#taken.add(id);
    return id;
  }
}
