/** What the picture shows of each question, before anything has a place. */
import type { EligibilityQuestion, OutcomeKind } from '../../contract/index.js';
import { byPriority } from '../compile.js';
import { isAsked, questionsIn } from '../condition.js';
import { rowsOf, type Row } from './answers.js';
import { forTheRecord, type Facts } from './facts.js';
import type { Saying } from './saying.js';

export interface QuestionPlan {
  /** Position in the definition. */
  index: number;
  question: EligibilityQuestion;
  /** Such as `Q4`; notes have none. */
  number: string | undefined;
  title: string;
  /** Its kind, when it is shown, and whether it is for the record. */
  about: readonly string[];
  /** What its answers lead to. Empty where it does not decide. */
  rows: readonly Row[];
  /** What is to be said where there are no rows. */
  remark: string | undefined;
}

export interface OutcomePlan {
  /** `A`, `B`, ...; undefined for the gap. */
  letter: string | undefined;
  title: string;
  kind: OutcomeKind | 'gap';
  about: string;
}

export interface RulePlan {
  reason: string;
  condition: string;
  outcome: number;
}

export interface Plan {
  title: string;
  about: string;
  /** What the reader must know before the rest. */
  warnings: readonly string[];
  questions: readonly QuestionPlan[];
  outcomes: readonly OutcomePlan[];
  /** In the order in which they are tried. */
  rules: readonly RulePlan[];
}

export function planOf(saying: Saying, facts: Facts | undefined): Plan {
  const { definition, words } = saying;
  const { questions, version, reviewBy } = definition;
  const record = forTheRecord(definition);
  const asksDates = questions.some(({ kind }) => kind === 'date');
  return {
    title: saying.text(definition.title),
    about: [
      `${words.version} ${version}`,
      ...(reviewBy ? [`${words.reviewBy} ${saying.fullDate(reviewBy)}`] : []),
      words.questionCount(questions.filter(isAsked).length),
      ...(asksDates ? [`${words.asOf} ${saying.date(saying.on)}`] : []),
    ].join(' · '),
    warnings: [
      ...(facts ? [] : [words.tooLarge]),
      ...(facts && !facts.inAskedOrder ? [words.listedOrder] : []),
    ],
    questions: questions.map((question, index) => ({
      index,
      question,
      number: isAsked(question) ? saying.number(question.id) : undefined,
      title: saying.text(question.label),
      about: aboutOf(question, saying),
      ...decisionOf(question, index, saying, facts, record.get(index)),
    })),
    outcomes: definition.outcomes.map(({ title, kind }, index) => ({
      letter: letterOf(index),
      title: saying.text(title),
      kind,
      about: words.outcomes[kind],
    })),
    rules: rulesOf(saying),
  };
}

function aboutOf(question: EligibilityQuestion, saying: Saying): string[] {
  const { words } = saying;
  return [
    words.kinds[question.kind],
    ...(isAsked(question) && question.record ? [words.record] : []),
    ...(question.visible ? [words.shownIf(saying.condition(question.visible))] : []),
  ];
}

function decisionOf(
  question: EligibilityQuestion,
  index: number,
  saying: Saying,
  facts: Facts | undefined,
  recordOf: readonly number[] | undefined,
): Pick<QuestionPlan, 'rows' | 'remark'> {
  const { words } = saying;
  if (!isAsked(question)) return { rows: [], remark: undefined };
  const step = facts?.steps.get(index);
  const rows = step ? rowsOf(step, saying) : facts ? [] : bySight(question.id, saying);
  if (rows.length > 0) return { rows, remark: undefined };
  const remark = question.record
    ? words.recordOnly
    : recordOf
      ? words.decidesRecord(saying.numbers(recordOf))
      : words.neverAsked;
  return { rows, remark };
}

/** Without diagrams: the outcomes of the rules that look at a question, or at one that it decides about. */
function bySight(id: string, { definition, words }: Saying): Row[] {
  const looking = new Set([id]);
  for (const question of definition.questions)
    if (question.visible && questionsIn(question.visible).some((each) => looking.has(each)))
      looking.add(question.id);
  const outcomes = definition.rules.flatMap(({ when, outcome }) =>
    questionsIn(when).some((each) => looking.has(each))
      ? [definition.outcomes.findIndex((each) => each.id === outcome)]
      : [],
  );
  if (outcomes.length === 0) return [];
  return [
    {
      answers: [words.decidesAbout],
      isAll: false,
      targets: { questions: new Set(), outcomes: new Set(outcomes) },
      isGuess: true,
    },
  ];
}

function rulesOf(saying: Saying): RulePlan[] {
  const { definition, words } = saying;
  const at = (id: string) => definition.outcomes.findIndex((each) => each.id === id);
  const { rules, fallback, whenUnsure } = definition;
  const end = (condition: string, to: typeof fallback): RulePlan[] =>
    to ? [{ reason: saying.text(to.reason), condition, outcome: at(to.outcome) }] : [];
  return [
    ...byPriority(definition).flatMap((index): RulePlan[] => {
      const rule = rules[index];
      return rule ? end(saying.sentence(rule.when), rule) : [];
    }),
    ...end(words.otherwise, fallback),
    ...end(words.whenUnsure, whenUnsure),
  ];
}

/** A, B, ..., Z, AA, AB, ... */
function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** The picture in words, for those who do not see it. */
export function describe({ about, warnings, questions, outcomes, rules }: Plan, saying: Saying): string {
  const { words } = saying;
  const outcome = (index: number) => outcomes[index]?.title ?? words.neverEnds;
  const rowInWords = ({ answers, isAll, targets }: Row) => {
    const ends = [...targets.outcomes].map(outcome);
    const next = saying.numbers(targets.questions);
    const isSure = ends.length + next.length === 1;
    return `${isAll ? words.anyAnswer : answers.join(', ')}: ${[
      ...(ends.length > 0 ? [`${isSure ? words.alwaysEnds : words.mayEnd}: ${ends.join(', ')}`] : []),
      ...(next.length > 0 ? [words.next(next)] : []),
    ].join('; ')}.`;
  };
  return [
    about,
    ...warnings,
    ...questions.map(({ number, title, about, rows, remark }) =>
      [`${number ? `${number} ` : ''}${title} (${about.join('; ')}).`, ...rows.map(rowInWords), remark ?? '']
        .join(' ')
        .trim(),
    ),
    `${words.rules}: ${words.rulesHelp}`,
    ...rules.map(
      ({ reason, condition, outcome: to }, i) => `${i + 1}. ${condition}: ${outcome(to)}. ${reason}`,
    ),
  ].join('\n');
}
