/**
 * Evaluation of a definition. Pure: the widget asks with it, and the backend repeats it on what was sent.
 */
import type {
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityOutcome,
  EligibilityRule,
  LocalisedText,
} from '../contract/index.js';
import { questionsIn, truthOf, type Truth } from './condition.js';

export interface Evaluation {
  /** Null while it still depends on what is not answered yet. */
  outcome: EligibilityOutcome | null;
  /** The rule that gave the outcome; null for the fallback. */
  rule: EligibilityRule | null;
  /** Why, in the author's words. */
  reason: LocalisedText | null;
  /** The next question worth asking; null once there is an outcome. */
  next: string | null;
  /** Questions that are shown, or may yet be, in the definition's order. */
  visible: readonly string[];
  /** Each rule's truth, in order: the audit trail. */
  trail: readonly { rule: string; truth: Truth }[];
}

/** Truth of "this question is shown". Visibility may only look at earlier questions, so one pass is enough. */
function visibility(definition: EligibilityDefinition, answers: EligibilityAnswers): Map<string, Truth> {
  const shown = new Map<string, Truth>();
  for (const question of definition.questions) {
    const truth = question.visible
      ? truthOf(question.visible, answers, (id) => shown.get(id) ?? false)
      : true;
    shown.set(question.id, truth);
  }
  return shown;
}

/**
 * The outcome as soon as it is determined: the first rule that holds, if every rule before it is certain not to. When all
 * that can be asked is answered and an unsure answer keeps a rule open, the fallback decides (a person looks at it).
 */
export function evaluate(definition: EligibilityDefinition, answers: EligibilityAnswers): Evaluation {
  const shown = visibility(definition, answers);
  const relevant = (id: string): Truth => shown.get(id) ?? false;
  const trail = definition.rules.map((rule) => ({
    rule: rule.id,
    truth: truthOf(rule.when, answers, relevant),
  }));
  const visible = definition.questions.filter(({ id }) => shown.get(id) !== false).map(({ id }) => id);

  const undecided = trail.findIndex(({ truth }) => truth !== false);
  const first = definition.rules[undecided];
  const base = { visible, trail };
  if (first && trail[undecided]?.truth === true) {
    return {
      ...base,
      outcome: outcomeOf(definition, first.outcome),
      rule: first,
      reason: first.reason,
      next: null,
    };
  }
  const next = first ? nextQuestion(definition, answers, shown, trail) : null;
  if (next) return { ...base, outcome: null, rule: null, reason: null, next };
  // Nothing left to ask. A rule that holds whatever the unsure ones before it say still must wait for a person.
  const { outcome, reason } = definition.fallback;
  return { ...base, outcome: outcomeOf(definition, outcome), rule: null, reason, next: null };
}

function outcomeOf(definition: EligibilityDefinition, id: string): EligibilityOutcome {
  const outcome = definition.outcomes.find((each) => each.id === id);
  if (!outcome) throw new RangeError(`outcome ${id} is not in the definition`);
  return outcome;
}

/**
 * The first shown and unanswered question that an open rule looks at, directly or through what it shows. Rules behind
 * one that certainly holds cannot matter any more.
 */
function nextQuestion(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  shown: Map<string, Truth>,
  trail: Evaluation['trail'],
): string | null {
  const wanted = new Set<string>();
  for (const [index, rule] of definition.rules.entries()) {
    const truth = trail[index]?.truth;
    if (truth === 'unknown') for (const id of questionsIn(rule.when)) wanted.add(id);
    if (truth === true) break;
  }
  // What decides whether a wanted question is shown is wanted too.
  for (const question of [...definition.questions].reverse()) {
    if (wanted.has(question.id) && shown.get(question.id) === 'unknown' && question.visible) {
      for (const id of questionsIn(question.visible)) wanted.add(id);
    }
  }
  const open = definition.questions.find(
    ({ id }) => wanted.has(id) && shown.get(id) === true && answers[id] === undefined,
  );
  return open?.id ?? null;
}

/** Answers of shown questions only: what counts, and what is sent. */
export function relevantAnswers(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
): EligibilityAnswers {
  const shown = visibility(definition, answers);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.get(id) !== false));
}
