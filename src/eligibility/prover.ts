/** What is found about one definition on one day, by its diagrams. */
import type { Claim, Condition, EligibilityAnswers, EligibilityAssertion } from '../contract/index.js';
import type { DefinitionProblem } from './check.js';
import { byPriority, FALSE, TRUE, UNKNOWN, type Compiled } from './compile.js';
import { isAsked } from './condition.js';
import { OTHER, type Node, type Operation } from './diagram.js';
import { askedIn, meanAmong } from './order.js';
import { shortest } from './paths.js';
import { shares } from './questions-left.js';
import type { Slot } from './space.js';

export type FindingCode =
  | DefinitionProblem['code']
  | 'no-outcome'
  | 'no-outcome-when-unsure'
  | 'rule-never-holds'
  | 'rule-shadowed'
  | 'condition-never-holds'
  | 'condition-always-holds'
  | 'rules-disagree'
  | 'outcome-unreachable'
  | 'question-never-shown'
  | 'question-cannot-matter'
  | 'care-asked-late'
  | 'missing-translation';

export interface Finding {
  code: FindingCode;
  severity: 'error' | 'warning';
  /** JSON Pointer (RFC 6901) into the definition. */
  pointer: string;
  ids: readonly string[];
  /** A shortest way through the questions that shows it; none of these answers can be left out. */
  path?: EligibilityAnswers;
  /** The day on which it is so (full date, RFC 3339), where that is not the day that was asked for. */
  on?: string;
}

export interface AssertionResult {
  id: string;
  proven: boolean;
  /** Answers that break it, whatever else is answered, on a shortest way; none can be left out. */
  counterexample?: EligibilityAnswers;
  /** The day on which they do (full date, RFC 3339), where that is not the day that was asked for. */
  on?: string;
}

export interface Figures {
  /**
   * Questions asked until the outcome is settled; `mean` over uniform answers, `meanAtBest` with the best order that the
   * author leaves open. Those for the record come on top. Left out where a free order leaves too many ways.
   */
  questions?: {
    least: number;
    mean: number;
    most: number;
    meanAtBest: number;
    /** In the listed order, the mean of those who are not told to seek care now: lists of warning signs make them rare. */
    meanUnlessUrgent?: number;
    forTheRecord: number;
    total: number;
  };
  /** Share of each outcome among uniform answers. */
  outcomes: { id: string; share: number }[];
  nodes: number;
}

const bothAre: Operation = Object.assign((a: number, b: number) => Math.min(a, b), {
  settles: (a: number) => (a === 0 ? 0 : OTHER),
  commutes: true,
});
const bothHold: Operation = Object.assign((a: number, b: number) => (a === TRUE && b === TRUE ? 1 : 0), {
  settles: (a: number) => (a === TRUE ? undefined : 0),
  commutes: true,
});

export class Prover {
  readonly #c: Compiled;

  constructor(compiled: Compiled) {
    this.#c = compiled;
  }

  /** Throws {@link TooManyNodes} when these need the whole decision, and that is too large. */
  findings(): Finding[] {
    return [
      ...this.#gaps(),
      ...this.#shadowed(),
      ...this.#conflicts(),
      ...this.#outcomes(),
      ...this.#idleQuestions(),
    ];
  }

  /** What can be found without the whole decision. */
  simpleFindings(): Finding[] {
    return [...this.#idleRules(), ...this.#hiddenQuestions(), ...this.#lateCare()];
  }

  #find(
    code: FindingCode,
    severity: Finding['severity'],
    pointer: string,
    ids: readonly string[],
    path?: EligibilityAnswers | undefined,
  ): Finding {
    return { code, severity, pointer, ids, ...(path && { path }) };
  }

  #gaps(): Finding[] {
    const { ends, decision } = this.#c;
    const gap = shortest(this.#c, decision, (end) => end === ends.gap);
    const unsure = shortest(this.#c, decision, (end) => end === ends.unsureGap);
    return [
      ...(gap ? [this.#find('no-outcome', 'error', '/rules', [], gap)] : []),
      ...(unsure ? [this.#find('no-outcome-when-unsure', 'error', '/rules', [], unsure)] : []),
    ];
  }

  #idleRules(): Finding[] {
    const { definition } = this.#c;
    return definition.rules.flatMap(({ id, when }, index) => {
      const pointer = `/rules/${index}/when`;
      const never = this.#holds(index) ? [] : [this.#find('rule-never-holds', 'error', pointer, [id])];
      return [...never, ...this.#idleParts(when, pointer)];
    });
  }

  #holds(rule: number): boolean {
    return this.#c.diagrams.values(this.#c.rules[rule] as Node).has(TRUE);
  }

  #shadowed(): Finding[] {
    const { definition, diagrams, decision } = this.#c;
    const deciding = diagrams.values(decision);
    return definition.rules.flatMap(({ id }, index) =>
      deciding.has(index) || !this.#holds(index)
        ? []
        : [this.#find('rule-shadowed', 'error', `/rules/${index}`, [id, ...this.#shadows(index)])],
    );
  }

  /** The rule that alone goes first wherever this one holds; else all that go first and overlap with it. */
  #shadows(index: number): string[] {
    const { definition, diagrams, rules } = this.#c;
    const order = byPriority(definition);
    const before = order.slice(0, order.indexOf(index));
    const truth = rules[index] as Node;
    const holdsWith = (other: number, holds: boolean) =>
      diagrams.meet((a, b) => a === TRUE && (b === TRUE) === holds, truth, rules[other] as Node);
    const alone = before.find((other) => !holdsWith(other, false));
    const found = alone !== undefined ? [alone] : before.filter((other) => holdsWith(other, true));
    return found.map((other) => definition.rules[other]?.id ?? '');
  }

  /** Parts of a condition that hold never or always, so that they cannot do what their author meant; innermost only. */
  #idleParts(condition: Condition, pointer: string): Finding[] {
    const { diagrams } = this.#c;
    const inner =
      'all' in condition
        ? condition.all.flatMap((each, i) => this.#idleParts(each, `${pointer}/all/${i}`))
        : 'any' in condition
          ? condition.any.flatMap((each, i) => this.#idleParts(each, `${pointer}/any/${i}`))
          : 'not' in condition
            ? this.#idleParts(condition.not, `${pointer}/not`)
            : 'count' in condition
              ? condition.count.flatMap((each, i) => this.#idleParts(each, `${pointer}/count/${i}`))
              : [];
    if (inner.length > 0) return inner;
    const values = diagrams.values(this.#c.condition(condition));
    if (!values.has(TRUE)) return [this.#find('condition-never-holds', 'warning', pointer, [])];
    return values.size === 1 ? [this.#find('condition-always-holds', 'warning', pointer, [])] : [];
  }

  /** Two rules of one priority that can decide the same answers differently: only their place in the list says which. */
  #conflicts(): Finding[] {
    const { definition, diagrams, rules, decision } = this.#c;
    const found: Finding[] = [];
    definition.rules.forEach((first, i) => {
      definition.rules.forEach((second, j) => {
        if (j <= i || first.outcome === second.outcome) return;
        if ((first.priority ?? 0) !== (second.priority ?? 0)) return;
        if (!diagrams.meet((a, b) => a === TRUE && b === TRUE, rules[i] as Node, rules[j] as Node)) return;
        const both = diagrams.apply(bothHold, rules[i] as Node, rules[j] as Node);
        // Where a rule of a higher priority decides, there is nothing to disagree about.
        const open = diagrams.apply((a, end) => (a === 1 && end === i ? 1 : 0), both, decision);
        const path = shortest(this.#c, open, (value) => value === 1);
        if (path)
          found.push(this.#find('rules-disagree', 'error', `/rules/${j}`, [first.id, second.id], path));
      });
    });
    return found;
  }

  #outcomes(): Finding[] {
    const { definition, diagrams, outcome } = this.#c;
    const reached = diagrams.values(outcome);
    return definition.outcomes.flatMap(({ id }, index) =>
      reached.has(index) ? [] : [this.#find('outcome-unreachable', 'error', `/outcomes/${index}`, [id])],
    );
  }

  #isShown(question: string): boolean {
    return this.#c.diagrams.values(this.#c.shown(question)).has(TRUE);
  }

  #hiddenQuestions(): Finding[] {
    return this.#c.definition.questions.flatMap(({ id }, index) =>
      this.#isShown(id)
        ? []
        : [this.#find('question-never-shown', 'error', `/questions/${index}/visible`, [id])],
    );
  }

  #idleQuestions(): Finding[] {
    const { definition, outcome, space } = this.#c;
    const matters = new Set(this.#slotsOf(outcome));
    return definition.questions.flatMap((question, index) => {
      const { id } = question;
      if (!isAsked(question) || question.record || !this.#isShown(id) || this.#decidesForRecord(id))
        return [];
      const slot = space.slot(id);
      return slot && matters.has(slot)
        ? []
        : [this.#find('question-cannot-matter', 'error', `/questions/${index}`, [id])];
    });
  }

  #slotsOf(node: Node): Slot[] {
    return [...this.#c.diagrams.support(node)].map((variable) => this.#c.space.slotOf(variable));
  }

  /** Whether a question for the record, or a note, hangs on this one. */
  #decidesForRecord(id: string): boolean {
    const { definition, diagrams, space } = this.#c;
    return definition.questions.some(
      (each) =>
        each.visible &&
        (!isAsked(each) || each.record) &&
        [...diagrams.support(this.#c.shown(each.id))].some(
          (variable) => space.slotOf(variable).question.id === id,
        ),
    );
  }

  /** A question that can call for care now is asked before all that cannot. */
  #lateCare(): Finding[] {
    const { definition, diagrams, rules, space } = this.#c;
    const urgent = definition.rules.flatMap((rule, index) =>
      definition.outcomes.some(({ id, kind }) => id === rule.outcome && kind === 'seek-care-now')
        ? [...diagrams.support(rules[index] as Node)]
        : [],
    );
    const slots = new Set(urgent.map((variable) => space.slotOf(variable)));
    const firstOther = space.slots.find((slot) => !slots.has(slot));
    return [...slots]
      .filter((slot) => firstOther && slot.index > firstOther.index)
      .map((slot) =>
        this.#find('care-asked-late', 'warning', `/questions/${slot.index}`, [
          slot.question.id,
          firstOther?.question.id ?? '',
        ]),
      );
  }

  assertion(assertion: EligibilityAssertion): AssertionResult {
    return this.#result(
      assertion.id,
      this.#broken(assertion, (claim) => this.#c.claim(claim)),
    );
  }

  /** The same without the whole decision: only of the answers with which the promise hangs on the outcome. */
  assertionWithin(assertion: EligibilityAssertion): AssertionResult {
    const { diagrams } = this.#c;
    const open = this.#mayBreak(assertion);
    const outcome = this.#c.outcomeWithin(open);
    const broken = this.#broken(assertion, (claim) => this.#c.claim(claim, outcome));
    return this.#result(assertion.id, diagrams.apply(bothAre, open, broken));
  }

  /** 1 where the promise is not kept. */
  #broken({ never, always, when }: EligibilityAssertion, claim: (claim: Claim) => Node): Node {
    const { diagrams } = this.#c;
    const promise = never
      ? diagrams.map((truth) => (truth === TRUE ? 1 : 0), claim(never))
      : diagrams.map((truth) => (truth === TRUE ? 0 : 1), claim(always as Claim));
    return when
      ? diagrams.apply(
          bothAre,
          diagrams.map((truth) => (truth === TRUE ? 1 : 0), claim(when)),
          promise,
        )
      : promise;
  }

  /** 1 where it is not kept with some outcome, as far as the answers alone tell. */
  #mayBreak({ never, always, when }: EligibilityAssertion): Node {
    const { diagrams } = this.#c;
    const may = (claim: Claim, truths: readonly number[]) =>
      diagrams.map((truth) => (truths.includes(truth) ? 1 : 0), this.#c.claimOfAnswers(claim));
    const promise = never ? may(never, [UNKNOWN, TRUE]) : may(always as Claim, [FALSE, UNKNOWN]);
    return when ? diagrams.apply(bothAre, may(when, [UNKNOWN, TRUE]), promise) : promise;
  }

  #result(id: string, broken: Node): AssertionResult {
    const counterexample = shortest(this.#c, broken, (value) => value === 1);
    return counterexample ? { id, proven: false, counterexample } : { id, proven: true };
  }

  figures(): Figures {
    const { definition, diagrams, outcome, space } = this.#c;
    const counts = askedIn(this.#c);
    const asked = definition.questions.filter(isAsked);
    const calm = meanAmong(this.#c, (index) => definition.outcomes[index]?.kind !== 'seek-care-now');
    return {
      ...(counts && {
        questions: {
          ...counts.here,
          meanAtBest: counts.atBest.mean,
          ...(calm !== undefined && { meanUnlessUrgent: calm }),
          forTheRecord: asked.filter(({ record }) => record).length,
          total: space.slots.length,
        },
      }),
      outcomes: [...shares(this.#c, outcome)]
        .filter(([index]) => index >= 0)
        .sort(([a], [b]) => a - b)
        .map(([index, share]) => ({ id: definition.outcomes[index]?.id ?? '', share })),
      nodes: diagrams.size,
    };
  }
}
