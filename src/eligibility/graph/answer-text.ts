/** The answers of a row as text. */
import type { GraphWords } from './words/words.js';
import { textAt, type Place, type Text } from './scene.js';

const MOST_LINES = 6;
/** Answers that would run over so many lines stand below each other, if they are not too many. */
const MOST_RUN_LINES = 3;
const MOST_LISTED = 12;

/** The answers of a row: below each other where they are long, else one after the other, as many as fit. */
export function answersAt(
  place: Place,
  answers: readonly string[],
  isAll: boolean,
  { anyAnswer, anyNumber, anyDate, others }: GraphWords,
): Text[] {
  const isNamed = answers.length === 1 || answers.some((each) => each === anyNumber || each === anyDate);
  const run = (count: number, most: number) => {
    const shown = [
      ...answers.slice(0, count),
      ...(count < answers.length ? [others(answers.length - count)] : []),
    ];
    // The point stays at the end of its line.
    const words = shown.join('\u00a0· ');
    return textAt(place, isAll && !isNamed ? `${anyAnswer}: ${words}` : words, 'body', { most });
  };
  const whole = run(answers.length, Infinity);
  if (whole.lines.length >= MOST_RUN_LINES && answers.length <= MOST_LISTED && !isAll)
    return answers.map((answer) => textAt(place, answer, 'body'));
  let count = answers.length;
  while (count > 1 && run(count, Infinity).lines.length > MOST_LINES) count--;
  return [run(count, MOST_LINES)];
}
