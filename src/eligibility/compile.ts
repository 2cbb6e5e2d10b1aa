/** A definition as decision diagrams: which rule decides, which outcome it gives, and what is shown, for every way to answer. */
import type { Bounds, Claim, Comparison, Condition, EligibilityDefinition } from '../contract/index.js';
import { compare, scoreOf, within, type Truth } from './condition.js';
import { dayOf } from './dates.js';
import { Diagrams, OTHER, TooManyNodes, type Node, type Operation } from './diagram.js';
import { Space, type Slot } from './space.js';

/** Truths as values of terminals: "and" is the least, "or" the greatest of two. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

const code = (truth: Truth): number => (truth === 'unknown' ? UNKNOWN : truth ? TRUE : FALSE);
const least: Operation = Object.assign((a: number, b: number) => Math.min(a, b), {
  settles: (a: number) => (a === FALSE ? FALSE : a === TRUE ? OTHER : undefined),
  commutes: true,
});
const greatest: Operation = Object.assign((a: number, b: number) => Math.max(a, b), {
  settles: (a: number) => (a === TRUE ? TRUE : a === FALSE ? OTHER : undefined),
  commutes: true,
});
const opposite = (a: number) => TRUE - a;
const isShown = (a: number) => (a === FALSE ? FALSE : TRUE);
/** The first function says whether a question is shown, the second what to take then. */
const ifHidden = (otherwise: number): Operation =>
  Object.assign((shown: number, a: number) => (shown === FALSE ? otherwise : a), {
    settles: (shown: number) => (shown === FALSE ? otherwise : OTHER),
  });
/** A hidden question has no answer: of a comparison, only "not answered" and "not unsure" hold then. */
const falseIfHidden = ifHidden(FALSE);
const trueIfHidden = ifHidden(TRUE);

/** Ranges as values of terminals. */
class Ranges {
  readonly #codes = new Map<string, number>();
  readonly #ranges: (readonly [number, number])[] = [];

  code(from: number, to: number): number {
    const key = `${from},${to}`;
    let known = this.#codes.get(key);
    if (known === undefined) {
      known = this.#ranges.push([from, to]) - 1;
      this.#codes.set(key, known);
    }
    return known;
  }

  readonly zero = this.code(0, 0);

  readonly add: Operation = Object.assign(
    (a: number, b: number): number => {
      const [p, q] = this.range(a);
      const [r, s] = this.range(b);
      return this.code(p + r, q + s);
    },
    { settles: (a: number) => (a === this.zero ? OTHER : undefined), commutes: true },
  );

  range(of: number): readonly [number, number] {
    return this.#ranges[of] as readonly [number, number];
  }
}

/** Positions of what is not a rule among the values of {@link Compiled.decision}, after the rules. */
export interface Ends {
  fallback: number;
  unsure: number;
  /** No rule holds, and there is no fallback. */
  gap: number;
  /** An unsure answer decides, and neither `whenUnsure` nor a fallback says what then. */
  unsureGap: number;
  /** Outside of the answers looked at. */
  outside: number;
}

/** Which answers are looked at: 1 for those, 0 for others. What a rule decides is no longer open. */
const stillOpen: Operation = Object.assign((open: number, rule: number) => (rule === TRUE ? 0 : open), {
  settles: (open: number) => (open === 0 ? 0 : undefined),
});

export class Compiled {
  readonly definition: EligibilityDefinition;
  readonly space: Space;
  readonly diagrams: Diagrams;
  readonly ends: Ends;
  /** Each rule's condition, in the definition's order: 0 false, 1 unknown, 2 true. */
  readonly rules: readonly Node[];
  readonly #ranges = new Ranges();
  readonly #shown = new Map<string, Node>();
  /** By rule, then by {@link ends}. */
  readonly #outcomeOfEnd: readonly number[];
  #decision: Node | undefined;
  #outcome: Node | undefined;

  /** Throws {@link TooManyNodes} when the diagrams outgrow `limit`. */
  constructor(definition: EligibilityDefinition, on: number, limit: number, more: readonly Condition[] = []) {
    this.definition = definition;
    this.space = new Space(definition, on, more);
    this.diagrams = new Diagrams(limit);
    const count = definition.rules.length;
    this.ends = {
      fallback: count,
      unsure: count + 1,
      gap: count + 2,
      unsureGap: count + 3,
      outside: count + 4,
    };
    const { rules, fallback, whenUnsure } = definition;
    this.#outcomeOfEnd = [...rules, fallback, whenUnsure ?? fallback].map((end) =>
      definition.outcomes.findIndex(({ id }) => id === end?.outcome),
    );
    this.rules = rules.map(({ when }) => this.condition(when));
  }

  /** Index of the deciding rule, or one of {@link ends}. Throws {@link TooManyNodes}. */
  get decision(): Node {
    return (this.#decision ??= this.#decide());
  }

  /** Index of the outcome; -1 where there is none. Throws {@link TooManyNodes}. */
  get outcome(): Node {
    return (this.#outcome ??= this.diagrams.map((end) => this.outcomeOf(end), this.decision));
  }

  /** Index of the outcome where `region` is 1. Needs fewer nodes than {@link outcome} when that is narrow. */
  outcomeWithin(region: Node): Node {
    return this.diagrams.map((end) => this.outcomeOf(end), this.#decide(region));
  }

  /** Index of the outcome that a rule or other end gives; -1 for none. */
  outcomeOf(end: number): number {
    return this.#outcomeOfEnd[end] ?? -1;
  }

  #decide(region = this.diagrams.terminal(1)): Node {
    const { diagrams, rules } = this;
    const { fallback, whenUnsure } = this.definition;
    const unsure = whenUnsure || fallback ? this.ends.unsure : this.ends.unsureGap;
    const within = ifHidden(this.ends.outside);
    const order = byPriority(this.definition);
    const open = [region];
    const everything = diagrams.isTerminal(region);
    for (const index of order)
      open.push(everything ? region : diagrams.apply(stillOpen, open.at(-1) as Node, rules[index] as Node));
    const last = diagrams.terminal(fallback ? this.ends.fallback : this.ends.gap);
    let decision = diagrams.apply(within, open.pop() as Node, last);
    for (const index of order.reverse()) {
      const outcome = this.outcomeOf(index);
      const first: Operation = (truth, rest) =>
        // Where an unsure answer leaves a rule open but the outcome is the same either way, nothing hangs on it.
        truth === TRUE ? index : truth === FALSE || this.outcomeOf(rest) === outcome ? rest : unsure;
      first.settles = (truth) => (truth === TRUE ? index : truth === FALSE ? OTHER : undefined);
      decision = diagrams.apply(
        within,
        open.pop() as Node,
        diagrams.apply(first, rules[index] as Node, decision),
      );
    }
    return decision;
  }

  /** 2 where the question is shown, 0 where it is hidden. */
  shown(id: string): Node {
    const known = this.#shown.get(id);
    if (known !== undefined) return known;
    const visible = this.definition.questions.find((each) => each.id === id)?.visible;
    const node = visible ? this.diagrams.map(isShown, this.condition(visible)) : this.diagrams.terminal(TRUE);
    this.#shown.set(id, node);
    return node;
  }

  condition(condition: Condition): Node {
    return this.#claim(condition, () => this.diagrams.terminal(FALSE));
  }

  /** A condition that may speak of the outcome, which is {@link outcome} unless another function says it. */
  claim(claim: Claim, outcome?: Node): Node {
    return this.#claim(claim, (matches) =>
      this.diagrams.map((at) => (matches(at) ? TRUE : FALSE), outcome ?? this.outcome),
    );
  }

  /** The same where nothing is known of the outcome: 1 where the claim hangs on it. */
  claimOfAnswers(claim: Claim): Node {
    return this.#claim(claim, () => this.diagrams.terminal(UNKNOWN));
  }

  #claim(claim: Claim, ofOutcome: (matches: (index: number) => boolean) => Node): Node {
    const { diagrams, definition } = this;
    const each = (claims: readonly Claim[]) => claims.map((one) => this.#claim(one, ofOutcome));
    if ('all' in claim)
      return each(claim.all).reduce((a, b) => diagrams.apply(least, a, b), diagrams.terminal(TRUE));
    if ('any' in claim)
      return each(claim.any).reduce((a, b) => diagrams.apply(greatest, a, b), diagrams.terminal(FALSE));
    if ('not' in claim) return diagrams.map(opposite, this.#claim(claim.not, ofOutcome));
    if ('outcome' in claim) return ofOutcome((at) => definition.outcomes[at]?.id === claim.outcome);
    if ('outcomeKind' in claim) return ofOutcome((at) => definition.outcomes[at]?.kind === claim.outcomeKind);
    if ('count' in claim) {
      const ones = each(claim.count).map((truth) =>
        diagrams.map((t) => this.#ranges.code(t === TRUE ? 1 : 0, t === FALSE ? 0 : 1), truth),
      );
      return this.#sum(ones, claim);
    }
    if ('score' in claim) {
      const slots = claim.score.flatMap((id) => this.space.slot(id) ?? []);
      return this.#sum(
        slots.map((slot) => this.#ifShown(slot, this.#score(slot), this.#ranges.zero)),
        claim,
      );
    }
    const slot = this.space.slot(claim.question);
    return slot ? this.#comparison(claim, slot) : diagrams.terminal(FALSE);
  }

  #sum(ranges: readonly Node[], bounds: Bounds): Node {
    const zero = this.diagrams.terminal(this.#ranges.zero);
    const sum = ranges.reduce((a, b) => this.diagrams.apply(this.#ranges.add, a, b), zero);
    return this.diagrams.map((of) => code(within(this.#ranges.range(of), bounds)), sum);
  }

  #ifShown(slot: Slot, node: Node, otherwise: number): Node {
    return this.diagrams.apply(ifHidden(otherwise), this.shown(slot.question.id), node);
  }

  /** A function of the question's first variable alone. */
  #byClass(slot: Slot, value: (index: number) => number): Node {
    return this.diagrams.node(
      slot.first,
      slot.classes.map((_, index) => this.diagrams.terminal(value(index))),
    );
  }

  /** A function of whether one option is selected. */
  #byOption(slot: Slot, index: number, yes: number, no: number): Node {
    return this.diagrams.node(slot.first + 1 + index, [
      this.diagrams.terminal(no),
      this.diagrams.terminal(yes),
    ]);
  }

  /** Of a multiple choice: `answered` where it is, and what the other classes give. */
  #whenAnswered(slot: Slot, answered: Node, otherwise: (index: number) => number): Node {
    return this.diagrams.node(
      slot.first,
      slot.classes.map((_, index) => (index === 0 ? answered : this.diagrams.terminal(otherwise(index)))),
    );
  }

  #score(slot: Slot): Node {
    const { question, classes } = slot;
    const scoreAt = (index: number) => {
      const [from, to] = scoreOf(question, classes[index]?.answer);
      return this.#ranges.code(from, to);
    };
    if (question.kind !== 'multiple-choice') return this.#byClass(slot, scoreAt);
    const each = question.options.map(({ score = 0 }, index) =>
      this.#byOption(slot, index, this.#ranges.code(score, score), this.#ranges.zero),
    );
    const sum = each.reduce((a, b) => this.diagrams.apply(this.#ranges.add, a, b));
    return this.#whenAnswered(slot, sum, scoreAt);
  }

  #comparison(comparison: Comparison, slot: Slot): Node {
    const { question, classes } = slot;
    const { on } = this.space;
    const at = (index: number) => code(compare(comparison, question, classes[index]?.answer, on));
    const whenHidden =
      ('answered' in comparison && !comparison.answered) || ('unsure' in comparison && !comparison.unsure)
        ? trueIfHidden
        : falseIfHidden;
    let node: Node;
    if ('includes' in comparison) {
      const option = slot.options.indexOf(comparison.includes);
      node =
        option < 0
          ? this.diagrams.terminal(FALSE)
          : this.#whenAnswered(slot, this.#byOption(slot, option, TRUE, FALSE), at);
    } else if ('selected' in comparison) {
      const counted = slot.options.flatMap((option, index) =>
        !comparison.of || comparison.of.includes(option as string)
          ? this.#byOption(slot, index, this.#ranges.code(1, 1), this.#ranges.zero)
          : [],
      );
      node = this.#whenAnswered(slot, this.#sum(counted, comparison.selected), at);
    } else node = this.#byClass(slot, at);
    return this.diagrams.apply(whenHidden, this.shown(question.id), node);
  }
}

/** Positions of the rules, in the order in which they are tried. */
export function byPriority({ rules }: EligibilityDefinition): number[] {
  return rules
    .map((_, index) => index)
    .sort((a, b) => (rules[b]?.priority ?? 0) - (rules[a]?.priority ?? 0) || a - b);
}

/** Nodes that a widget may spend: well under a tenth of a second. The checker has more. */
const WIDGET_LIMIT = 60_000;

const compiled = new WeakMap<EligibilityDefinition, Map<string, Compiled | null>>();

/** The diagrams of a definition on a day, made once; null when they would be too large to make in a page. */
export function compiledFor(definition: EligibilityDefinition, on: string | undefined): Compiled | null {
  let byDay = compiled.get(definition);
  if (!byDay) compiled.set(definition, (byDay = new Map()));
  const key = definition.questions.some(({ kind }) => kind === 'date') ? (on ?? '') : '';
  let result = byDay.get(key);
  if (result === undefined) {
    try {
      result = new Compiled(definition, key ? dayOf(key) : NaN, WIDGET_LIMIT);
      // Made now, so that what is too large is known now.
      void result.outcome;
    } catch (error) {
      if (!(error instanceof TooManyNodes)) throw error;
      result = null;
    }
    byDay.set(key, result);
  }
  return result;
}
