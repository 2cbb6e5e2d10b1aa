/** Conditions and answers in plain English, for those who write and review definitions; patients never see these words. */
import type {
  Bounds,
  Claim,
  Comparison,
  EligibilityAnswer,
  EligibilityDefinition,
  EligibilityOption,
  EligibilityQuestion,
} from '../contract/index.js';
import { isUnsure } from './condition.js';
import { ageOn, dayOf } from './dates.js';

const quoted = (id: unknown) => (typeof id === 'string' ? `"${id}"` : String(id));

/** `a`, `a or b`, `a, b or c`. */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

function bounds({ atLeast, atMost }: { [bound in keyof Bounds]?: number | string | undefined }): string {
  if (atLeast === undefined) return `at most ${atMost}`;
  if (atMost === undefined) return `at least ${atLeast}`;
  return atLeast === atMost ? `exactly ${atLeast}` : `${atLeast} to ${atMost}`;
}

/** A condition or claim in words, such as `age of "birth" at least 18 years and not ("hospital" is yes)`. */
export function conditionInWords(claim: Claim): string {
  if ('all' in claim) return joined(claim.all, 'and');
  if ('any' in claim) return joined(claim.any, 'or');
  if ('not' in claim) return `not (${conditionInWords(claim.not)})`;
  if ('count' in claim) return `${bounds(claim)} of (${claim.count.map(conditionInWords).join('; ')})`;
  if ('score' in claim) return `score of ${listed(claim.score.map(quoted), 'and')} ${bounds(claim)}`;
  if ('outcome' in claim) return `the outcome is "${claim.outcome}"`;
  if ('outcomeKind' in claim) return `the outcome is of kind ${claim.outcomeKind}`;
  return comparisonInWords(claim);
}

function joined(claims: readonly Claim[], word: 'and' | 'or'): string {
  if (claims.length === 1) return conditionInWords(claims[0] as Claim);
  const other = word === 'and' ? 'any' : 'all';
  return claims
    .map((each) => {
      const words = conditionInWords(each);
      const mixed = other in each && (each as { any: Claim[]; all: Claim[] })[other].length > 1;
      return mixed ? `(${words})` : words;
    })
    .join(` ${word} `);
}

function comparisonInWords(comparison: Comparison): string {
  const question = quoted(comparison.question);
  if ('equals' in comparison) {
    const { equals } = comparison;
    return `${question} is ${typeof equals === 'boolean' ? (equals ? 'yes' : 'no') : quoted(equals)}`;
  }
  if ('in' in comparison) return `${question} is ${listed(comparison.in.map(quoted), 'or')}`;
  if ('includes' in comparison) return `${question} includes "${comparison.includes}"`;
  if ('selected' in comparison) {
    const { selected, of } = comparison;
    const among = of ? ` of ${listed(of.map(quoted), 'and')}` : '';
    return `${bounds(selected)}${among} selected in ${question}`;
  }
  if ('age' in comparison)
    return `age of ${question} ${bounds(comparison.age)} ${comparison.age.unit ?? 'years'}`;
  if ('answered' in comparison) return `${question} is ${comparison.answered ? '' : 'not '}answered`;
  if ('unsure' in comparison) return `${question} is ${comparison.unsure ? '' : 'not '}"I'm not sure"`;
  return `${question} ${bounds(comparison)}`;
}

/** Text of a language, or of English, which is always there. */
const textOf = (text: Record<string, string>, language: string) => text[language] ?? text['en'] ?? '';

function optionInWords(
  options: readonly EligibilityOption[],
  language: string,
  choice: string | { other: string },
): string {
  if (typeof choice !== 'string') return 'own words';
  const option = options.find(({ id }) => id === choice);
  return option ? textOf(option.label, language) : choice;
}

/** An answer as a person gives it. `on` (full date, RFC 3339) tells the age that belongs to a date. */
export function answerInWords(
  question: EligibilityQuestion,
  answer: EligibilityAnswer,
  on: string,
  language = 'en',
): string {
  if (isUnsure(answer)) return "I'm not sure";
  if (answer === null) return '(left unanswered)';
  switch (question.kind) {
    case 'boolean':
      return answer ? 'Yes' : 'No';
    case 'single-choice':
      return optionInWords(question.options, language, answer as string);
    case 'multiple-choice': {
      const chosen = answer as (string | { other: string })[];
      if (chosen.length === 0) return textOf(question.noneLabel, language);
      return chosen.map((each) => optionInWords(question.options, language, each)).join('; ');
    }
    case 'integer':
    case 'decimal':
      return question.unit ? `${String(answer)} ${textOf(question.unit, language)}` : String(answer);
    case 'date':
      return typeof answer === 'string' ? `${answer}${ageInWords(answer, on)}` : '(a date)';
    default:
      return answer === '…' ? '(any words)' : `"${String(answer)}"`;
  }
}

function ageInWords(date: string, on: string): string {
  const [day, today] = [dayOf(date), dayOf(on)];
  if (Number.isNaN(today)) return '';
  if (day > today) return ' (to come)';
  if (day === today) return ' (today)';
  const years = ageOn(day, today, 'years');
  return ` (${years === 1 ? '1 year' : years > 0 ? `${years} years` : 'less than a year'} ago)`;
}

/** One step of a way through the questions. */
export interface Step {
  question: string;
  title: string;
  answer: string;
  value: EligibilityAnswer;
}

/** Answers as steps, in the order in which the questions stand. */
export function stepsInWords(
  definition: EligibilityDefinition,
  answers: Readonly<Record<string, EligibilityAnswer>>,
  on: string,
  language = 'en',
): Step[] {
  return definition.questions.flatMap((question) => {
    const value = answers[question.id];
    if (value === undefined) return [];
    const title = textOf(question.label, language);
    return [{ question: question.id, title, answer: answerInWords(question, value, on, language), value }];
  });
}
