/** Checks one file. */
import { checkText, parseText, type CheckOptions, type Parsed, type TextReport } from './check-text.js';
import { JsonText } from './json-text.js';
import { readText, Unreadable } from './read.js';
import type { Finding } from './remark.js';

export interface FileReport extends TextReport {
  file: string;
  /** False where the file could not be read at all. */
  readable: boolean;
}

/** The definition that a file holds, and what keeps it from being one. */
export interface Loaded extends Parsed {
  file: string;
  json?: JsonText | undefined;
}

export function load(file: string): Loaded {
  try {
    const json = new JsonText(readText(file));
    return { file, json, ...parseText(json) };
  } catch (error) {
    if (error instanceof Unreadable) return { file, findings: [unreadable(error.message, error.hint)] };
    // The stack is the only thing that a text within the limit can use up: brackets within brackets.
    if (!(error instanceof RangeError)) throw error;
    const hint = 'No definition has thousands of brackets within each other: see what wrote this file.';
    return { file, findings: [unreadable('The brackets of this file are nested too deeply.', hint)] };
  }
}

function unreadable(message: string, hint: string): Finding {
  return { code: 'unreadable', severity: 'error', pointer: '', line: 1, column: 1, message, hint };
}

/** Checks a file. Never throws for what is in the file. */
export function checkFile(file: string, options: CheckOptions): FileReport {
  const loaded = load(file);
  if (!loaded.json) return { file, findings: loaded.findings, readable: false };
  return { file, readable: true, ...checkText(loaded.json, loaded, options) };
}

/** Whether the proof ran out of nodes, as against not being begun because of errors. */
export function isUndecided({ checked }: FileReport): boolean {
  return checked !== undefined && checked.begun && !checked.proof.decided;
}
