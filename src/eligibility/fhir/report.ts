/** What of a questionnaire our definitions cannot say. */

export type UnrepresentedCode =
  /** No linkId, or no resource that FHIR would accept. */
  | 'malformed'
  | 'duplicate-link-id'
  /** The item is not asked: its type has no counterpart. */
  | 'item-type'
  | 'empty-group'
  /** Beneath an item that is not asked. */
  | 'under-unrepresented'
  /** Not asked. */
  | 'read-only'
  | 'hidden'
  /** A choice without options that could be offered. */
  | 'no-options'
  /** A value set that is not contained, or is no plain list. */
  | 'value-set'
  /** An option of a type that has no counterpart; the others are offered. */
  | 'option-value'
  /** Answers of the item's type other than the options. */
  | 'answer-constraint'
  /** Shown by its linkId, or a note left out. */
  | 'no-text'
  /** Asked once. */
  | 'repeats'
  /** Asked once, not for each answer of the multiple choice above it. */
  | 'nested-repeats'
  | 'required-group'
  /** "None of these" can be answered where FHIR wants one answer at least. */
  | 'required-selection'
  /** We never answer for the person. */
  | 'initial'
  | 'max-length'
  | 'bounds'
  | 'decimal-places'
  /** The item is shown as if the condition held: it refers to an item further down. */
  | 'enable-when-later'
  /** As above: to an item that has no answer in our form. */
  | 'enable-when-not-asked'
  /** As above: the comparison has no counterpart. */
  | 'enable-when-comparison'
  /** Kept, but no answer changes it: a likely mistake. */
  | 'enable-when-constant'
  /** Several conditions, and nothing says whether all or any; taken as any. */
  | 'enable-behavior'
  | 'extension'
  | 'modifier-extension';

export interface Unrepresented {
  /** FHIRPath of the element. */
  path: string;
  linkId?: string;
  code: UnrepresentedCode;
  detail?: string;
}

/** Lists something about one item. `at` is the element below it. */
export type Report = (code: UnrepresentedCode, detail?: string, at?: string) => void;

export function reporter(into: Unrepresented[], path: string, linkId?: string): Report {
  return (code, detail, at = '') =>
    into.push({ path: path + at, ...(linkId ? { linkId } : {}), code, ...(detail ? { detail } : {}) });
}
