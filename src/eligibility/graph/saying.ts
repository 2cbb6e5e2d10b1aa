/** What a picture says of a definition: in one language, with questions called by their numbers. */
import type { Comparison, Condition, EligibilityDefinition, LocalisedText } from '../../contract/index.js';
import { isAsked, type AskedQuestion } from '../condition.js';
import { dateOf, dayOf, type AgeUnit } from '../dates.js';
import { primary, textIn, wordsFor } from './words/languages.js';
import { lowerFirst, type GraphWords } from './words/words.js';

export class Saying {
  readonly definition: EligibilityDefinition;
  readonly language: string;
  readonly words: GraphWords;
  /** Of numbers and dates: the language of the words that they stand among. */
  readonly formats: string;
  /** Day of the evaluation, since 1970-01-01; NaN where none is needed. */
  readonly on: number;
  readonly #numbers = new Map<string, string>();

  constructor(definition: EligibilityDefinition, language: string, on: string | undefined) {
    this.definition = definition;
    this.language = language;
    this.words = wordsFor(language);
    this.formats = primary(language) === this.words.language ? language : this.words.language;
    this.on = on === undefined ? NaN : dayOf(on);
    for (const { id } of definition.questions.filter(isAsked))
      this.#numbers.set(id, this.words.number(this.#numbers.size + 1));
  }

  text(texts: LocalisedText): string {
    return textIn(texts, this.language);
  }

  /** A question's number, such as `Q4`. */
  number(id: string): string {
    return this.#numbers.get(id) ?? id;
  }

  /** The numbers of questions at these positions, in order; three and more in a row as a range. */
  numbers(positions: Iterable<number>): string[] {
    const asked = this.definition.questions.filter(isAsked);
    const counts = [...positions]
      .map((at) => asked.findIndex(({ id }) => id === this.definition.questions[at]?.id) + 1)
      .sort((a, b) => a - b);
    const runs: [first: number, last: number][] = [];
    for (const count of counts) {
      const run = runs.at(-1);
      if (run?.[1] === count - 1) run[1] = count;
      else runs.push([count, count]);
    }
    const name = this.words.number;
    return runs.flatMap(([first, last]) =>
      last - first < 2
        ? [name(first), ...(last > first ? [name(last)] : [])]
        : [`${name(first)}–${name(last)}`],
    );
  }

  option(question: AskedQuestion, id: string): string {
    const option = 'options' in question ? question.options.find((each) => each.id === id) : undefined;
    return option ? this.text(option.label) : id;
  }

  date(day: number): string {
    const format = new Intl.DateTimeFormat(this.formats, { dateStyle: 'medium', timeZone: 'UTC' });
    return format.format(new Date(`${dateOf(day)}T00:00:00Z`));
  }

  fullDate(date: string): string {
    return this.date(dayOf(date));
  }

  value(question: AskedQuestion, value: boolean | string | number): string {
    if (typeof value === 'boolean')
      return this.words.conditions.quoted(value ? this.words.yes : this.words.no);
    if (typeof value === 'number')
      return new Intl.NumberFormat(this.formats, { maximumFractionDigits: 6 }).format(value);
    if (question.kind === 'date') return this.fullDate(value);
    return this.words.conditions.quoted(this.option(question, value));
  }

  /** A condition as a sentence of its own. */
  sentence(condition: Condition): string {
    const words = this.condition(condition);
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  /** Ages of a date, at least and less than so much. */
  ages(atLeast: readonly [number, AgeUnit] | undefined, lessThan: readonly [number, AgeUnit] | undefined) {
    const { words } = this;
    const bounds = [
      ...(atLeast ? [words.atLeastAgo(...atLeast)] : []),
      ...(lessThan ? [words.notYetAgo(...lessThan)] : []),
    ];
    // What comes first in time is said first.
    return atLeast && atLeast[0] < 0 ? bounds.reverse() : bounds;
  }

  condition(condition: Condition): string {
    const { conditions: say } = this.words;
    if ('all' in condition) return say.all(condition.all.map((each) => this.#inner(each, 'any')));
    if ('any' in condition) return say.any(condition.any.map((each) => this.#inner(each, 'all')));
    if ('not' in condition) return say.not(this.condition(condition.not));
    if ('count' in condition)
      return say.count(
        this.#bounds(condition),
        condition.count.map((each) => this.condition(each)),
      );
    if ('score' in condition)
      return say.score(
        condition.score.map((id) => this.number(id)),
        this.#bounds(condition),
      );
    return this.#comparison(condition);
  }

  /** In brackets where "and" and "or" would mix. */
  #inner(condition: Condition, other: 'all' | 'any'): string {
    const words = this.condition(condition);
    const mixes = (condition as Partial<Record<'all' | 'any', unknown[]>>)[other]?.length;
    return (mixes ?? 0) > 1 || 'count' in condition ? `(${words})` : words;
  }

  #bounds({ atLeast, atMost }: { atLeast?: number | undefined; atMost?: number | undefined }): string {
    return this.words.conditions.bounds(
      atLeast === undefined ? undefined : String(atLeast),
      atMost === undefined ? undefined : String(atMost),
    );
  }

  #comparison(comparison: Comparison): string {
    const { words } = this;
    const { conditions: say } = words;
    const name = this.number(comparison.question);
    const question = this.definition.questions.find(({ id }) => id === comparison.question);
    if (!question || !isAsked(question)) return name;
    const value = (each: boolean | string | number) => this.value(question, each);
    if ('answered' in comparison) return say.answered(name, comparison.answered);
    if ('unsure' in comparison) {
      const unsure = say.is(name, [say.quoted(words.notSure)]);
      return comparison.unsure ? unsure : say.not(unsure);
    }
    if ('equals' in comparison) return say.is(name, [value(comparison.equals)]);
    if ('in' in comparison) return say.is(name, comparison.in.map(value));
    if ('includes' in comparison) return say.includes(name, value(comparison.includes));
    if ('selected' in comparison)
      return say.chosen(name, this.#bounds(comparison.selected), (comparison.of ?? []).map(value));
    if ('age' in comparison) {
      const { atLeast, atMost, unit = 'years' } = comparison.age;
      const ages = this.ages(
        atLeast === undefined ? undefined : [atLeast, unit],
        atMost === undefined ? undefined : [atMost + 1, unit],
      );
      return `${name}: ${lowerFirst(words.both(ages))}`;
    }
    const bound = (each: number | string | undefined) => (each === undefined ? undefined : value(each));
    return say.is(name, [say.bounds(bound(comparison.atLeast), bound(comparison.atMost))]);
  }
}
