/** Why an outcome came about, and what would have led elsewhere: exact, by the same diagrams that decide. */
import type { EligibilityAnswer, EligibilityAnswers, EligibilityDefinition } from '../contract/index.js';
import { assignment } from './assignment.js';
import { compiledFor, type Compiled } from './compile.js';
import { isUnsure, questionsIn } from './condition.js';
import type { Node } from './diagram.js';
import { evaluate, relevantAnswers } from './evaluate.js';
import { isOrdered, rangeOf, valueAt, type Slot } from './space.js';

/** With only this answer different, the outcome would be another. */
export interface Change {
  question: string;
  /** Id of the outcome that it would be. */
  outcome: string;
  /**
   * The answers with which it would be, as far as the definition tells answers apart: of a number or date the nearest one,
   * of a multiple choice the one with the fewest options changed. The words of `{ other }`, or of a text that no condition
   * names, stand for any words.
   */
  answers: readonly EligibilityAnswer[];
  /** Of a number or date: the least value of the run around the answer with this outcome; left out where the run has no end. */
  atLeast?: number | string;
  /** Its greatest value. */
  atMost?: number | string;
}

export interface Explanation {
  /** Questions whose answers alone settle the outcome, whatever is answered to all others; none of them can be left out. */
  because: readonly string[];
  /** In the definition's order. */
  changes: readonly Change[];
}

/**
 * Explains a settled outcome on a day (full date, RFC 3339; needed by definitions that ask for dates). Null while there
 * is no outcome, or where the definition is too large for diagrams in a page.
 */
export function explain(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
  on?: string,
): Explanation | null {
  const compiled = compiledFor(definition, on);
  const { outcome, rule } = evaluate(definition, answers, on);
  if (!compiled || !outcome) return null;
  const counted = relevantAnswers(definition, answers, on);
  return {
    because: becauseOf(compiled, counted, new Set(rule ? questionsIn(rule.when) : [])),
    changes: compiled.space.slots.flatMap((slot) =>
      counted[slot.question.id] === undefined ? [] : changesOf(compiled, counted, slot),
    ),
  };
}

/** Leaves out what can be left out: first what the deciding rule does not speak of, the later questions before the earlier. */
function becauseOf(
  compiled: Compiled,
  answers: EligibilityAnswers,
  spokenOf: ReadonlySet<string>,
): readonly string[] {
  const { diagrams, outcome, space } = compiled;
  const given = space.slots.map(({ question }) => question.id).filter((id) => answers[id] !== undefined);
  let kept = new Set(given);
  const leaveOut = [...given].reverse().sort((a, b) => Number(spokenOf.has(a)) - Number(spokenOf.has(b)));
  for (const id of leaveOut) {
    const rest = new Set([...kept].filter((each) => each !== id));
    const some = Object.fromEntries(Object.entries(answers).filter(([each]) => rest.has(each)));
    if (diagrams.isTerminal(diagrams.restrict(outcome, assignment(compiled, some)))) kept = rest;
  }
  return [...kept];
}

function changesOf(compiled: Compiled, answers: EligibilityAnswers, slot: Slot): Change[] {
  const { [slot.question.id]: given, ...others } = answers;
  const node = compiled.diagrams.restrict(compiled.outcome, assignment(compiled, others));
  const now = compiled.diagrams.value(
    compiled.diagrams.restrict(node, assignment(compiled, { [slot.question.id]: given ?? null })),
  );
  // Still open: then the change alone does not say which outcome it would be.
  const elsewhere = (to: Node) => {
    const index = compiled.diagrams.isTerminal(to) ? compiled.diagrams.value(to) : -1;
    return index === now ? undefined : compiled.definition.outcomes[index]?.id;
  };
  const outcomes = slot.classes.map((_, index) =>
    elsewhere(compiled.diagrams.restrict(node, new Map([[slot.first, index]]))),
  );
  if (slot.question.kind === 'multiple-choice')
    return [
      ...selections(compiled, node, slot, Array.isArray(given) ? given : [], elsewhere),
      ...byOutcome(slot, outcomes, 1),
    ];
  const values = isOrdered(slot.question) ? slot.cuts.length + 1 : 0;
  return [...runs(compiled, slot, outcomes, given), ...byOutcome(slot, outcomes, values)];
}

/** One change for each outcome, of the classes from `from` on. */
function byOutcome(slot: Slot, outcomes: readonly (string | undefined)[], from: number): Change[] {
  const changes = new Map<string, EligibilityAnswer[]>();
  slot.classes.forEach(({ answer }, index) => {
    const outcome = outcomes[index];
    if (index >= from && outcome !== undefined)
      changes.set(outcome, [...(changes.get(outcome) ?? []), answer]);
  });
  return [...changes].map(([outcome, answers]) => ({ question: slot.question.id, outcome, answers }));
}

/** Of a number or date: neighbouring classes with the same outcome are one change. */
function runs(
  compiled: Compiled,
  slot: Slot,
  outcomes: readonly (string | undefined)[],
  given: EligibilityAnswer | undefined,
): Change[] {
  const { question, cuts } = slot;
  if (!isOrdered(question)) return [];
  const [least, most] = rangeOf(question, compiled.space.on);
  const starts = [least, ...cuts];
  const last = starts.length - 1;
  // Told by its class: what leaves a page is no exact date.
  const here = compiled.space.assign(slot, given ?? null)?.[0]?.[1] ?? 0;
  const changes: Change[] = [];
  for (let from = 0; from <= last; from++) {
    const outcome = outcomes[from];
    let to = from;
    while (to < last && outcomes[to + 1] === outcome) to++;
    if (outcome !== undefined) {
      const bottom = valueAt(question, starts[from] as number);
      const top = valueAt(question, (starts[to + 1] ?? most + 1) - 1);
      const isNumberOrDay = typeof given === 'number' || typeof given === 'string' || isReducedDate(given);
      const nearest = isNumberOrDay && here > to ? top : isNumberOrDay || from > 0 ? bottom : top;
      changes.push({
        question: question.id,
        outcome,
        answers: [nearest],
        ...(from > 0 && { atLeast: bottom }),
        ...(to < last && { atMost: top }),
      });
    }
    from = to;
  }
  return changes;
}

function isReducedDate(answer: EligibilityAnswer | undefined): boolean {
  return typeof answer === 'object' && answer !== null && !isUnsure(answer) && !Array.isArray(answer);
}

/** Of a multiple choice: for each outcome the selection with the fewest options changed. */
function selections(
  compiled: Compiled,
  node: Node,
  slot: Slot,
  given: readonly EligibilityAnswerPart[],
  elsewhere: (to: Node) => string | undefined,
): Change[] {
  const { diagrams } = compiled;
  const isGiven = (option: EligibilityAnswerPart) =>
    typeof option === 'object' ? given.some((each) => typeof each === 'object') : given.includes(option);
  const before = slot.options.map(isGiven);
  let open = new Map<Node, boolean[]>([[diagrams.restrict(node, new Map([[slot.first, 0]])), []]]);
  const changed = (selected: readonly boolean[]) =>
    selected.filter((each, index) => each !== before[index]).length;
  slot.options.forEach((_, index) => {
    const next = new Map<Node, boolean[]>();
    for (const [from, selected] of open) {
      for (const value of [before[index], !before[index]]) {
        const to = diagrams.restrict(from, new Map([[slot.first + 1 + index, Number(value)]]));
        const way = [...selected, value === true];
        const known = next.get(to);
        if (!known || changed(way) < changed(known)) next.set(to, way);
      }
    }
    open = next;
  });
  const best = new Map<string, boolean[]>();
  for (const [to, selected] of open) {
    const outcome = elsewhere(to);
    const known = outcome === undefined ? undefined : best.get(outcome);
    if (outcome !== undefined && (!known || changed(selected) < changed(known))) best.set(outcome, selected);
  }
  return [...best].map(([outcome, selected]) => ({
    question: slot.question.id,
    outcome,
    answers: [
      slot.options
        .filter((_, index) => selected[index])
        // The person's own words stay theirs.
        .map((option) =>
          typeof option === 'object' ? (given.find((each) => typeof each === 'object') ?? option) : option,
        ),
    ],
  }));
}

type EligibilityAnswerPart = Slot['options'][number];
