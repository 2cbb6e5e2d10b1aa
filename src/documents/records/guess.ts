/** What a record is, from its name, its folder and its text. A wrong guess is worse than none: doubt gives `other`. */
import { UNKNOWN, type CategoryGuess, type RecordCategory } from './category.js';
import { guessByText } from './cues.js';
import { fold } from './fold.js';
import { isNotARecord, isRequest, named } from './lexicon.js';
import { withoutTags } from './readable-text.js';
import { guessByCodes } from './structured.js';

/** Longer names are cut: no person writes them. */
const NAME_CHARACTERS = 300;
/** Of pictures: `MRI knee.jpg` may be the image itself and not its report. */
const PICTURE = /\.(jpe?g|png|gif|webp|hei[cf]|avif|tiff?|bmp)$/i;

/** Two of them in one name: both, or one asked for because of the other. */
const EXAMINATIONS: readonly RecordCategory[] = ['radiology-report', 'pathology-report', 'lab-results'];

export interface RecordSource {
  fileName: string;
  /** Path of the folder it stood in, with `/`; '' where there is none. */
  folder: string;
  /** Text of its first page, or the XML or JSON itself: see {@link readableText} and `pdfText`. */
  text?: string;
}

interface NameGuess extends CategoryGuess {
  /** The name speaks against being a record at all, or for two categories. */
  contradicts: boolean;
}

function guessByName(fileName: string): NameGuess {
  const name = fileName.slice(0, NAME_CHARACTERS);
  const folded = fold(name.replace(/\.[a-z0-9]{1,5}$/i, ''));
  if (isNotARecord(folded)) return { ...UNKNOWN, contradicts: true };
  for (const strength of ['kind', 'subject', 'hint'] as const) {
    const [category, other] = named(folded, strength);
    if (!category) continue;
    const rival = EXAMINATIONS.includes(category) ? named(folded, 'subject') : [];
    if (other || rival.some((each) => each !== category && EXAMINATIONS.includes(each)))
      return { ...UNKNOWN, contradicts: true };
    // A request for an examination is none of its results; what it is stays open.
    if (isRequest(folded) && !['referral', 'consent', 'medication-list'].includes(category))
      return { ...UNKNOWN, contradicts: true };
    const picture = PICTURE.test(name) && strength !== 'kind';
    return { category, certain: strength !== 'hint' && !picture, contradicts: false };
  }
  return { ...UNKNOWN, contradicts: false };
}

/** The innermost folder that says something; never certain. */
function guessByFolder(folder: string): CategoryGuess {
  const names = folder.slice(-4 * NAME_CHARACTERS).split('/');
  for (const name of names.reverse()) {
    const { category, contradicts } = guessByName(name);
    if (contradicts) return UNKNOWN;
    if (category !== 'other') return { category, certain: false };
  }
  return UNKNOWN;
}

/** Of markup its text; of JSON nothing, which is made for machines. */
function proseOf(text: string): string {
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('<')) return withoutTags(text);
  return /^[{[]/.test(start) ? '' : text;
}

/**
 * Codes (C-CDA, FHIR) decide alone. Else name and text together: where both are certain of different things, or the
 * name says that it is no record, the guess is `other`; the folder counts only where neither says anything. Pure,
 * never throws, time linear in the lengths.
 */
export function guessCategory({ fileName, folder, text = '' }: RecordSource): CategoryGuess {
  const coded = guessByCodes(text);
  if (coded && (coded.certain || coded.category !== 'other')) return coded;
  const { contradicts, ...byName } = guessByName(fileName);
  const byText = coded ? UNKNOWN : guessByText(proseOf(text));
  if (byName.category !== 'other' && byName.category === byText.category)
    return { category: byName.category, certain: byName.certain || byText.certain };
  if (byName.certain && byText.certain) return UNKNOWN;
  if (byText.certain && !contradicts) return byText;
  if (byName.category !== 'other') return byName;
  if (contradicts) return UNKNOWN;
  if (byText.category !== 'other') return byText;
  return guessByFolder(folder);
}
