/**
 * Which answers lead to another outcome in another version of a definition. Exact, by decision diagrams: both versions become
 * functions of the answers that both offer, and the two functions are compared value by value. No change found means that
 * there is none among those answers.
 */
import type { EligibilityAnswers, EligibilityDefinition, EligibilityOutcome } from '../contract/index.js';
import { Compiled } from './compile.js';
import type { AskedQuestion } from './condition.js';
import { dayOf } from './dates.js';
import { TooManyNodes, type Node } from './diagram.js';
import { shortest } from './paths.js';
import { shares } from './questions-left.js';
import { sharedQuestions, type OneSided, type Unmatched } from './shared-questions.js';
import { conditionsOf } from './space.js';

/** An outcome whose kind has changed is another one, whatever its id. */
export type Outcome = Pick<EligibilityOutcome, 'id' | 'kind'>;

export interface OutcomeChange {
  /** In the old version; null where there was no outcome. */
  before: Outcome | null;
  /** In the new version; null where there is none. */
  after: Outcome | null;
  /** Share of these answers if all were equally likely. */
  share: number;
  /** Answers that show it, whatever else is answered, on a shortest way; none can be left out. */
  answers: EligibilityAnswers;
}

export type OutcomeDiff =
  | {
      compared: true;
      changes: OutcomeChange[];
      oneSided: OneSided[];
      /** All questions of both versions, in the new one's order. */
      questions: AskedQuestion[];
    }
  | { compared: false; reason: 'unmatched'; unmatched: Unmatched[] }
  /** The diagrams outgrew the limit. */
  | { compared: false; reason: 'limit' };

const DEFAULT_LIMIT = 2_000_000;

/**
 * Compares two definitions that hang together (`checkDefinition`), as of a day (full date, RFC 3339). `limit` is the most
 * nodes that each of three sets of diagrams may take.
 */
export function diffOutcomes(
  before: EligibilityDefinition,
  after: EligibilityDefinition,
  on: string,
  limit = DEFAULT_LIMIT,
): OutcomeDiff {
  const { questions, oneSided, unmatched } = sharedQuestions(before, after, dayOf(on));
  if (unmatched.length > 0) return { compared: false, reason: 'unmatched', unmatched };
  try {
    return {
      compared: true,
      changes: changesOf(before, after, questions, dayOf(on), limit),
      oneSided,
      questions,
    };
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    return { compared: false, reason: 'limit' };
  }
}

function changesOf(
  before: EligibilityDefinition,
  after: EligibilityDefinition,
  questions: readonly AskedQuestion[],
  on: number,
  limit: number,
): OutcomeChange[] {
  const space: EligibilityDefinition = {
    ...after,
    // Whether a question is shown is part of the two functions, not of the answers that they are functions of.
    questions: questions.map(({ visible: _visible, ...question }) => question),
    rules: [],
    fallback: undefined,
    whenUnsure: undefined,
  };
  const shared = new Compiled(space, on, limit, [...conditionsOf(before), ...conditionsOf(after)]);
  const outcomes = distinct([...before.outcomes, ...after.outcomes]);
  const none = outcomes.length;
  const outcomeOf = (definition: EligibilityDefinition) => {
    const own = new Compiled(inOrderOf(questions, definition), on, limit);
    const places = definition.outcomes.map((each) => outcomes.findIndex((other) => isSame(each, other)));
    return copy(own, shared, (outcome) => places[outcome] ?? none);
  };
  const width = none + 1;
  const pairs = shared.diagrams.apply(
    (old, now) => (old === now ? -1 : old * width + now),
    outcomeOf(before),
    outcomeOf(after),
  );
  const share = shares(shared, pairs);
  return [...shared.diagrams.values(pairs)]
    .filter((pair) => pair >= 0)
    .map((pair) => ({
      before: outcomes[Math.floor(pair / width)] ?? null,
      after: outcomes[pair % width] ?? null,
      share: share.get(pair) ?? 0,
      answers: shortest(shared, pairs, (value) => value === pair) ?? {},
    }))
    .sort((a, b) => b.share - a.share);
}

const isSame = (a: Outcome, b: Outcome) => a.id === b.id && a.kind === b.kind;

const distinct = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes
    .filter((each, at) => outcomes.findIndex((other) => isSame(each, other)) === at)
    .map(({ id, kind }) => ({ id, kind }));

/** A definition with questions and options in the order of others: that changes no outcome, and keeps diagrams alike. */
function inOrderOf(
  order: readonly AskedQuestion[],
  definition: EligibilityDefinition,
): EligibilityDefinition {
  const places = new Map(order.map(({ id }, place) => [id, place]));
  const questions = definition.questions.map((question) => {
    const same = order.find(({ id }) => id === question.id);
    if (!('options' in question) || !same || !('options' in same)) return question;
    const place = new Map(same.options.map(({ id }, at) => [id, at]));
    return { ...question, options: sortedBy(question.options, ({ id }) => place.get(id) ?? Infinity) };
  });
  return { ...definition, questions: sortedBy(questions, ({ id }) => places.get(id) ?? Infinity) };
}

function sortedBy<T>(items: readonly T[], place: (item: T) => number): T[] {
  // Of what has no place, the order stays: Infinity - Infinity is no number.
  return [...items].sort((a, b) => place(a) - place(b) || 0);
}

/** The outcome of one definition as a function of the shared space; each class of that lies within one of its own. */
function copy(own: Compiled, shared: Compiled, value: (outcome: number) => number): Node {
  const made = new Map<Node, Node>();
  const at = (node: Node) => made.get(node) as Node;
  for (const node of own.diagrams.nodes(own.outcome).reverse()) {
    if (own.diagrams.isTerminal(node)) {
      made.set(node, shared.diagrams.terminal(value(own.diagrams.value(node))));
      continue;
    }
    const variable = own.diagrams.variable(node);
    const children = own.diagrams.children(node).map(at);
    made.set(node, copied(own, shared, variable, children));
  }
  return at(own.outcome);
}

/** One node of the shared space, from one of a definition's own whose children have been copied. Both are in one order. */
function copied(own: Compiled, shared: Compiled, variable: number, children: readonly Node[]): Node {
  const from = own.space.slotOf(variable);
  const to = shared.space.slot(from.question.id);
  if (!to) throw new Error(`the shared space has no question ${from.question.id}`);
  if (variable === from.first) {
    const classes = to.classes.map(({ answer }) => {
      const [[, at] = []] = own.space.assign(from, answer) ?? [];
      return children[at ?? -1] as Node;
    });
    return shared.diagrams.node(to.first, classes);
  }
  const option = from.options[variable - from.first - 1];
  const same = (each: unknown) => each === option || (typeof each === 'object' && typeof option === 'object');
  const place = to.options.findIndex(same);
  // An option that the other version does not offer is not selected in any answer that both offer.
  return place < 0 ? (children[0] as Node) : shared.diagrams.node(to.first + 1 + place, children);
}
