/** Which questions and notes are shown, kept up to date answer by answer: only what hangs on an answer is looked at again. */
import type { EligibilityAnswer, EligibilityDefinition } from '../contract/index.js';
import { questionsIn, truthOf, type Effective, type Given, type Truth } from './condition.js';
import { dayOf } from './dates.js';

export interface Visibility extends Given {
  /** Unknown while it hangs on answers that are still missing. An unsure answer that leaves it open shows it. */
  truth(id: string): Truth;
  /** Shown, or may yet be. */
  shown(id: string): boolean;
  /** Takes one answer, or takes it away; gives the ids that are certainly shown now and were not, or were and are not. */
  answer(id: string): Effective;
  answer(id: string, value: EligibilityAnswer | undefined): string[];
}

export function createVisibility(definition: EligibilityDefinition, on?: string): Visibility {
  const { questions } = definition;
  const at = new Map(questions.map(({ id }, index) => [id, index]));
  const answers: (EligibilityAnswer | undefined)[] = questions.map(() => undefined);
  const truths: Truth[] = questions.map(({ visible }) => (visible ? 'unknown' : true));
  const looksAt = questions.map(({ visible }) => (visible ? questionsIn(visible) : []));
  const dependents: number[][] = questions.map(() => []);
  looksAt.forEach((ids, index) => {
    for (const id of new Set(ids)) dependents[at.get(id) ?? -1]?.push(index);
  });

  const effective = (id: string): Effective => {
    const index = at.get(id);
    if (index === undefined || truths[index] === false) return null;
    // An answer to a question that may yet turn out to be hidden is no ground for anything.
    return truths[index] === true ? answers[index] : undefined;
  };
  const given: Given = {
    question: (id) => questions[at.get(id) ?? -1],
    answer: effective,
    on: on === undefined ? NaN : dayOf(on),
  };
  const decide = (index: number): Truth => {
    const visible = questions[index]?.visible;
    if (!visible) return true;
    const truth = truthOf(visible, given);
    if (truth !== 'unknown') return truth;
    return looksAt[index]?.some((id) => effective(id) === undefined) ? 'unknown' : true;
  };
  questions.forEach((_, index) => (truths[index] = decide(index)));

  function answer(id: string): Effective;
  function answer(id: string, value: EligibilityAnswer | undefined): string[];
  function answer(id: string, ...value: [] | [EligibilityAnswer | undefined]): Effective | string[] {
    if (value.length === 0) return effective(id);
    const start = at.get(id);
    if (start === undefined) return [];
    answers[start] = value[0];
    const changed: string[] = [];
    const dirty = new Set(dependents[start]);
    // Conditions look at earlier questions only: one pass forward is enough.
    for (let index = start + 1; dirty.size > 0 && index < questions.length; index++) {
      if (!dirty.delete(index)) continue;
      const before = truths[index] as Truth;
      const now = (truths[index] = decide(index));
      if (now === before) continue;
      if ((now === true) !== (before === true)) changed.push((questions[index] as { id: string }).id);
      for (const dependent of dependents[index] ?? []) dirty.add(dependent);
    }
    return changed;
  }
  return {
    ...given,
    answer,
    truth: (id) => truths[at.get(id) ?? -1] ?? false,
    shown: (id) => (truths[at.get(id) ?? -1] ?? false) !== false,
  };
}
