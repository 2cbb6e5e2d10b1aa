/** Which question comes next where the author leaves that open, and how many are asked: least, mean and most. */
import type { Compiled } from './compile.js';
import type { Node } from './diagram.js';
import { distances, step } from './paths.js';
import { afterAnswer, entropy, groupOf, questionsOf } from './questions-left.js';
import type { Slot } from './space.js';

/** Numbers of questions until the outcome is settled; the mean is that of uniform answers. */
export interface Asked {
  least: number;
  mean: number;
  most: number;
}

/** What is known after some answers: what the outcome still hangs on, and what hangs on whether questions are shown. */
export interface State {
  outcome: Node;
  /** Of each question with a condition, in the definition's order: 2 where it is shown. */
  shown: readonly Node[];
}

/** States that the prover looks at for a definition. */
const STATES_FOR_A_PROOF = 20_000;
/** A page looks at fewer where each takes longer: as many as have this many nodes together, a few milliseconds' worth. */
const NODES_IN_A_PAGE = 4_000;

class TooManyStates extends Error {}

const orders = new WeakMap<Compiled, Order>();

/**
 * Of questions that are all worth asking, the one to ask: the first listed; among those of a group whose order is free, the
 * one with which the fewest questions are to be expected, or where that takes too long, which leaves least open. Null
 * when there are none.
 */
export function bestNext(
  compiled: Compiled,
  candidates: readonly string[],
  stateNow: () => State,
): string | null {
  const [first] = candidates;
  if (first === undefined) return null;
  const group = groupOf(compiled, first);
  if (group?.order !== 'any') return first;
  const state = stateNow();
  const wanted = questionsOf(compiled, state.outcome);
  const free = candidates.filter((id) => wanted.has(id) && groupOf(compiled, id) === group);
  if (free.length < 2) return first;
  let order = orders.get(compiled);
  if (!order) orders.set(compiled, (order = new Order(compiled)));
  return order.best(state, free) ?? leastOpen(compiled, state.outcome, free) ?? first;
}

/** The question whose answer leaves the outcome least undecided. */
function leastOpen(compiled: Compiled, node: Node, free: readonly string[]): string | undefined {
  const open = (id: string) =>
    afterAnswer(compiled, node, id).reduce(
      (sum, [after, share]) => sum + share * entropy(compiled, after),
      0,
    );
  return first(free, open);
}

/** The first with the least measure; what only rounding tells apart is the same. */
function first<T>(list: readonly T[], measure: (each: T) => number): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const each of list) {
    const here = measure(each);
    if (here < least - 1e-9) [best, least] = [each, here];
  }
  return best;
}

/** The state before the first answer. */
export function startOf(compiled: Compiled): State {
  return {
    outcome: compiled.outcome,
    shown: conditional(compiled).map((id) => compiled.shown(id)),
  };
}

function conditional({ space }: Compiled): string[] {
  return space.slots.filter(({ question }) => question.visible).map(({ question }) => question.id);
}

/**
 * How many are asked in the order in which they are asked here, and in the best that the author leaves open: no other has a
 * smaller mean. Undefined when a free order leaves too many ways.
 */
export function askedIn(compiled: Compiled): { here: Asked; atBest: Asked } | undefined {
  if (!compiled.definition.groups?.some(({ order }) => order === 'any')) {
    const listed = askedAsListed(compiled);
    return { here: listed, atBest: listed };
  }
  const atBest = new Order(compiled).asked();
  const here = atBest && new Order(compiled, bestNext).asked();
  return here && { here, atBest };
}

/** The mean among answers that lead to such outcomes alone, in the listed order; undefined when none do. */
export function meanAmong(compiled: Compiled, counts: (outcome: number) => boolean): number | undefined {
  const { diagrams, outcome, space } = compiled;
  // Of each node: the share of answers that count, and the sum of their questions.
  const sums = new Map<Node, [share: number, sum: number]>();
  for (const node of diagrams.nodes(outcome).reverse()) {
    if (diagrams.isTerminal(node)) {
      sums.set(node, [counts(diagrams.value(node)) ? 1 : 0, 0]);
      continue;
    }
    const weights = space.weights(diagrams.variable(node));
    const total = weights.reduce((a, b) => a + b, 0);
    let [share, sum] = [0, 0];
    diagrams.children(node).forEach((child, value) => {
      const [shareThere, sumThere] = sums.get(child) as [number, number];
      const weight = (weights[value] ?? 0) / total;
      share += weight * shareThere;
      sum += weight * (sumThere + step(compiled, node, child) * shareThere);
    });
    sums.set(node, [share, sum]);
  }
  const [share, sum] = sums.get(outcome) as [number, number];
  return share > 0 ? sum / share : undefined;
}

/** In the listed order the diagram itself is the way through the questions. */
function askedAsListed(compiled: Compiled): Asked {
  const { outcome } = compiled;
  return {
    least: distances(compiled, outcome, Math.min)(outcome),
    mean: meanAmong(compiled, () => true) ?? 0,
    most: distances(compiled, outcome, Math.max)(outcome),
  };
}

type Choose = typeof bestNext;

/** Goes through the states that answers lead to, each once. */
class Order {
  readonly #compiled: Compiled;
  /** Left out: each question that the author lets come next is tried. */
  readonly #choose: Choose | undefined;
  readonly #conditional: ReadonlyMap<string, number>;
  readonly #known = new Map<string, Asked>();
  #statesLeft = 0;

  constructor(compiled: Compiled, choose?: Choose) {
    this.#compiled = compiled;
    this.#choose = choose;
    this.#conditional = new Map(conditional(compiled).map((id, index) => [id, index]));
  }

  asked(): Asked | undefined {
    return this.#within(STATES_FOR_A_PROOF, () => this.#from(startOf(this.#compiled)));
  }

  /** The question with which the fewest are to be expected; undefined where that takes too long. */
  best(state: State, free: readonly string[]): string | undefined {
    const states = NODES_IN_A_PAGE / this.#compiled.diagrams.nodes(state.outcome).length;
    return this.#within(states, () => first(free, (id) => this.#after(state, id).mean));
  }

  #within<T>(states: number, work: () => T): T | undefined {
    this.#statesLeft = states;
    try {
      return work();
    } catch (error) {
      if (error instanceof TooManyStates) return undefined;
      throw error;
    }
  }

  #from(state: State): Asked {
    const key = keyOf(state);
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#statesLeft-- <= 0) throw new TooManyStates();
    const ways = this.#next(state).map((id) => this.#after(state, id));
    const best = first(ways, ({ mean }) => mean) ?? { least: 0, mean: 0, most: 0 };
    this.#known.set(key, best);
    return best;
  }

  #next(state: State): string[] {
    const { diagrams, space } = this.#compiled;
    const wanted = questionsOf(this.#compiled, state.outcome);
    const isShown = (id: string) => {
      const node = state.shown[this.#conditional.get(id) ?? -1];
      return node === undefined || (diagrams.isTerminal(node) && diagrams.value(node) > 0);
    };
    const candidates = space.slots
      .map(({ question }) => question.id)
      .filter((id) => wanted.has(id) && isShown(id));
    const [listed] = candidates;
    if (listed === undefined) return [];
    if (this.#choose) return [this.#choose(this.#compiled, candidates, () => state) ?? listed];
    const group = groupOf(this.#compiled, listed);
    return group?.order === 'any'
      ? candidates.filter((id) => groupOf(this.#compiled, id) === group)
      : [listed];
  }

  #after(state: State, id: string): Asked {
    const slot = this.#compiled.space.slot(id) as Slot;
    const last = slot.first + slot.options.length;
    let open: [State, number][] = [[state, 1]];
    for (let variable = slot.first; variable <= last; variable++)
      open = merge(open.flatMap(([from, share]) => this.#split(from, share, variable)));
    const asked = { least: Infinity, mean: 1, most: 0 };
    for (const [to, share] of open) {
      const { least, mean, most } = this.#from(to);
      asked.least = Math.min(asked.least, least + 1);
      asked.mean += share * mean;
      asked.most = Math.max(asked.most, most + 1);
    }
    return asked;
  }

  #split({ outcome, shown }: State, share: number, variable: number): [State, number][] {
    const { diagrams, space } = this.#compiled;
    const weights = space.weights(variable);
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight, value) => {
      const known = new Map([[variable, value]]);
      const restrict = (node: Node) => diagrams.restrict(node, known);
      return [{ outcome: restrict(outcome), shown: shown.map(restrict) }, (share * weight) / total];
    });
  }
}

function keyOf({ outcome, shown }: State): string {
  return [outcome, ...shown].join();
}

/** States that are the same, as one. */
function merge(states: readonly [State, number][]): [State, number][] {
  const merged = new Map<string, [State, number]>();
  for (const [state, share] of states) {
    const key = keyOf(state);
    merged.set(key, [state, share + (merged.get(key)?.[1] ?? 0)]);
  }
  return [...merged.values()];
}
