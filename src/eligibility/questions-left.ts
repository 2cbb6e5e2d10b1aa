/** What lies ahead in a decision diagram: how many questions, which outcomes, how undecided it is. */
import type { EligibilityGroup } from '../contract/index.js';
import type { Compiled } from './compile.js';
import type { Node } from './diagram.js';
import { distances } from './paths.js';

/** Most questions on any way from a node to its end, among those that count. */
export function longest(compiled: Compiled, root: Node, counts: (question: string) => boolean): number {
  return distances(compiled, root, Math.max, () => 0, counts)(root);
}

/** The children of a node once one question is answered, each with its share among uniform answers. */
export function afterAnswer(compiled: Compiled, node: Node, question: string): [Node, number][] {
  const { diagrams, space } = compiled;
  const slot = space.slot(question);
  if (!slot) return [[node, 1]];
  const last = slot.first + slot.options.length;
  let open: [Node, number][] = [[node, 1]];
  for (let variable = slot.first; variable <= last; variable++) {
    const weights = space.weights(variable);
    const total = weights.reduce((a, b) => a + b, 0);
    const next = new Map<Node, number>();
    const add = (to: Node, share: number) => next.set(to, (next.get(to) ?? 0) + share);
    for (const [from, share] of open)
      weights.forEach((weight, value) =>
        add(diagrams.restrict(from, new Map([[variable, value]])), (share * weight) / total),
      );
    open = [...next];
  }
  return open;
}

/** How undecided the outcome is, in bits, if all answers are equally likely (Shannon entropy). */
export function entropy(compiled: Compiled, node: Node): number {
  return [...shares(compiled, node).values()].reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
}

/** The share of each value of a function among uniform answers. */
export function shares(compiled: Compiled, root: Node): Map<number, number> {
  const { diagrams, space } = compiled;
  const reach = new Map<Node, number>([[root, 1]]);
  const result = new Map<number, number>();
  for (const node of diagrams.nodes(root)) {
    const share = reach.get(node) ?? 0;
    if (diagrams.isTerminal(node)) {
      result.set(diagrams.value(node), share);
      continue;
    }
    const weights = space.weights(diagrams.variable(node));
    const total = weights.reduce((a, b) => a + b, 0);
    diagrams
      .children(node)
      .forEach((child, value) =>
        reach.set(child, (reach.get(child) ?? 0) + (share * (weights[value] ?? 0)) / total),
      );
  }
  return result;
}

/** The group of a question, if it has one. */
export function groupOf(compiled: Compiled, question: string): EligibilityGroup | undefined {
  const id = compiled.space.slot(question)?.question.group;
  return id === undefined ? undefined : compiled.definition.groups?.find((each) => each.id === id);
}

/** Ids of the questions that a function depends on. */
export function questionsOf({ diagrams, space }: Compiled, node: Node): Set<string> {
  return new Set([...diagrams.support(node)].map((variable) => space.slotOf(variable).question.id));
}
