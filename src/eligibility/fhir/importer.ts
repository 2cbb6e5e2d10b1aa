/** From the items of a questionnaire, as a tree, to questions, notes and groups, in a row. */
import type {
  Condition,
  EligibilityGroup,
  EligibilityQuestion,
  LocalisedText,
} from '../../contract/index.js';
import { both, enableWhen, hasAnswer, type Asked } from './enable-when.js';
import { questionFor, type Surroundings } from './question.js';
import { reporter, type Report, type Unrepresented } from './report.js';
import {
  extensionIn,
  extensionUrl,
  firstUses,
  isHelp,
  listIn,
  type FhirValue,
  type Item,
} from './resource.js';
import { Ids, joined, localised } from './texts.js';

/** The group with a text, and that text after those above it: our groups do not nest. */
interface Section {
  path: string;
  linkId: string;
  title: LocalisedText;
}

/** What an item inherits from those above it. */
interface Above {
  section: Section | undefined;
  condition: Condition | undefined;
}

/** Extensions that are read, or that only say how an item is to look. */
const HEEDED = [
  'questionnaire-itemControl',
  'questionnaire-choiceOrientation',
  'questionnaire-hidden',
  'questionnaire-unit',
  'minValue',
  'maxValue',
  'maxDecimalPlaces',
].map(extensionUrl);

export function listExtensions(json: Item['json'], report: Report): void {
  listIn(json, 'extension').forEach(({ url }, index) => {
    if (!HEEDED.includes(String(url))) report('extension', String(url), `.extension[${index}]`);
  });
  listIn(json, 'modifierExtension').forEach(({ url }, index) =>
    report('modifier-extension', String(url), `.modifierExtension[${index}]`),
  );
}

/** Walks through the items of one questionnaire, in order. */
export class Importer {
  readonly questions: EligibilityQuestion[] = [];
  readonly groups: EligibilityGroup[] = [];
  readonly links = new Map<string, string>();
  readonly values = new Map<string, ReadonlyMap<string, FhirValue>>();
  readonly #unrepresented: Unrepresented[];
  readonly #around: Surroundings;
  readonly #ids = new Ids();
  readonly #asked = new Map<string, Asked>();
  /** Paths by linkId of the items still to come. */
  readonly #later: Map<string, string>;
  #open: { path: string; id: string } | undefined;

  constructor(items: readonly Item[], unrepresented: Unrepresented[], around: Surroundings) {
    this.#later = firstUses(items);
    this.#unrepresented = unrepresented;
    this.#around = around;
  }

  /** One that no question or group has. */
  newId(from: string): string {
    return this.#ids.make(from, 'q');
  }

  walk(items: readonly Item[], above: Above): void {
    for (const item of items) this.#visit(item, above);
  }

  #visit(item: Item, above: Above): void {
    const report = reporter(this.#unrepresented, item.path, item.linkId);
    if (item.linkId === '') return this.#leaveOut(item, report, 'malformed');
    if (this.#later.get(item.linkId) !== item.path) return this.#leaveOut(item, report, 'duplicate-link-id');
    this.#later.delete(item.linkId);
    if (extensionIn(item.json, 'questionnaire-hidden')?.['valueBoolean'] === true)
      return this.#leaveOut(item, report, 'hidden');
    if (item.json['readOnly'] === true && item.type !== 'group')
      return this.#leaveOut(item, report, 'read-only');
    listExtensions(item.json, report);
    const known = {
      asked: (linkId: string) => this.#asked.get(linkId),
      isLater: (linkId: string) => linkId === item.linkId || this.#later.has(linkId),
    };
    const condition = both(above.condition, enableWhen(item, known, report));
    if (item.type === 'group') this.#group(item, { ...above, condition }, report);
    else if (item.type === 'display') this.#note(item, { ...above, condition }, report);
    else this.#question(item, { ...above, condition }, report);
  }

  /** Lists an item that is not asked, and all below it. */
  #leaveOut(
    item: Item,
    report: Report,
    code?: 'malformed' | 'duplicate-link-id' | 'hidden' | 'read-only',
  ): void {
    if (code) report(code);
    if (this.#later.get(item.linkId) === item.path) this.#later.delete(item.linkId);
    for (const below of item.items) {
      const listed = reporter(this.#unrepresented, below.path, below.linkId);
      listed('under-unrepresented', item.linkId);
      this.#leaveOut(below, listed);
    }
  }

  #group(item: Item, above: Above, report: Report): void {
    if (item.items.length === 0) report('empty-group');
    if (item.json['repeats'] === true) report('repeats');
    if (item.json['required'] === true) report('required-group');
    if (item.json['readOnly'] === true) report('read-only', 'the items in it are asked');
    const title = joined([above.section?.title, this.#text(item)], ' – ');
    const own = this.#text(item) && title ? { path: item.path, linkId: item.linkId, title } : above.section;
    this.walk(item.items, { ...above, section: own });
  }

  #note(item: Item, above: Above, report: Report): void {
    const label = this.#text(item);
    if (!label) return report('no-text');
    this.#add(item, { ...this.#shown(item, above), label, kind: 'note' }, above);
  }

  #question(item: Item, above: Above, report: Report): void {
    const label = this.#text(item) ?? { en: item.linkId, [this.#around.language]: item.linkId };
    const help = joined(
      item.items.filter(isHelp).map((each) => this.#text(each)),
      '\n',
    );
    const base = {
      ...this.#shown(item, above),
      label,
      ...(help ? { help } : {}),
      required: item.json['required'] === true,
      record: true,
    };
    const asked = questionFor(item, base, this.#around, report);
    if (!asked) return this.#leaveOut(item, report);
    if (!this.#text(item)) report('no-text');
    if ('initial' in item.json) report('initial', undefined, '.initial');
    this.#add(item, asked.question, above);
    this.#asked.set(item.linkId, asked);
    if (asked.values) this.values.set(asked.question.id, asked.values);
    const nested = item.items.filter((each) => !isHelp(each));
    if (asked.question.kind === 'multiple-choice' && nested.some(({ type }) => type !== 'display'))
      report('nested-repeats');
    // What is asked below a question stands in its answer, and cannot be sent without one.
    const answered = { ...above, condition: hasAnswer(asked.question) };
    for (const each of nested) this.#visit(each, each.type === 'display' ? above : answered);
  }

  #text({ json }: Item): LocalisedText | undefined {
    const { language } = this.#around;
    const text = localised(json, 'text', language);
    return text && joined([localised(json, 'prefix', language), text], ' ');
  }

  /** What questions and notes have in common. */
  #shown(item: Item, { condition }: Above) {
    return { id: this.newId(item.linkId), ...(condition ? { visible: condition } : {}) };
  }

  #add(item: Item, question: EligibilityQuestion, { section }: Above): void {
    this.links.set(question.id, item.linkId);
    this.questions.push(section ? { ...question, group: this.#groupFor(section) } : question);
    if (!section) this.#open = undefined;
  }

  /** The questions of a group stand together: a group that goes on after one inside it goes on as another. */
  #groupFor({ path, linkId, title }: Section): string {
    if (this.#open?.path === path) return this.#open.id;
    const id = this.#ids.make(linkId, 'g');
    this.groups.push({ id, title });
    this.#open = { path, id };
    return id;
  }
}
