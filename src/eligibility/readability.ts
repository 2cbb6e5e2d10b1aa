/**
 * How hard the texts of a definition are to read, as years of school, by a formula made for each language. Formulas count
 * words and syllables and know nothing of sense: a low grade proves nothing, a high one is a reason to look again.
 */
import type { EligibilityDefinition, LocalisedText } from '../contract/index.js';

/** Sources range from the 4th to the 8th grade for patients' texts; this is the usual middle. */
export const READING_GOAL = 6;

/** Formulas mean little on labels: shorter texts are not measured. */
const FEWEST_WORDS = 8;

export interface ReadingLevel {
  /** BCP 47 tag as in the definition. */
  language: string;
  /** Grade of all measured texts together; null when the language has no formula here, or too little text. */
  grade: number | null;
  formula: string | null;
  /** Words measured. */
  words: number;
  /** Texts above the goal, hardest first. */
  hard: { pointer: string; grade: number; text: string }[];
}

/** What the formulas count. */
interface Counts {
  sentences: number;
  words: number;
  syllables: number;
  /** Words of one syllable. */
  short: number;
  /** Words of three syllables or more. */
  long: number;
  /** Words of more than six letters. */
  wide: number;
}

interface Formula {
  name: string;
  syllables(word: string): number;
  grade(counts: Counts): number;
}

const FORMULAS: Readonly<Record<string, Formula>> = {
  en: {
    /**
     * Kincaid, Fishburne, Rogers and Chissom (1975): Derivation of new readability formulas for Navy enlisted
     * personnel. Research Branch Report 8-75.
     */
    name: 'Flesch–Kincaid grade',
    syllables: englishSyllables,
    grade: ({ words, sentences, syllables }) =>
      0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59,
  },
  es: {
    /** Crawford (1989): Fórmula y gráfico para determinar la comprensibilidad de textos de nivel primario. Lectura y Vida 10(4). */
    name: 'Crawford',
    syllables: spanishSyllables,
    grade: ({ words, sentences, syllables }) =>
      -0.205 * (100 * (sentences / words)) + 0.049 * (100 * (syllables / words)) - 3.407,
  },
  de: {
    /** Bamberger and Vanecek (1984): Lesen – Verstehen – Lernen – Schreiben; the first of their formulas. */
    name: 'Wiener Sachtextformel 1',
    syllables: germanSyllables,
    grade: ({ words, sentences, short, long, wide }) =>
      0.1935 * (100 * (long / words)) +
      0.1672 * (words / sentences) +
      0.1297 * (100 * (wide / words)) -
      0.0327 * (100 * (short / words)) -
      0.875,
  },
};

/** Reading levels of all languages that a definition has texts in. Only what patients read is measured. */
export function readingLevels(definition: EligibilityDefinition): ReadingLevel[] {
  const texts = textsOf(definition);
  const languages = new Set(texts.flatMap(({ text }) => Object.keys(text)));
  return [...languages].map((language) =>
    levelOf(
      language,
      texts.flatMap(({ pointer, text }) => (text[language] ? [{ pointer, text: text[language] }] : [])),
    ),
  );
}

function levelOf(language: string, texts: readonly { pointer: string; text: string }[]): ReadingLevel {
  const formula = FORMULAS[language.split('-')[0]?.toLowerCase() ?? ''];
  if (!formula) return { language, grade: null, formula: null, words: 0, hard: [] };
  const measured = texts
    .map((each) => ({ ...each, counts: countsOf(each.text, formula) }))
    .filter(({ counts }) => counts.words >= FEWEST_WORDS);
  const graded = measured.map(({ pointer, text, counts }) => ({
    pointer,
    text,
    grade: oneDecimal(formula.grade(counts)),
  }));
  const total = measured.map(({ counts }) => counts).reduce(sum, NOTHING);
  return {
    language,
    grade: total.words > 0 ? oneDecimal(formula.grade(total)) : null,
    formula: formula.name,
    words: total.words,
    hard: graded.filter(({ grade }) => grade > READING_GOAL).sort((a, b) => b.grade - a.grade),
  };
}

const oneDecimal = (grade: number) => Math.round(Math.max(0, grade) * 10) / 10;

const NOTHING: Counts = { sentences: 0, words: 0, syllables: 0, short: 0, long: 0, wide: 0 };

function sum(a: Counts, b: Counts): Counts {
  return {
    sentences: a.sentences + b.sentences,
    words: a.words + b.words,
    syllables: a.syllables + b.syllables,
    short: a.short + b.short,
    long: a.long + b.long,
    wide: a.wide + b.wide,
  };
}

/** Every text that patients read, with its JSON Pointer (RFC 6901). */
function textsOf(definition: EligibilityDefinition): { pointer: string; text: LocalisedText }[] {
  const texts: { pointer: string; text: LocalisedText }[] = [];
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('en' in value && typeof value.en === 'string') texts.push({ pointer, text: value as LocalisedText });
    else for (const [key, each] of Object.entries(value)) walk(each, `${pointer}/${key}`);
  };
  walk(definition, '');
  return texts;
}

function countsOf(text: string, formula: Formula): Counts {
  const words = text.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [];
  const lengths = words.map((word) => formula.syllables(word.toLowerCase()));
  return {
    sentences: sentencesOf(text),
    words: words.length,
    syllables: lengths.reduce((a, b) => a + b, 0),
    short: lengths.filter((length) => length === 1).length,
    long: lengths.filter((length) => length >= 3).length,
    wide: words.filter((word) => word.length > 6).length,
  };
}

/** A sentence ends at its mark, or with a line. A point within a number or after a single letter ends none. */
function sentencesOf(text: string): number {
  const ends = text
    .replace(/\d[.,]\d/g, '0')
    .replace(/\b\p{L}\.(?=\s?\p{L}\.)|(?<=\p{L}\.\s?)\b\p{L}\.(?=\s\p{Ll})/gu, ' ')
    .split(/[.!?:;…]+(?=\s|$)|\n+/)
    .filter((part) => /\p{L}/u.test(part));
  return Math.max(1, ends.length);
}

/** Words whose letters mislead; every form is looked up as it stands. */
const ENGLISH: Readonly<Record<string, number>> = {
  area: 3,
  areas: 3,
  being: 2,
  business: 2,
  every: 2,
  everyone: 3,
  everything: 3,
  idea: 3,
  ideas: 3,
  lion: 2,
  people: 2,
  real: 1,
  reality: 4,
  really: 2,
  science: 2,
  somehow: 2,
  someone: 2,
  something: 2,
  sometimes: 2,
  somewhere: 2,
  surgeon: 2,
  surgeons: 2,
  therefore: 2,
};

/** Neighbouring vowels that are spoken apart: "radi-ation", "previ-ous", "peri-od", "qui-et", "actu-al", "try-ing". */
const APART = new RegExp(
  [
    '(?<![cgst])ia(?!ge)',
    '(?<![cgtx])iou',
    '(?<![cglnstx])io(?!u)|io(?=l)',
    '(?<![cst])ie(?=n[ct])|ie(?=t)',
    'iu',
    'eo(?=$|s$|log)',
    '(?<=cr)ea(?=t)',
    '(?<=^p)oe',
    'u[ao]|ue(?=n)',
    '(?<=fl|r)ui(?=[dn])|(?<=^s)ui(?=c)|(?<=t)ui',
    '[aeiouy]ing',
  ].join('|'),
  'g',
);

/**
 * Syllables of an English word, lower case: groups of vowels, less each e that is mute, more the pairs that are spoken
 * apart.
 */
export function englishSyllables(word: string): number {
  const known = ENGLISH[word];
  if (known !== undefined) return known;
  // "does-n't", "could-n't", but "don't".
  const negation = /[ds]n['’]t$/.test(word) ? 1 : 0;
  const spoken = word
    .replace(/['’]\p{L}*$/u, '')
    .replace(/^y/, 'j')
    // Here u is a consonant, or mute.
    .replace(/([gq])u(?=[aeiou])/g, '$1w')
    // A mute e within: "careful", "safely", "treatments" keep theirs out, too.
    .replace(/([^aeiouy])e(?=(?:ful|less|ly|ment|ness)(?:ly|ness|s)?$)/, '$1')
    .replace(/(?<![aeioudt]|[^aeioulrw]l)ed$/, 'd')
    .replace(/(?<![aeioucsxzg]|[cs]h|[^aeioulrw]l)es$/, 's')
    .replace(/(?<![aeiouy]|[^aeiourlw]l)e$/, '');
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0;
  return Math.max(1, groups + (spoken.match(APART)?.length ?? 0) + negation);
}

/**
 * Syllables of a Spanish word, lower case: a, e and o are strong and stand alone; i, u and final y join a neighbour unless
 * they bear the accent.
 */
export function spanishSyllables(word: string): number {
  const spoken = word
    .normalize('NFC')
    .replace(/qu(?=[eiéí])/g, 'k')
    .replace(/gu(?=[eiéí])/g, 'g')
    // An h between vowels is mute and does not part a strong from a weak one, but two strong ones stand apart anyhow.
    .replace(/(?<=[aeiouáéíóúü])h(?=[iu])/g, '')
    .replace(/y(?![aeiouáéíóúü])/g, 'i');
  const groups = spoken.match(/[aeiouáéíóúü]+/g) ?? [];
  return Math.max(
    1,
    groups.reduce((total, group) => total + spanishGroup(group), 0),
  );
}

/** Strong vowels and accented ones each make a syllable; weak ones alone make one together. */
function spanishGroup(group: string): number {
  return Math.max(1, group.match(/[aeoáéóíú]/g)?.length ?? 0);
}

/** Pairs that are one sound, unless spoken apart as in "Famili-e", "Pati-ent", "Ide-en", "be-enden"; then any other vowel. */
const GERMAN =
  /ei|ai|au|äu|eu|(?<!(?:famil|lin|akt|stud|ser)(?=ie$))ie(?!n$|ntin|(?<=[lt]ie)nt)|aa|(?<!^[bg])ee(?!n)|oo|[aeiouyäöüàáèéê]/g;

/** Syllables of a German word, lower case: the pairs that are one sound count once, all other vowels stand alone. */
export function germanSyllables(word: string): number {
  const spoken = word
    .normalize('NFC')
    .replace(/qu/g, 'kw')
    .replace(/(?<=[aeiouäöü])y|y(?=[aeiouäöü])/g, 'j');
  const sounds = spoken.match(GERMAN);
  return Math.max(1, sounds?.length ?? 0);
}
