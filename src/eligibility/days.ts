/** On which days a definition that asks for dates may decide differently: ages move on, constants do not. */
import type { Condition, EligibilityDefinition } from '../contract/index.js';
import { compare, comparisonsIn, isAsked } from './condition.js';
import { conditionsOf, Space } from './space.js';

/**
 * What the conditions can tell apart among the dates that may be answered on a day: two days with the same pattern have the
 * same proof. `more`: conditions beyond the definition's own.
 */
export function patternOn(
  definition: EligibilityDefinition,
  more: readonly Condition[],
): (day: number) => string {
  const questions = definition.questions.filter(({ kind }) => kind === 'date');
  const about = new Set(questions.map(({ id }) => id));
  const comparisons = [...conditionsOf(definition), ...more]
    .flatMap((condition) => comparisonsIn(condition))
    .map(([comparison]) => comparison)
    .filter(({ question }) => about.has(question));
  const alone = {
    ...definition,
    questions: questions.map((each) => ({ ...each, visible: undefined })),
    rules: [],
  };
  return (day) => {
    const { slots } = new Space(alone, day, comparisons);
    return JSON.stringify(
      slots.map(({ question, classes }) =>
        classes.map(({ answer }) =>
          comparisons
            .filter((comparison) => comparison.question === question.id && isAsked(question))
            .map((comparison) => compare(comparison, question, answer, day)),
        ),
      ),
    );
  };
}
