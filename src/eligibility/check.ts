/** Whether a definition hangs together, and whether answers fit a definition. Codes and places; words are i18n's. */
import type {
  Condition,
  EligibilityAnswer,
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityQuestion,
} from '../contract/index.js';
import { isUnsure, questionsIn } from './condition.js';

export interface DefinitionProblem {
  code:
    | 'duplicate-id'
    | 'unknown-question'
    | 'unknown-option'
    | 'unknown-outcome'
    | 'visible-looks-ahead'
    | 'wrong-comparison';
  /** JSON Pointer (RFC 6901) into the definition. */
  pointer: string;
}

type Comparison = Extract<Condition, { question: string }>;

function comparisons(condition: Condition, pointer: string): [Comparison, string][] {
  if ('all' in condition) return condition.all.flatMap((each, i) => comparisons(each, `${pointer}/all/${i}`));
  if ('any' in condition) return condition.any.flatMap((each, i) => comparisons(each, `${pointer}/any/${i}`));
  if ('not' in condition) return comparisons(condition.not, `${pointer}/not`);
  return [[condition, pointer]];
}

/** Undefined when the comparison makes sense for the question. */
function comparisonProblem(
  comparison: Comparison,
  question: EligibilityQuestion,
): DefinitionProblem['code'] | undefined {
  const has = (option: unknown) => 'options' in question && question.options.some(({ id }) => id === option);
  if ('includes' in comparison) {
    if (question.kind !== 'multiple-choice') return 'wrong-comparison';
    return has(comparison.includes) ? undefined : 'unknown-option';
  }
  if ('anySelected' in comparison)
    return question.kind === 'multiple-choice' ? undefined : 'wrong-comparison';
  if ('atLeast' in comparison || 'atMost' in comparison) {
    return question.kind === 'integer' ? undefined : 'wrong-comparison';
  }
  switch (question.kind) {
    case 'boolean':
      return typeof comparison.equals === 'boolean' ? undefined : 'wrong-comparison';
    case 'integer':
      return typeof comparison.equals === 'number' ? undefined : 'wrong-comparison';
    case 'single-choice':
      return has(comparison.equals) ? undefined : 'unknown-option';
    case 'multiple-choice':
      return 'wrong-comparison';
  }
}

/** What the schema cannot say: references, order, and comparisons that fit their question. */
export function checkDefinition(definition: EligibilityDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const add = (code: DefinitionProblem['code'], pointer: string) => problems.push({ code, pointer });
  const unique = (items: readonly { id: string }[], pointer: string) => {
    const seen = new Set<string>();
    items.forEach(({ id }, index) =>
      seen.has(id) ? add('duplicate-id', `${pointer}/${index}/id`) : seen.add(id),
    );
  };
  unique(definition.questions, '/questions');
  unique(definition.outcomes, '/outcomes');
  unique(definition.rules, '/rules');
  const byId = new Map(definition.questions.map((question, index) => [question.id, { question, index }]));
  const checkCondition = (condition: Condition, pointer: string) => {
    for (const [comparison, place] of comparisons(condition, pointer)) {
      const target = byId.get(comparison.question);
      const code = target ? comparisonProblem(comparison, target.question) : 'unknown-question';
      if (code) add(code, place);
    }
  };
  definition.questions.forEach((question, index) => {
    if ('options' in question) unique(question.options, `/questions/${index}/options`);
    if (!question.visible) return;
    checkCondition(question.visible, `/questions/${index}/visible`);
    if (questionsIn(question.visible).some((id) => (byId.get(id)?.index ?? -1) >= index)) {
      add('visible-looks-ahead', `/questions/${index}/visible`);
    }
  });
  const outcomes = new Set(definition.outcomes.map(({ id }) => id));
  definition.rules.forEach((rule, index) => {
    checkCondition(rule.when, `/rules/${index}/when`);
    if (!outcomes.has(rule.outcome)) add('unknown-outcome', `/rules/${index}/outcome`);
  });
  if (!outcomes.has(definition.fallback.outcome)) add('unknown-outcome', '/fallback/outcome');
  return problems;
}

/** Whether an answer is one that its question offers. */
export function answerFits(question: EligibilityQuestion, answer: EligibilityAnswer): boolean {
  if (isUnsure(answer)) return question.unsure === true;
  switch (question.kind) {
    case 'boolean':
      return typeof answer === 'boolean';
    case 'single-choice':
      return question.options.some(({ id }) => id === answer);
    case 'multiple-choice':
      return (
        Array.isArray(answer) &&
        new Set(answer).size === answer.length &&
        answer.every((each) => question.options.some(({ id }) => id === each))
      );
    case 'integer':
      return (
        typeof answer === 'number' &&
        Number.isInteger(answer) &&
        answer >= question.min &&
        answer <= question.max
      );
  }
}

/** Ids of questions whose answers do not fit, or that the definition does not have. Empty: all fit. */
export function checkAnswers(definition: EligibilityDefinition, answers: EligibilityAnswers): string[] {
  return Object.entries(answers)
    .filter(([id, answer]) => {
      const question = definition.questions.find((each) => each.id === id);
      return !question || !answerFits(question, answer);
    })
    .map(([id]) => id);
}
