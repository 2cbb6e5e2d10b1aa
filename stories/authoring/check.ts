/** Everything that is told of a definition's text: what is wrong with it and where, what is proven, and its picture. */
import { JsonText } from '../../src/cli/json-text.js';
import { findingRemark } from '../../src/cli/finding-words.js';
import type { Finding, Remark } from '../../src/cli/remark.js';
import { schemaRemarks } from '../../src/cli/schema.js';
import { duplicateKeys, syntaxRemarks } from '../../src/cli/syntax.js';
import { EligibilityDefinition } from '../../src/contract/index.js';
import { checkDefinition, prove, type Proof } from '../../src/eligibility/index.js';
import { graphSvg } from '../../src/eligibility/graph.js';
import { stepsInWords, type Step } from '../../src/eligibility/words.js';

/** Nodes of decision diagrams that a look while typing may spend: a second or two. */
const LIMIT = 300_000;

export interface Asked {
  text: string;
  /** Day of the evaluation as full date. */
  on: string;
  /** Language of the picture. */
  language: string;
}

export interface PromiseKept {
  id: string;
  text: string | undefined;
  /** Undefined: not decided. */
  proven: boolean | undefined;
  counterexample: Step[] | undefined;
}

/** There where the text is a definition that hangs together. */
export interface Sound {
  definition: EligibilityDefinition;
  proof: Proof;
  promises: PromiseKept[];
  svg: string;
}

export interface Told {
  /** In the order of the text. */
  findings: Finding[];
  sound: Sound | undefined;
}

export function check({ text, on, language }: Asked): Told {
  const json = new JsonText(text);
  const told = (remarks: readonly Remark[], sound?: Sound): Told => ({
    findings: remarks
      .map((remark) => json.locate(remark))
      .sort((a, b) => a.line - b.line || a.column - b.column),
    sound,
  });
  const syntax = syntaxRemarks(json);
  if (syntax.length > 0) return told(syntax);
  const document: unknown = JSON.parse(text);
  const shape = [...duplicateKeys(json), ...schemaRemarks(document)];
  const parsed = EligibilityDefinition.safeParse(document);
  if (!parsed.success) return told(shape);
  const definition = parsed.data;
  const proof = prove(definition, on, LIMIT);
  const promises = promisesOf(definition, proof, on);
  const remarks = [
    ...shape,
    ...proof.findings.map((finding) => findingRemark(definition, finding, on)),
    ...promises.flatMap(brokenRemark),
  ];
  if (checkDefinition(definition).some(({ code }) => code !== 'gap')) return told(remarks);
  return told(remarks, {
    definition,
    proof,
    promises,
    svg: graphSvg(definition, { on, language }),
  });
}

function promisesOf(definition: EligibilityDefinition, proof: Proof, on: string): PromiseKept[] {
  return (definition.assertions ?? []).map(({ id, text }) => {
    const result = proof.assertions.find((each) => each.id === id);
    const steps = result?.counterexample && stepsInWords(definition, result.counterexample, on);
    return { id, text, proven: result?.proven, counterexample: steps };
  });
}

function brokenRemark({ id, text, proven, counterexample }: PromiseKept, index: number): Remark[] {
  if (proven !== false) return [];
  const message = `Assertion "${id}" does not hold${text ? `: ${text}` : '.'}`;
  const hint = 'These answers break it, whatever else is answered: mend the rules, or the assertion.';
  const pointer = `/assertions/${index}`;
  return [{ code: 'assertion-broken', severity: 'error', pointer, message, hint, path: counterexample }];
}
