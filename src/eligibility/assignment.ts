/** From answers to the variables of the diagrams. */
import type { EligibilityAnswers } from '../contract/index.js';
import type { Compiled } from './compile.js';

/** The variables that answers settle; answers that their question does not offer settle none. */
export function assignment({ space }: Compiled, answers: EligibilityAnswers): Map<number, number> {
  const known = new Map<number, number>();
  for (const [id, answer] of Object.entries(answers)) {
    const slot = space.slot(id);
    if (slot && answer !== undefined)
      for (const [variable, value] of space.assign(slot, answer) ?? []) known.set(variable, value);
  }
  return known;
}
