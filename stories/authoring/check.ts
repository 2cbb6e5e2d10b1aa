/** Everything that is told of a definition's text: what is wrong with it and where, what is proven, and its picture. */
import { checkText, parseText, type Checked, type Promised } from '../../src/cli/check-text.js';
import { JsonText } from '../../src/cli/json-text.js';
import type { Finding } from '../../src/cli/remark.js';
import type { EligibilityDefinition } from '../../src/contract/index.js';
import { graphSvg } from '../../src/eligibility/graph.js';
import type { Proof } from '../../src/eligibility/index.js';

/** Nodes of decision diagrams that a look while typing may spend: a second or two. */
const LIMIT = 300_000;

export interface Asked {
  text: string;
  /** Day of the evaluation as full date. */
  on: string;
  /** Language of the picture. */
  language: string;
}

/** An assertion; `proven` is undefined where that was not decided. */
export type PromiseKept = Omit<Promised, 'proven'> & { proven: boolean | undefined };

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
  const { findings, checked } = checkText(json, parseText(json), { on, limit: LIMIT });
  if (!checked?.begun) return { findings, sound: undefined };
  const { definition, proof } = checked;
  const svg = graphSvg(definition, { on, language });
  return { findings, sound: { definition, proof, promises: promisesOf(checked), svg } };
}

function promisesOf({ definition, promises }: Checked): PromiseKept[] {
  return (definition.assertions ?? []).map(
    ({ id, text }) => promises.find((each) => each.id === id) ?? { id, text, proven: undefined },
  );
}
