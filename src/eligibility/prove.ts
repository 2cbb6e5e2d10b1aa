/**
 * The prover: decides about a definition over every way to answer it, "not sure" and "left unanswered" included. By decision
 * diagrams, hence exact: what it finds is real and comes with a shortest path; what it does not find is not there. Where
 * a definition needs more nodes than allowed it says so and proves nothing.
 */
import type { Claim, Condition, EligibilityAnswers, EligibilityDefinition } from '../contract/index.js';
import { checkDefinition, type DefinitionProblem } from './check.js';
import { byPriority, Compiled } from './compile.js';
import { isAsked } from './condition.js';
import { dayOf } from './dates.js';
import { TooManyNodes, type Node, type Operation } from './diagram.js';
import { distances, shortest } from './paths.js';
import { shares } from './questions-left.js';
import type { Slot } from './space.js';
import { missingTranslations } from './translations.js';

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
}

export interface AssertionResult {
  id: string;
  proven: boolean;
  /** Answers that break it, whatever else is answered, on a shortest way; none can be left out. */
  counterexample?: EligibilityAnswers;
}

export interface Proof {
  /** False: the definition does not hang together, or needs more nodes than allowed. Then nothing below is proven. */
  decided: boolean;
  findings: Finding[];
  assertions: AssertionResult[];
  /** Questions asked until the outcome is settled; `mean` over uniform answers. Those for the record come on top. */
  questions?: { least: number; mean: number; most: number; forTheRecord: number; total: number };
  /** Share of each outcome among uniform answers. */
  outcomes?: { id: string; share: number }[];
  nodes?: number;
}

const TRUE = 2;
const bothHold: Operation = Object.assign((a: number, b: number) => (a === TRUE && b === TRUE ? 1 : 0), {
  settles: (a: number) => (a === TRUE ? undefined : 0),
  commutes: true,
});
const DEFAULT_LIMIT = 2_000_000;

/** Proves a definition as of a day (full date, RFC 3339), which only definitions that ask for dates look at. */
export function prove(definition: EligibilityDefinition, on: string, limit = DEFAULT_LIMIT): Proof {
  const problems = checkDefinition(definition).filter(({ code }) => code !== 'gap');
  if (problems.length > 0)
    return {
      decided: false,
      findings: problems.map(({ code, pointer, ids = [] }) => ({ code, severity: 'error', pointer, ids })),
      assertions: [],
    };
  const findings: Finding[] = missingTranslations(definition).map(({ pointer, languages }) => ({
    code: 'missing-translation',
    severity: 'error',
    pointer,
    ids: languages,
  }));
  try {
    const claims = (definition.assertions ?? []).flatMap(({ never, always, when }) =>
      [never, always, when].flatMap((claim) => (claim ? conditionsIn(claim) : [])),
    );
    const prover = new Prover(new Compiled(definition, dayOf(on), limit, claims));
    findings.push(...prover.findings());
    const assertions = prover.assertions();
    return { decided: true, findings, assertions, ...prover.figures() };
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    return { decided: false, findings, assertions: [] };
  }
}

/** The parts of a claim that do not speak of the outcome. */
function conditionsIn(claim: Claim): Condition[] {
  if ('all' in claim) return claim.all.flatMap(conditionsIn);
  if ('any' in claim) return claim.any.flatMap(conditionsIn);
  if ('not' in claim) return conditionsIn(claim.not);
  return 'outcome' in claim || 'outcomeKind' in claim ? [] : [claim];
}

class Prover {
  readonly #c: Compiled;

  constructor(compiled: Compiled) {
    this.#c = compiled;
  }

  findings(): Finding[] {
    return [
      ...this.#gaps(),
      ...this.#rules(),
      ...this.#conflicts(),
      ...this.#outcomes(),
      ...this.#questions(),
      ...this.#lateCare(),
    ];
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

  #rules(): Finding[] {
    const { definition, diagrams, decision, rules } = this.#c;
    const deciding = diagrams.values(decision);
    return definition.rules.flatMap(({ id, when }, index) => {
      const pointer = `/rules/${index}`;
      const truth = rules[index] as Node;
      const idle = this.#idleParts(when, `${pointer}/when`);
      if (!diagrams.values(truth).has(TRUE))
        return [this.#find('rule-never-holds', 'error', `${pointer}/when`, [id]), ...idle];
      if (deciding.has(index)) return idle;
      return [this.#find('rule-shadowed', 'error', pointer, [id, ...this.#shadows(index)]), ...idle];
    });
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

  #questions(): Finding[] {
    const { definition, diagrams, outcome, space } = this.#c;
    const matters = new Set([...diagrams.support(outcome)].map((variable) => space.slotOf(variable)));
    return definition.questions.flatMap((question, index) => {
      const pointer = `/questions/${index}`;
      if (!diagrams.values(this.#c.shown(question.id)).has(TRUE))
        return [this.#find('question-never-shown', 'error', `${pointer}/visible`, [question.id])];
      if (!isAsked(question) || question.record || this.#decidesForRecord(question.id)) return [];
      const slot = space.slot(question.id);
      return slot && matters.has(slot)
        ? []
        : [this.#find('question-cannot-matter', 'error', pointer, [question.id])];
    });
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

  assertions(): AssertionResult[] {
    const { definition, diagrams } = this.#c;
    return (definition.assertions ?? []).map(({ id, never, always, when }) => {
      const promise = never
        ? diagrams.map((truth) => (truth === TRUE ? 1 : 0), this.#c.claim(never))
        : diagrams.map((truth) => (truth === TRUE ? 0 : 1), this.#c.claim(always as Claim));
      const broken = when
        ? diagrams.apply((no, truth) => (truth === TRUE ? no : 0), promise, this.#c.claim(when))
        : promise;
      const counterexample = shortest(this.#c, broken, (value) => value === 1);
      return counterexample ? { id, proven: false, counterexample } : { id, proven: true };
    });
  }

  figures(): Pick<Proof, 'questions' | 'outcomes' | 'nodes'> {
    const { definition, diagrams, outcome, space } = this.#c;
    const asked = definition.questions.filter(isAsked);
    const measure = (pick: (...values: number[]) => number) => distances(this.#c, outcome, pick)(outcome);
    return {
      questions: {
        least: measure(Math.min),
        most: measure(Math.max),
        mean: this.#mean(outcome),
        forTheRecord: asked.filter(({ record }) => record).length,
        total: space.slots.length,
      },
      outcomes: [...shares(this.#c, outcome)]
        .filter(([index]) => index >= 0)
        .sort(([a], [b]) => a - b)
        .map(([index, share]) => ({ id: definition.outcomes[index]?.id ?? '', share })),
      nodes: diagrams.size,
    };
  }

  #mean(root: Node): number {
    const { diagrams, space } = this.#c;
    // Both a node and the question that was asked on the way to it: options of one question are one question.
    const reach = new Map<Node, Map<Slot | undefined, number>>([[root, new Map([[undefined, 1]])]]);
    let mean = 0;
    for (const node of diagrams.nodes(root)) {
      if (diagrams.isTerminal(node)) continue;
      const slot = space.slotOf(diagrams.variable(node));
      const weights = space.weights(diagrams.variable(node));
      const total = weights.reduce((a, b) => a + b, 0);
      let share = 0;
      for (const [from, part] of reach.get(node) ?? []) {
        share += part;
        if (from !== slot) mean += part;
      }
      diagrams.children(node).forEach((child, value) => {
        const parts = reach.get(child) ?? new Map<Slot | undefined, number>();
        parts.set(slot, (parts.get(slot) ?? 0) + (share * (weights[value] ?? 0)) / total);
        reach.set(child, parts);
      });
    }
    return mean;
  }
}
