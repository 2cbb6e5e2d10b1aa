/** A definition as a picture: which questions are asked in which order, and which answers end it with which outcome. */
import type { EligibilityDefinition } from '../contract/index.js';
import { factsOf } from './graph/facts.js';
import { isRightToLeft } from './graph/words/languages.js';
import { layOut } from './graph/layout.js';
import { describe, planOf } from './graph/plan.js';
import { Saying } from './graph/saying.js';
import { svgOf } from './graph/svg.js';

export interface GraphOptions {
  /** Day of the evaluation as full date (RFC 3339); needed by definitions that ask for dates. */
  on?: string;
  /** BCP 47 tag of the language whose texts are shown; `en` when left out. */
  language?: string;
}

/**
 * One SVG document of 900 CSS pixels width: static, accessible, nothing from elsewhere. What it says of a definition that
 * {@link checkDefinition} finds nothing wrong with is exact; where the definition is too large to decide, it says so. Throws a
 * RangeError when the definition asks for dates and there is no day.
 */
export function graphSvg(
  definition: EligibilityDefinition,
  { on, language = 'en' }: GraphOptions = {},
): string {
  if (on === undefined && definition.questions.some(({ kind }) => kind === 'date'))
    throw new RangeError('a definition that asks for dates is drawn as of a day');
  const saying = new Saying(definition, language, on);
  const plan = planOf(saying, factsOf(definition, on));
  return svgOf(layOut(plan, saying), {
    id: definition.id,
    title: plan.title,
    description: describe(plan, saying),
    language,
    rightToLeft: isRightToLeft(language),
  });
}
