/** Ways through a decision diagram, counted by the questions that are asked on them. */
import type { EligibilityAnswer, EligibilityAnswers } from '../contract/index.js';
import type { Compiled } from './compile.js';
import { assignment } from './assignment.js';
import type { Node } from './diagram.js';
import type { Slot } from './space.js';

/** 1 when a question ends between a node and its child, 0 within one question: its options are nodes of their own. */
export function step({ diagrams, space }: Compiled, node: Node, child: Node): number {
  if (diagrams.isTerminal(child)) return 1;
  return space.slotOf(diagrams.variable(child)) === space.slotOf(diagrams.variable(node)) ? 0 : 1;
}

/**
 * Number of questions from each node of a function to an end, of those that `counts` counts. `end` gives what a terminal
 * adds, `pick` which of a node's ways is taken: Math.min or Math.max.
 */
export function distances(
  compiled: Compiled,
  root: Node,
  pick: (...values: number[]) => number,
  end: (value: number) => number = () => 0,
  counts: (question: string) => boolean = () => true,
): (node: Node) => number {
  const { diagrams, space } = compiled;
  const far = new Map<Node, number>();
  for (const node of diagrams.nodes(root).reverse()) {
    if (diagrams.isTerminal(node)) {
      far.set(node, end(diagrams.value(node)));
      continue;
    }
    const counted = counts(space.slotOf(diagrams.variable(node)).question.id);
    const ways = diagrams
      .children(node)
      .map((child) => (counted ? step(compiled, node, child) : 0) + (far.get(child) ?? 0));
    far.set(node, pick(...ways));
  }
  return (node) => far.get(node) ?? Infinity;
}

/** Answers on a shortest way to such a value, of which none can be left out; undefined when the function never has it. */
export function shortest(
  compiled: Compiled,
  root: Node,
  wanted: (value: number) => boolean,
): EligibilityAnswers | undefined {
  const { diagrams, space } = compiled;
  const distance = distances(compiled, root, Math.min, (value) => (wanted(value) ? 0 : Infinity));
  if (distance(root) === Infinity) return undefined;
  const known = new Map<number, number>();
  for (let node = root; !diagrams.isTerminal(node);) {
    const children = diagrams.children(node);
    const costs = children.map((child) => step(compiled, node, child) + distance(child));
    const value = costs.indexOf(Math.min(...costs));
    known.set(diagrams.variable(node), value);
    node = children[value] as Node;
  }
  const answers: EligibilityAnswers = {};
  for (const slot of space.slots) {
    const answer = answerOf(slot, known);
    if (answer !== undefined) answers[slot.question.id] = answer;
  }
  return withoutIdle(compiled, root, wanted, answers);
}

/** Without the answers that the value does not hang on. */
function withoutIdle(
  compiled: Compiled,
  root: Node,
  wanted: (value: number) => boolean,
  answers: EligibilityAnswers,
): EligibilityAnswers {
  const { diagrams } = compiled;
  for (const id of Object.keys(answers)) {
    const { [id]: _, ...others } = answers;
    const values = diagrams.values(diagrams.restrict(root, assignment(compiled, others)));
    if ([...values].every(wanted)) answers = others;
  }
  return answers;
}

/** The answer that some settled variables stand for; undefined when none is the question's. Options left open are not selected. */
function answerOf(slot: Slot, known: ReadonlyMap<number, number>): EligibilityAnswer | undefined {
  const state = known.get(slot.first);
  const selected = slot.options.map((_, i) => known.get(slot.first + 1 + i));
  if (state === undefined && selected.every((each) => each === undefined)) return undefined;
  if (slot.question.kind !== 'multiple-choice' || (state !== undefined && state > 0))
    return slot.classes[state ?? 0]?.answer;
  return slot.options.filter((_, i) => selected[i] === 1);
}
