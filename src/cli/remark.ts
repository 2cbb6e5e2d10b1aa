/** What the command has to say about a file. */
import type { Step } from '../eligibility/words.js';

export type Severity = 'error' | 'warning';

/** One thing that the author should know, in words, with its place in the document. */
export interface Remark {
  /** Stable name of this sort of remark: docs/eligibility.md. */
  code: string;
  severity: Severity;
  /** JSON Pointer (RFC 6901). */
  pointer: string;
  message: string;
  /** How to mend it. */
  hint?: string | undefined;
  /** A shortest way through the questions that shows it. */
  path?: Step[] | undefined;
  /** The day on which it is so (full date, RFC 3339), where that is not the day that was asked for. */
  on?: string | undefined;
  /** Where in the file it is shown, when that is not where the pointer's value begins: the key's own name. */
  atKey?: boolean;
  /** Position in the text, for what has no pointer. */
  offset?: number;
}

/** A remark with its place in the file; both count from 1, columns in UTF-16 code units as editors do. */
export interface Finding extends Omit<Remark, 'atKey' | 'offset'> {
  line: number;
  column: number;
}
