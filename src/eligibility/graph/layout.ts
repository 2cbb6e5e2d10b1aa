/**
 * Gives everything in the picture its place. Questions stand below each other in their order; from each row of answers a
 * line leads right to the outcomes that it may end in, and left around the questions that it skips.
 */
import { answersAt } from './answer-text.js';
import type { Row } from './answers.js';
import { drawHead, drawRules } from './around.js';
import { BOX_END, Canvas, CHIP_X, MARGIN } from './canvas.js';
import { lanesOf, type Skip } from './lanes.js';
import type { OutcomePlan, Plan, QuestionPlan } from './plan.js';
import { textAt, type Box, type Frame, type Place, type Scene } from './scene.js';
import type { Saying } from './saying.js';

/** Between lines that go around questions. */
const LANE = 11;
/** Of a group, around its questions. */
const GROUP_PAD = 12;
const PAD = 14;
const MARK = 38;
const NEXT_WIDTH = 128;
const GAP = 24;
/** From a question's top to where lines around others come in. */
const ENTRY = 22;

export function layOut(plan: Plan, saying: Saying): Scene {
  const canvas = new Canvas();
  drawHead(canvas, plan, saying);
  canvas.heading(saying.words.questions);
  new Questions(canvas, plan, saying).draw();
  drawRules(canvas, plan, saying);
  return canvas.scene();
}

class Questions {
  readonly #canvas: Canvas;
  readonly #plan: Plan;
  readonly #saying: Saying;
  readonly #skips: readonly Skip[];
  /** Left edge of the questions; lines that skip questions run before it. */
  readonly #left: number;
  readonly #boxes = new Map<number, Box>();
  /** Middles of rows, by question and row. */
  readonly #rows = new Map<string, number>();

  constructor(canvas: Canvas, plan: Plan, saying: Saying) {
    this.#canvas = canvas;
    this.#plan = plan;
    this.#saying = saying;
    this.#skips = lanesOf(plan.questions);
    const lanes = Math.max(0, ...this.#skips.map(({ lane }) => lane + 1));
    this.#left = MARGIN + GROUP_PAD + (lanes > 0 ? lanes * LANE + 10 : 0);
  }

  draw(): void {
    const { questions } = this.#plan;
    let frame: Frame | undefined;
    const close = () => {
      if (frame) {
        this.#canvas.y += GROUP_PAD;
        frame.height = this.#canvas.y - frame.y;
      }
      frame = undefined;
    };
    questions.forEach((plan, i) => {
      const { group } = plan.question;
      const isNew = group !== questions[i - 1]?.question.group;
      if (isNew) close();
      if (i > 0) this.#canvas.y += GAP;
      if (isNew && group !== undefined) frame = this.#group(group);
      this.#question(plan);
    });
    close();
    this.#flow();
    this.#around();
  }

  #group(id: string): Frame | undefined {
    const { definition, words } = this.#saying;
    const group = definition.groups?.find((each) => each.id === id);
    if (!group) return undefined;
    const { y } = this.#canvas;
    const [x, width] = [this.#left - GROUP_PAD, BOX_END - this.#left + 2 * GROUP_PAD];
    const free = group.order === 'any' ? ` · ${words.anyOrder}` : '';
    // Right of the line that leads from question to question.
    const place = { x: this.#left + 48, y: y + 8, width: BOX_END - this.#left - 48 };
    const title = this.#saying.text(group.title) + free;
    this.#canvas.y += this.#canvas.text(place, title, 'strong', { tone: 'muted' }).height + 16;
    return this.#canvas.frame({ x, y, width, height: 0 }, 'group');
  }

  #question({ index, number, title, about, rows, remark, question }: QuestionPlan): void {
    const canvas = this.#canvas;
    const { y: top } = canvas;
    const x = this.#left;
    const inner = { x: x + PAD + MARK + 10, width: BOX_END - x - 2 * PAD - MARK - 10 };
    const look = question.kind === 'note' ? 'note' : rows.length > 0 ? 'question' : 'aside';
    const frame = canvas.frame({ x, y: top, width: BOX_END - x, height: 0 }, look);
    if (number) {
      const mark = { x: x + PAD, y: top + 11, width: MARK };
      canvas.frame({ ...mark, height: 22 }, 'mark');
      canvas.text({ ...mark, y: top + 14 }, number, 'small', { tone: 'on-mark', align: 'middle' });
    }
    const head = question.kind === 'note' ? 'body' : 'question';
    canvas.y = top + 12;
    canvas.y += canvas.text({ ...inner, y: canvas.y }, title, head).height + 2;
    const kind = about.join(' · ');
    canvas.y += canvas.text({ ...inner, y: canvas.y }, kind, 'small', { tone: 'muted' }).height;
    if (remark) canvas.y += canvas.text({ ...inner, y: canvas.y + 6 }, remark, 'body').height + 6;
    canvas.y += 10;
    rows.forEach((row, i) => {
      canvas.frame({ x: inner.x, y: canvas.y, width: inner.width, height: 1 }, 'rule');
      canvas.y += 1;
      this.#rows.set(`${index}/${i}`, this.#row(row, { ...inner, y: canvas.y }));
    });
    frame.height = canvas.y - top;
    this.#boxes.set(index, frame);
  }

  /** Draws one row of answers with its exits; gives its middle. */
  #row({ answers, isAll, targets, isGuess }: Row, place: Place): number {
    const canvas = this.#canvas;
    const { words } = this.#saying;
    const numbers = this.#saying.numbers(targets.questions);
    const outcomes = [...targets.outcomes].sort((a, b) => a - b).map((end) => this.#outcome(end));
    const isSure = targets.questions.size + outcomes.length === 1 && !isGuess;
    const end = { x: BOX_END - PAD - NEXT_WIDTH, y: 0, width: NEXT_WIDTH };
    const next =
      numbers.length > 0
        ? textAt(end, words.next(numbers), 'body', { align: 'end', tone: 'muted' })
        : undefined;
    const width = next ? place.width - next.width - 16 : place.width;
    const texts = answersAt({ x: place.x, y: 0, width }, answers, isAll, words);
    const chips = canvas.chips(outcomes, isSure);
    const stack = texts.reduce((sum, { height }) => sum + height, 0);
    const height = Math.max(stack, next?.height ?? 0, chips.height - 4) + 14;
    const middle = place.y + height / 2;
    let y = middle - stack / 2;
    for (const text of texts) {
      canvas.add({ ...text, y });
      y += text.height;
    }
    if (next) canvas.add({ ...next, y: middle - next.height / 2 });
    const fork = BOX_END + 18;
    for (const to of chips.place(middle - chips.height / 2))
      if (to === middle) canvas.edge('exit', isSure, [BOX_END, middle], [CHIP_X, middle]);
      else canvas.edge('exit', isSure, [BOX_END, middle], [fork, middle], [fork, to], [CHIP_X, to]);
    canvas.y = place.y + height;
    return middle;
  }

  #outcome(index: number): OutcomePlan {
    const { neverEnds } = this.#saying.words;
    return this.#plan.outcomes[index] ?? { letter: undefined, title: neverEnds, kind: 'gap', about: '' };
  }

  /** From each question to the one that follows, through what stands between and does not decide. */
  #flow(): void {
    const x = this.#left + PAD + MARK / 2;
    const deciding = this.#plan.questions.filter(({ rows }) => rows.length > 0);
    deciding.forEach(({ index, rows }, i) => {
      const next = deciding[i + 1];
      if (!next || !rows.some(({ targets }) => targets.questions.has(next.index))) return;
      for (let at = index; at < next.index; at++) {
        const from = this.#boxes.get(at);
        const to = this.#boxes.get(at + 1);
        if (from && to) this.#canvas.edge('flow', true, [x, from.y + from.height], [x, to.y]);
      }
    });
  }

  /** Around the questions that some answers skip. */
  #around(): void {
    for (const { from, row, to, lane, sure } of this.#skips) {
      const start = this.#rows.get(`${from}/${row}`);
      const end = this.#boxes.get(to);
      if (start === undefined || !end) continue;
      const left = this.#left;
      const at = left - GROUP_PAD - 10 - lane * LANE;
      const entry = end.y + ENTRY;
      this.#canvas.edge('flow', sure, [left, start], [at, start], [at, entry], [left, entry]);
    }
  }
}
