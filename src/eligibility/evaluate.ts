/**
 * Evaluation of a definition. Pure: the widget asks with it, and the backend repeats it on what was sent. The outcome comes
 * as soon as every way to go on leads to it, and nothing is asked that can no longer change it: both are read off the
 * definition's decision diagrams, hence exact. A definition too large for diagrams in a page is evaluated rule by rule,
 * which is right too, but may ask more.
 */
import type {
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityOutcome,
  EligibilityRule,
  LocalisedText,
} from '../contract/index.js';
import { assignment } from './assignment.js';
import { byPriority, compiledFor, type Compiled } from './compile.js';
import { isAsked, questionsIn, truthOf, type Truth } from './condition.js';
import type { Node } from './diagram.js';
import { bestNext, startOf, type State } from './order.js';
import { longest, questionsOf } from './questions-left.js';
import { createVisibility, type Visibility } from './visibility.js';

export interface Evaluation {
  /** Null while it still depends on what is not answered yet. Questions for the record may remain: see {@link next}. */
  outcome: EligibilityOutcome | null;
  /** The rule that gave the outcome; null for `fallback` and `whenUnsure`, and while several rules may have. */
  rule: EligibilityRule | null;
  /** Why, in the author's words; null when rules with different reasons lead to the same outcome and none is certain. */
  reason: LocalisedText | null;
  /** The next question worth asking; null when nothing is left to ask. */
  next: string | null;
  /** Questions and notes that are shown, or may yet be, in the definition's order. */
  visible: readonly string[];
  /** Each rule's truth, in the definition's order: the audit trail. */
  trail: readonly { rule: string; truth: Truth }[];
  /** An upper bound of the questions still to be asked, {@link next} included; shrinks with every answer. */
  atMostLeft: number;
}

interface Decision {
  /** Index of the outcome; undefined while open, -1 for a gap. */
  outcome: number | undefined;
  /** Ends that may have decided, in the order in which they are tried. */
  ends: readonly number[];
  /** Questions that can change the outcome. */
  wanted: ReadonlySet<string>;
  /** Most questions that can still be worth asking for the outcome, among those that `counts` counts. */
  left(counts: (question: string) => boolean): number;
  node: Node | null;
}

/**
 * Evaluates answers. Answers to hidden questions do not count. `on` is the day of the evaluation as full date (RFC 3339);
 * needed by definitions that ask for dates. Throws a RangeError when it is needed and missing.
 */
export function evaluate(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on?: string,
): Evaluation {
  if (on === undefined && definition.questions.some(({ kind }) => kind === 'date'))
    throw new RangeError('a definition that asks for dates is evaluated on a day');
  const view = viewOf(definition, answers, on);
  const compiled = compiledFor(definition, on);
  const truths = definition.rules.map(({ when }) => truthOf(when, view));
  const decision = compiled ? byDiagram(compiled, answers) : byRules(definition, answers, view, truths);
  const unanswered = (id: string) => answers[id] === undefined;
  const asked = definition.questions.filter(isAsked);
  const { always, isWanted } = forTheRecord(definition);
  const settled = decision.outcome !== undefined;
  const candidates = asked.filter(
    ({ id }) =>
      unanswered(id) &&
      ((!settled && decision.wanted.has(id) && isShown(compiled, view, answers, id)) ||
        (always.has(id) && view.truth(id) === true && isWanted(id, view))),
  );
  const ids = candidates.map(({ id }) => id);
  const next =
    compiled && !settled ? bestNext(compiled, ids, () => stateAfter(compiled, answers)) : (ids[0] ?? null);
  const openRecord = [...always].filter((id) => unanswered(id) && view.shown(id)).length;
  return {
    ...outcomeOf(definition, decision, truths),
    next,
    visible: definition.questions.filter(({ id }) => view.shown(id)).map(({ id }) => id),
    trail: definition.rules.map(({ id }, index) => ({ rule: id, truth: truths[index] as Truth })),
    atMostLeft: next === null ? 0 : (settled ? 0 : decision.left((id) => !always.has(id))) + openRecord,
  };
}

export function viewOf(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on?: string,
): Visibility {
  const view = createVisibility(definition, on);
  for (const [id, answer] of Object.entries(answers)) view.answer(id, answer);
  return view;
}

interface ForTheRecord {
  /** Questions for the record, and those that decide whether they are shown. */
  always: ReadonlySet<string>;
  /** A question that only decides whether others are shown is asked while that is open. */
  isWanted(id: string, view: Visibility): boolean;
}

const records = new WeakMap<EligibilityDefinition, ForTheRecord>();

/** Made once a definition: there may be thousands of questions. */
function forTheRecord(definition: EligibilityDefinition): ForTheRecord {
  const known = records.get(definition);
  if (known) return known;
  const always = new Set<string>();
  const record = new Set<string>();
  const decides = new Map<string, string[]>();
  for (const question of [...definition.questions].reverse()) {
    if (!isAsked(question)) continue;
    if (question.record) record.add(question.id);
    if (!question.record && !always.has(question.id)) continue;
    always.add(question.id);
    for (const id of question.visible ? questionsIn(question.visible) : []) {
      always.add(id);
      decides.set(id, [...(decides.get(id) ?? []), question.id]);
    }
  }
  const made: ForTheRecord = {
    always,
    isWanted: (id, view) =>
      record.has(id) || (decides.get(id)?.some((each) => view.truth(each) === 'unknown') ?? false),
  };
  records.set(definition, made);
  return made;
}

/** Certainly shown, also where only the diagrams can tell. */
function isShown(
  compiled: Compiled | null,
  view: Visibility,
  answers: EligibilityAnswers,
  id: string,
): boolean {
  const truth = view.truth(id);
  if (truth !== 'unknown' || !compiled) return truth === true;
  const { diagrams } = compiled;
  const node = diagrams.restrict(compiled.shown(id), assignment(compiled, answers));
  return diagrams.isTerminal(node) && diagrams.value(node) > 0;
}

function stateAfter(compiled: Compiled, answers: EligibilityAnswers): State {
  const known = assignment(compiled, answers);
  const { outcome, shown } = startOf(compiled);
  const restrict = (node: Node) => compiled.diagrams.restrict(node, known);
  return { outcome: restrict(outcome), shown: shown.map(restrict) };
}

function byDiagram(compiled: Compiled, answers: EligibilityAnswers): Decision {
  const { diagrams } = compiled;
  const known = assignment(compiled, answers);
  const node = diagrams.restrict(compiled.outcome, known);
  return {
    outcome: diagrams.isTerminal(node) ? diagrams.value(node) : undefined,
    ends: [...diagrams.values(diagrams.restrict(compiled.decision, known))],
    wanted: questionsOf(compiled, node),
    left: (counts) => longest(compiled, node, counts),
    node,
  };
}

/** Without diagrams: the first rule that is not certain to fail decides once it is certain to hold. */
function byRules(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  view: Visibility,
  truths: readonly Truth[],
): Decision {
  const order = byPriority(definition).filter((index) => truths[index] !== false);
  const wanted = new Set<string>();
  for (const index of order) {
    if (truths[index] === true) break;
    for (const id of questionsIn((definition.rules[index] as EligibilityRule).when)) wanted.add(id);
  }
  // What decides whether a wanted question is shown is wanted too.
  for (const question of [...definition.questions].reverse())
    if (wanted.has(question.id) && view.truth(question.id) === 'unknown' && question.visible)
      for (const id of questionsIn(question.visible)) wanted.add(id);
  const open = [...wanted].filter((id) => answers[id] === undefined && view.shown(id));
  const [first] = order;
  const at = (id: string | undefined) => definition.outcomes.findIndex((each) => each.id === id);
  const unsureEnd = definition.rules.length + 1;
  const settled =
    first === undefined
      ? { end: definition.rules.length, outcome: at(definition.fallback?.outcome) }
      : truths[first] === true
        ? { end: first, outcome: at(definition.rules[first]?.outcome) }
        : open.length === 0
          ? { end: unsureEnd, outcome: at((definition.whenUnsure ?? definition.fallback)?.outcome) }
          : undefined;
  return {
    outcome: settled?.outcome,
    ends: settled ? [settled.end] : order,
    wanted,
    left: (counts) => open.filter(counts).length,
    node: null,
  };
}

function outcomeOf(
  definition: EligibilityDefinition,
  { outcome, ends }: Decision,
  truths: readonly Truth[],
): Pick<Evaluation, 'outcome' | 'rule' | 'reason'> {
  const found = outcome === undefined ? undefined : definition.outcomes[outcome];
  if (!found) return { outcome: null, rule: null, reason: null };
  const [only] = ends;
  const { rules, fallback, whenUnsure } = definition;
  if (ends.length === 1 && only !== undefined && !rules[only]) {
    const resort = only === rules.length ? fallback : (whenUnsure ?? fallback);
    return { outcome: found, rule: null, reason: resort?.reason ?? null };
  }
  // Several rules may have decided: the reason of one that certainly holds is true, whichever it was.
  const index = ends.length === 1 ? only : ends.find((end) => truths[end] === true);
  const rule = index === undefined ? undefined : rules[index];
  return { outcome: found, rule: ends.length === 1 ? (rule ?? null) : null, reason: rule?.reason ?? null };
}

/** Answers of shown questions only: what counts. */
export function relevantAnswers(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on?: string,
): EligibilityAnswers {
  const view = viewOf(definition, answers, on);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => view.shown(id)));
}
