/** Whether a definition hangs together, and whether answers fit a definition. Codes and places; words are i18n's. */
import type {
  Claim,
  Comparison,
  EligibilityAnswer,
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityQuestion,
} from '../contract/index.js';
import { compiledFor } from './compile.js';
import { isAsked, isUnsure, questionsIn, type AskedQuestion } from './condition.js';
import { dayOf } from './dates.js';
import { rangeOf, stepsOf } from './space.js';

export interface DefinitionProblem {
  code:
    | 'duplicate-id'
    | 'unknown-question'
    | 'unknown-option'
    | 'unknown-outcome'
    | 'unknown-group'
    | 'group-apart'
    | 'visible-looks-ahead'
    | 'visible-on-itself'
    | 'visibility-cycle'
    | 'no-comparison'
    | 'wrong-comparison'
    | 'no-bounds'
    | 'impossible-bounds'
    | 'no-scores'
    | 'assertion-shape'
    | 'gap';
  /** JSON Pointer (RFC 6901) into the definition. */
  pointer: string;
  /** Ids that the problem is about. */
  ids?: readonly string[];
}

type Report = (code: DefinitionProblem['code'], pointer: string, ...ids: string[]) => void;

const COMPARISONS = ['equals', 'in', 'includes', 'selected', 'atLeast', 'age', 'answered', 'unsure'] as const;

/** Which comparisons make sense for which kind. */
const FITS: Record<EligibilityQuestion['kind'], readonly string[]> = {
  boolean: ['equals', 'answered', 'unsure'],
  'single-choice': ['equals', 'in', 'answered', 'unsure'],
  'multiple-choice': ['includes', 'selected', 'answered', 'unsure'],
  integer: ['equals', 'in', 'atLeast', 'answered', 'unsure'],
  decimal: ['equals', 'in', 'atLeast', 'answered', 'unsure'],
  date: ['equals', 'in', 'atLeast', 'age', 'answered', 'unsure'],
  text: ['equals', 'in', 'answered', 'unsure'],
  note: [],
};

/** Finds everything about claims that the schema cannot say. */
class ClaimCheck {
  readonly #definition: EligibilityDefinition;
  readonly #report: Report;

  constructor(definition: EligibilityDefinition, report: Report) {
    this.#definition = definition;
    this.#report = report;
  }

  check(claim: Claim, pointer: string): void {
    if ('all' in claim) claim.all.forEach((each, i) => this.check(each, `${pointer}/all/${i}`));
    else if ('any' in claim) claim.any.forEach((each, i) => this.check(each, `${pointer}/any/${i}`));
    else if ('not' in claim) this.check(claim.not, `${pointer}/not`);
    else if ('count' in claim) {
      claim.count.forEach((each, i) => this.check(each, `${pointer}/count/${i}`));
      this.#bounds(claim, pointer);
    } else if ('score' in claim) {
      claim.score.forEach((id, i) => this.#scored(id, `${pointer}/score/${i}`));
      this.#bounds(claim, pointer);
    } else if ('outcome' in claim) {
      if (!this.#definition.outcomes.some(({ id }) => id === claim.outcome))
        this.#report('unknown-outcome', `${pointer}/outcome`, claim.outcome);
    } else if (!('outcomeKind' in claim)) this.#comparison(claim, pointer);
  }

  #bounds({ atLeast, atMost }: { atLeast?: unknown; atMost?: unknown }, pointer: string): void {
    if (atLeast === undefined && atMost === undefined) this.#report('no-bounds', pointer);
    else if (atLeast !== undefined && atMost !== undefined && (atLeast as number) > (atMost as number))
      this.#report('impossible-bounds', pointer);
  }

  #scored(id: string, pointer: string): void {
    const question = this.#definition.questions.find((each) => each.id === id);
    if (!question) this.#report('unknown-question', pointer, id);
    else if (!('options' in question) || !question.options.some(({ score }) => score !== undefined))
      this.#report('no-scores', pointer, id);
  }

  #comparison(comparison: Comparison, pointer: string): void {
    const question = this.#definition.questions.find((each) => each.id === comparison.question);
    if (!question) {
      this.#report('unknown-question', pointer, comparison.question);
      return;
    }
    const used = new Set<string>(COMPARISONS.filter((name) => name in comparison));
    if ('atMost' in comparison) used.add('atLeast');
    const [name] = used;
    if (name === undefined) this.#report('no-comparison', pointer, question.id);
    else if (used.size > 1 || !FITS[question.kind].includes(name) || !isAsked(question))
      this.#report('wrong-comparison', pointer, question.id);
    else this.#values(comparison, question, pointer);
  }

  #values(comparison: Comparison, question: AskedQuestion, pointer: string): void {
    const options = 'options' in question ? question.options.map(({ id }) => id) : [];
    const option = (id: unknown) => options.includes(id as string);
    const unknown = (ids: readonly unknown[]) => {
      const wrong = ids.filter((id) => !option(id)).map(String);
      if (wrong.length > 0) this.#report('unknown-option', pointer, ...wrong);
    };
    if ('includes' in comparison) unknown([comparison.includes]);
    else if ('selected' in comparison) {
      if (comparison.of) unknown(comparison.of);
      this.#bounds(comparison.selected, `${pointer}/selected`);
    } else if ('age' in comparison) this.#bounds(comparison.age, `${pointer}/age`);
    else if ('equals' in comparison || 'in' in comparison) {
      const values = 'equals' in comparison ? [comparison.equals] : comparison.in;
      if (question.kind === 'single-choice') unknown(values);
      else if (!values.every((value) => isConstantFor(question, value)))
        this.#report('wrong-comparison', pointer, question.id);
    } else if ('atLeast' in comparison || 'atMost' in comparison) {
      const bounds = [comparison.atLeast, comparison.atMost].filter((each) => each !== undefined);
      if (!bounds.every((value) => isConstantFor(question, value)))
        this.#report('wrong-comparison', pointer, question.id);
      else this.#bounds(comparison, pointer);
    }
  }
}

/** Whether a constant is one that the question could be answered with, bounds apart. */
function isConstantFor(question: AskedQuestion, value: unknown): boolean {
  switch (question.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'decimal':
      return typeof value === 'number' && isOnGrid(value, question.decimals);
    case 'date':
      return typeof value === 'string' && !Number.isNaN(dayOf(value));
    default:
      return typeof value === 'string';
  }
}

function isOnGrid(value: number, decimals: number): boolean {
  return Number(value.toFixed(decimals)) === value;
}

/** What the schema cannot say: references, order, comparisons that fit their question, and that every path has an end. */
export function checkDefinition(definition: EligibilityDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report: Report = (code, pointer, ...ids) =>
    problems.push(ids.length > 0 ? { code, pointer, ids } : { code, pointer });
  const { questions, outcomes, rules, groups = [], assertions = [] } = definition;
  const unique = (items: readonly { id: string }[], pointer: string) => {
    const seen = new Set<string>();
    items.forEach(({ id }, i) =>
      seen.has(id) ? report('duplicate-id', `${pointer}/${i}/id`, id) : seen.add(id),
    );
  };
  unique(questions, '/questions');
  unique(outcomes, '/outcomes');
  unique(rules, '/rules');
  unique(groups, '/groups');
  unique(assertions, '/assertions');
  const claims = new ClaimCheck(definition, report);
  questions.forEach((question, i) => {
    const pointer = `/questions/${i}`;
    if ('options' in question) unique(question.options, `${pointer}/options`);
    if ('max' in question && isAsked(question)) {
      const [least, most] = rangeOf(question, dayOf('2026-01-01'));
      if (least > most) report('impossible-bounds', pointer, question.id);
    }
    if (question.group !== undefined && !groups.some(({ id }) => id === question.group))
      report('unknown-group', `${pointer}/group`, question.group);
    if (question.visible) claims.check(question.visible, `${pointer}/visible`);
  });
  checkGroups(definition, report);
  checkOrder(definition, report);
  const known = new Set(outcomes.map(({ id }) => id));
  const outcome = (id: string, pointer: string) => {
    if (!known.has(id)) report('unknown-outcome', pointer, id);
  };
  rules.forEach((rule, i) => {
    claims.check(rule.when, `/rules/${i}/when`);
    outcome(rule.outcome, `/rules/${i}/outcome`);
  });
  for (const end of ['fallback', 'whenUnsure'] as const)
    if (definition[end]) outcome(definition[end].outcome, `/${end}/outcome`);
  assertions.forEach(({ never, always, when }, i) => {
    if ((never === undefined) === (always === undefined)) report('assertion-shape', `/assertions/${i}`);
    for (const [name, claim] of Object.entries({ never, always, when }))
      if (claim) claims.check(claim, `/assertions/${i}/${name}`);
  });
  if (problems.length === 0 && hasGap(definition)) report('gap', '/rules');
  return problems;
}

/** The questions of a group stand together. */
function checkGroups({ questions }: EligibilityDefinition, report: Report): void {
  const left = new Set<string>();
  questions.forEach(({ group }, i) => {
    const before = questions[i - 1]?.group;
    if (before !== undefined && before !== group) left.add(before);
    if (group !== undefined && left.has(group)) report('group-apart', `/questions/${i}/group`, group);
  });
}

/** Visibility looks at earlier questions; one that does not is a cycle, looks at itself, or stands too early. */
function checkOrder({ questions }: EligibilityDefinition, report: Report): void {
  const at = new Map(questions.map(({ id }, index) => [id, index]));
  const looksAt = (id: string) => {
    const visible = questions[at.get(id) ?? -1]?.visible;
    return visible ? questionsIn(visible).filter((each) => at.has(each)) : [];
  };
  const reaches = (from: string, to: string, path: readonly string[]): readonly string[] | undefined => {
    for (const next of looksAt(from)) {
      if (next === to) return [...path, next];
      const found = path.includes(next) ? undefined : reaches(next, to, [...path, next]);
      if (found) return found;
    }
    return undefined;
  };
  questions.forEach(({ id, visible }, i) => {
    const ahead = visible && questionsIn(visible).filter((each) => (at.get(each) ?? -1) >= i);
    if (!ahead || ahead.length === 0) return;
    const pointer = `/questions/${i}/visible`;
    const cycle = reaches(id, id, [id]);
    if (ahead.includes(id)) report('visible-on-itself', pointer, id);
    else if (cycle) report('visibility-cycle', pointer, ...cycle);
    else report('visible-looks-ahead', pointer, ...ahead);
  });
}

/** Some way to answer ends nowhere. Cuts of dates move with the day, gaps between them hardly: any day will do here. */
function hasGap(definition: EligibilityDefinition): boolean {
  if (definition.fallback) return false;
  const compiled = compiledFor(definition, '2026-01-01');
  return compiled === null || compiled.diagrams.values(compiled.outcome).has(-1);
}

/** Whether an answer is one that its question offers. `on` is the day, for dates with `today` as a bound. */
export function answerFits(question: EligibilityQuestion, answer: EligibilityAnswer, on?: string): boolean {
  if (!isAsked(question)) return false;
  if (isUnsure(answer)) return question.unsure === true;
  if (answer === null) return question.required === false;
  const isOther = typeof answer === 'object' && !Array.isArray(answer) && 'other' in answer;
  switch (question.kind) {
    case 'boolean':
      return typeof answer === 'boolean';
    case 'single-choice':
      return isOther ? question.other === true : question.options.some(({ id }) => id === answer);
    case 'multiple-choice': {
      if (!Array.isArray(answer)) return false;
      const ids = answer.filter((each) => typeof each === 'string');
      const others = answer.length - ids.length;
      return (
        new Set(ids).size === ids.length &&
        others <= (question.other ? 1 : 0) &&
        ids.every((each) => question.options.some(({ id }) => id === each))
      );
    }
    case 'integer':
    case 'decimal':
      return isConstantFor(question, answer) && isInRange(question, stepsOf(question, answer as number), on);
    case 'date':
      // What is left of a date does not tell whether it was within its bounds: the page has seen to that.
      if (typeof answer !== 'string') return typeof answer === 'object' && !Array.isArray(answer) && !isOther;
      return isConstantFor(question, answer) && isInRange(question, dayOf(answer), on);
    case 'text':
      return typeof answer === 'string' && answer.length <= (question.maxLength ?? 200);
  }
}

function isInRange(question: AskedQuestion, steps: number, on: string | undefined): boolean {
  const [least, most] = rangeOf(question, on === undefined ? NaN : dayOf(on));
  // Without a day, "today" bounds nothing.
  return !(steps < least) && !(steps > most);
}

/** Ids of questions whose answers do not fit, or that the definition does not have. Empty: all fit. */
export function checkAnswers(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on?: string,
): string[] {
  return Object.entries(answers)
    .filter(([id, answer]) => {
      const question = definition.questions.find((each) => each.id === id);
      return !question || !answerFits(question, answer, on);
    })
    .map(([id]) => id);
}
