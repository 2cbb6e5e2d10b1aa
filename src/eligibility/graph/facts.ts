/** What each answer to each question may lead to, read off the decision diagrams: exact, whatever was answered before. */
import type { EligibilityDefinition } from '../../contract/index.js';
import { Compiled } from '../compile.js';
import { isAsked, isUnsure, questionsIn } from '../condition.js';
import { dayOf } from '../dates.js';
import { TooManyNodes, type Node } from '../diagram.js';
import { bestNext, startOf, type State } from '../order.js';
import { questionsOf } from '../questions-left.js';
import type { Slot } from '../space.js';

/** One of the answers that a question tells apart. */
export type Choice =
  /** A position among the slot's classes: a value, an interval, "not sure" or "left unanswered". */
  | { class: number }
  /** A position among the options of a multiple choice: it is selected, whatever else is. */
  | { option: number }
  /** Nothing is selected in a multiple choice. */
  | 'none';

/** Where an answer may lead. One target: always; several: depending on other answers. */
export interface Targets {
  /** Positions of questions in the definition that may be asked next for the outcome. */
  questions: ReadonlySet<number>;
  /** Positions of outcomes that may be settled by it; -1 for none at all, a gap in the rules. */
  outcomes: ReadonlySet<number>;
}

export interface Step {
  slot: Slot;
  /** Empty where the question is never asked for the outcome. */
  effects: readonly { choice: Choice; targets: Targets }[];
}

export interface Facts {
  /** By the question's position in the definition. */
  steps: ReadonlyMap<number, Step>;
  /** Whether groups of free order are followed as they are asked; false where that has too many ways. */
  inAskedOrder: boolean;
}

/** Nodes that a picture may spend. */
const NODE_LIMIT = 400_000;
/** Ways to stand in groups of free order that a picture may follow. */
const STATE_LIMIT = 3000;

/** Undefined when the definition is too large for diagrams. `on`: day of the evaluation as full date. */
export function factsOf(definition: EligibilityDefinition, on: string | undefined): Facts | undefined {
  try {
    const compiled = new Compiled(definition, on === undefined ? NaN : dayOf(on), NODE_LIMIT);
    return new Walk(compiled, true).facts() ?? new Walk(compiled, false).facts();
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    return undefined;
  }
}

class Walk {
  readonly #c: Compiled;
  readonly #free: ReadonlySet<string>;
  /** Questions that may be hidden, in the order of {@link State.shown}. */
  readonly #conditional: readonly string[];
  readonly #wanted = new Map<Node, ReadonlySet<string>>();

  constructor(compiled: Compiled, freely: boolean) {
    this.#c = compiled;
    const { groups = [] } = compiled.definition;
    this.#free = new Set(groups.filter(({ order }) => freely && order === 'any').map(({ id }) => id));
    this.#conditional = compiled.space.slots
      .filter(({ question }) => question.visible)
      .map(({ question }) => question.id);
  }

  /** Undefined when there are too many states. */
  facts(): Facts | undefined {
    const { space, outcome } = this.#c;
    const found = new Map<Slot, { choice: Choice; questions: Set<number>; outcomes: Set<number> }[]>();
    // In the listed order the diagram alone tells what comes next.
    const start = this.#settled(this.#free.size > 0 ? startOf(this.#c) : { outcome, shown: [] });
    const seen = new Set([key(start)]);
    const queue = [start];
    for (const state of queue) {
      const slot = this.#next(state);
      if (!slot) continue;
      const choices = choicesOf(slot);
      let effects = found.get(slot);
      if (!effects)
        found.set(
          slot,
          (effects = choices.map((choice) => ({ choice, questions: new Set(), outcomes: new Set() }))),
        );
      for (const effect of effects)
        for (const after of this.#after(state, slot, effect.choice)) {
          const next = this.#next(after);
          if (next) effect.questions.add(next.index);
          else effect.outcomes.add(this.#c.diagrams.value(after.outcome));
          const name = key(after);
          if (seen.has(name)) continue;
          seen.add(name);
          queue.push(after);
        }
      if (this.#free.size > 0 && seen.size > STATE_LIMIT) return undefined;
    }
    return {
      steps: new Map(space.slots.map((slot) => [slot.index, { slot, effects: targetsOf(found.get(slot)) }])),
      inAskedOrder: this.#free.size > 0 || !this.#c.definition.groups?.some(({ order }) => order === 'any'),
    };
  }

  /** The question that is asked next for the outcome; undefined when that is settled. */
  #next(state: State): Slot | undefined {
    const { diagrams, space } = this.#c;
    const { outcome, shown } = state;
    if (diagrams.isTerminal(outcome)) return undefined;
    const top = space.slotOf(diagrams.variable(outcome));
    if (this.#free.size === 0) return top;
    const wanted = this.#wantedAt(outcome);
    const isShown = (id: string) => {
      const truth = shown[this.#conditional.indexOf(id)];
      return truth === undefined || (diagrams.isTerminal(truth) && diagrams.value(truth) > 0);
    };
    const candidates = space.slots
      .map(({ question }) => question.id)
      .filter((id) => wanted.has(id) && isShown(id));
    return space.slot(bestNext(this.#c, candidates, () => state) ?? '') ?? top;
  }

  #wantedAt(node: Node): ReadonlySet<string> {
    let wanted = this.#wanted.get(node);
    if (!wanted) this.#wanted.set(node, (wanted = questionsOf(this.#c, node)));
    return wanted;
  }

  /** Every state that the answer may leave behind. */
  #after(state: State, slot: Slot, choice: Choice): State[] {
    let open = new Map([[key(state), state]]);
    for (let i = 0; i <= slot.options.length; i++) {
      const variable = slot.first + i;
      const next = new Map<string, State>();
      for (const from of open.values())
        for (const value of valuesOf(choice, i)) {
          const to: State = {
            outcome: this.#child(from.outcome, variable, value),
            shown: from.shown.map((node) => this.#child(node, variable, value)),
          };
          next.set(key(to), to);
        }
      open = next;
      // Of an answer that selects nothing, the options have no say.
      if (typeof choice === 'object' && 'class' in choice) break;
    }
    return [...open.values()].map((each) => this.#settled(each));
  }

  #child(node: Node, variable: number, value: number): Node {
    const { diagrams } = this.#c;
    const top = diagrams.variable(node);
    if (top > variable) return node;
    if (top === variable) return diagrams.children(node)[value] as Node;
    return diagrams.restrict(node, new Map([[variable, value]]));
  }

  /** Forgets whether questions are shown that are not wanted any more. */
  #settled({ outcome, shown }: State): State {
    if (shown.length === 0) return { outcome, shown };
    const wanted = this.#wantedAt(outcome);
    const forgotten = this.#c.diagrams.terminal(0);
    const isWanted = (i: number) => wanted.has(this.#conditional[i] as string);
    return { outcome, shown: shown.map((each, i) => (isWanted(i) ? each : forgotten)) };
  }
}

const key = ({ outcome, shown }: State): string => `${outcome}|${shown.join()}`;

function targetsOf(
  effects: readonly { choice: Choice; questions: Set<number>; outcomes: Set<number> }[] = [],
): Step['effects'] {
  return effects.map(({ choice, ...targets }) => ({ choice, targets }));
}

/** Values that a choice leaves open for a slot's variable: the first one, or an option's. */
function valuesOf(choice: Choice, position: number): readonly number[] {
  if (choice === 'none') return [0];
  if ('class' in choice) return position === 0 ? [choice.class] : [0];
  return position === 0 ? [0] : position - 1 === choice.option ? [1] : [0, 1];
}

export function choicesOf({ question, classes, options }: Slot): Choice[] {
  if (question.kind !== 'multiple-choice') return classes.map((_, index) => ({ class: index }));
  return [
    ...options.map((_, index): Choice => ({ option: index })),
    'none',
    ...classes.flatMap(({ answer }, index): Choice[] =>
      isUnsure(answer) || answer === null ? [{ class: index }] : [],
    ),
  ];
}

/** For each question that is asked for the record, or decides whether such a one is shown: positions of those it is asked for. */
export function forTheRecord({ questions }: EligibilityDefinition): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const at = new Map(questions.map(({ id }, index) => [id, index]));
  for (let index = questions.length - 1; index >= 0; index--) {
    const question = questions[index];
    if (!question || !isAsked(question)) continue;
    if (question.record) found.set(index, [...(found.get(index) ?? []), index]);
    if (!found.has(index) || !question.visible) continue;
    for (const id of questionsIn(question.visible)) {
      const decides = at.get(id);
      if (decides !== undefined) found.set(decides, [...new Set([...(found.get(decides) ?? []), index])]);
    }
  }
  return found;
}
