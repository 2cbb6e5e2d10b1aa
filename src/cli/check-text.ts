/** Checks a definition's text: JSON, then the schema, then every way to answer. Each level is checked whole. Pure. */
import { EligibilityDefinition } from '../contract/index.js';
import { checkDefinition, definitionHash, prove, type Proof } from '../eligibility/index.js';
import { READING_GOAL, readingLevels, type ReadingLevel } from '../eligibility/readability.js';
import { stepsInWords, type Step } from '../eligibility/words.js';
import { findingRemark, onDay } from './finding-words.js';
import type { JsonText } from './json-text.js';
import type { Finding, Remark } from './remark.js';
import { schemaRemarks } from './schema.js';
import { duplicateKeys, syntaxRemarks } from './syntax.js';

export interface CheckOptions {
  /** Day as of which ages are proven (full date, RFC 3339). */
  on: string;
  /** Most nodes that the proof may take; the prover's own limit when left out. */
  limit?: number | undefined;
}

export interface Promised {
  id: string;
  text?: string | undefined;
  proven: boolean;
  counterexample?: Step[] | undefined;
  /** The day on which it is broken (full date, RFC 3339), where that is not the day that was asked for. */
  on?: string | undefined;
}

/** What is known of a definition once it has been read. */
export interface Checked {
  definition: EligibilityDefinition;
  hash: string;
  /** The definition hangs together, so that there is something to prove. */
  begun: boolean;
  reading: ReadingLevel[];
  proof: Proof;
  promises: Promised[];
}

/** What a text says, as far as the schema goes. */
export interface Parsed {
  /** There where the text is a definition by the schema, with every key meant. */
  definition?: EligibilityDefinition | undefined;
  findings: Finding[];
}

export interface TextReport {
  /** In the order of the text. */
  findings: Finding[];
  /** There where the schema accepts it. */
  checked?: Checked | undefined;
}

export function parseText(json: JsonText): Parsed {
  const { definition, remarks } = parse(json);
  return { definition, findings: remarks.map((remark) => json.locate(remark)) };
}

function parse(json: JsonText): { definition?: EligibilityDefinition; remarks: Remark[] } {
  const syntax = syntaxRemarks(json);
  if (syntax.length > 0) return { remarks: syntax };
  const document: unknown = JSON.parse(json.text);
  const remarks = [...duplicateKeys(json), ...schemaRemarks(document)];
  const parsed = EligibilityDefinition.safeParse(document);
  // A misspelt key is no part of what would be proven: nothing is, until it is mended.
  const isMeant = remarks.every(({ severity }) => severity === 'warning');
  return parsed.success && isMeant ? { definition: parsed.data, remarks } : { remarks };
}

export function checkText(
  json: JsonText,
  { definition, findings }: Parsed,
  options: CheckOptions,
): TextReport {
  if (!definition) return { findings: inOrder(findings) };
  const checked = check(definition, options);
  const remarks = [
    ...checked.proof.findings.map((finding) => findingRemark(definition, finding, options.on)),
    ...brokenPromises(checked),
    ...signOffRemarks(checked, options.on),
    ...hardTexts(checked),
  ];
  return { findings: inOrder([...findings, ...remarks.map((remark) => json.locate(remark))]), checked };
}

const inOrder = (findings: readonly Finding[]) =>
  [...findings].sort((a, b) => a.line - b.line || a.column - b.column);

function check(definition: EligibilityDefinition, { on, limit }: CheckOptions): Checked {
  const proof = prove(definition, on, limit);
  const texts = new Map((definition.assertions ?? []).map(({ id, text }) => [id, text]));
  return {
    definition,
    hash: definitionHash(definition),
    begun: checkDefinition(definition).every(({ code }) => code === 'gap'),
    reading: readingLevels(definition),
    proof,
    promises: proof.assertions.map(({ id, proven, counterexample, on: later }) => ({
      id,
      text: texts.get(id),
      proven,
      counterexample: counterexample && stepsInWords(definition, counterexample, later ?? on),
      on: later,
    })),
  };
}

function brokenPromises({ definition, promises }: Checked): Remark[] {
  return promises.flatMap(({ id, text, proven, counterexample, on }): Remark[] => {
    if (proven) return [];
    const index = (definition.assertions ?? []).findIndex((each) => each.id === id);
    return [
      {
        code: 'assertion-broken',
        severity: 'error',
        pointer: `/assertions/${index}`,
        message: onDay(on, `Assertion "${id}" does not hold${text ? `: ${text}` : '.'}`),
        hint: 'These answers break it, whatever else is answered: mend the rules, or the assertion.',
        path: counterexample,
        on,
      },
    ];
  });
}

function signOffRemarks({ definition, hash }: Checked, on: string): Remark[] {
  const { signOff, reviewBy } = definition;
  const remarks: Remark[] = [];
  if (signOff && signOff.hash !== hash)
    remarks.push({
      code: 'changed-since-sign-off',
      severity: 'error',
      pointer: '/signOff/hash',
      message: `The definition has changed since ${signOff.by} signed it on ${signOff.on}.`,
      hint: `Have it signed again: its hash is now ${hash}`,
    });
  if (reviewBy !== undefined && reviewBy < on)
    remarks.push({
      code: 'review-due',
      severity: 'warning',
      pointer: '/reviewBy',
      message: `The definition was to be reviewed by ${reviewBy}.`,
      hint: 'Review it, set the next date, and have it signed.',
    });
  return remarks;
}

function hardTexts({ reading }: Checked): Remark[] {
  return reading.flatMap(({ language, formula, hard }) =>
    hard.map(({ pointer, grade, text }): Remark => ({
      code: 'hard-to-read',
      severity: 'warning',
      pointer: `${pointer}/${language}`,
      message: `Grade ${grade.toFixed(1)} (${formula}), above ${READING_GOAL}: "${text}"`,
      hint: 'Shorter sentences and everyday words bring the grade down.',
    })),
  );
}
