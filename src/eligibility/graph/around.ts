/** The sections around the questions: what it is and how it can end above, the rules below. */
import { BOX_END, CHIP_X, MARGIN, WIDTH, type Canvas } from './canvas.js';
import type { OutcomePlan, Plan } from './plan.js';
import { lineHeight, textAt } from './scene.js';
import type { Saying } from './saying.js';

const COLUMN_GAP = 24;
const COLUMN = (WIDTH - 2 * MARGIN - COLUMN_GAP) / 2;
/** Within a column, before its text. */
const INDENT = 58;

const columnAt = (index: number) => MARGIN + index * (COLUMN + COLUMN_GAP);

export function drawHead(
  canvas: Canvas,
  { title, about, warnings, outcomes }: Plan,
  { words }: Saying,
): void {
  canvas.line(title, 'title');
  canvas.y += 4;
  canvas.line(about, 'body', { tone: 'muted' });
  for (const warning of warnings) drawWarning(canvas, warning);
  canvas.heading(words.ends);
  for (let i = 0; i < outcomes.length; i += 2) {
    const heights = outcomes
      .slice(i, i + 2)
      .map((each, column) => drawOutcome(canvas, each, columnAt(column)));
    canvas.y += Math.max(...heights) + 10;
  }
  canvas.y += 6;
  const heights = [words.alwaysEnds, words.mayEnd].map((meaning, column) => {
    const x = columnAt(column);
    const middle = canvas.y + lineHeight('body') / 2;
    canvas.edge('key', column === 0, [x, middle], [x + INDENT - 10, middle]);
    return canvas.text({ x: x + INDENT, y: canvas.y, width: COLUMN - INDENT }, meaning, 'body').height;
  });
  canvas.y += Math.max(...heights);
}

function drawWarning(canvas: Canvas, words: string): void {
  const box = { x: MARGIN, y: canvas.y + 12, width: WIDTH - 2 * MARGIN, height: 0 };
  const text = textAt({ x: box.x + 14, y: box.y + 10, width: box.width - 28 }, words, 'strong');
  canvas.frame({ ...box, height: text.height + 20 }, 'question');
  canvas.add(text);
  canvas.y = box.y + text.height + 20;
}

function drawOutcome(canvas: Canvas, { kind, letter, title, about }: OutcomePlan, x: number): number {
  const y = canvas.y + 2;
  canvas.add({ type: 'sign', x, y, width: 18, height: 18, kind });
  canvas.text({ x: x + 24, y, width: 32 }, letter ?? '', 'strong', { tone: kind });
  const place = { x: x + INDENT, width: COLUMN - INDENT };
  const head = canvas.text({ ...place, y }, title, 'strong');
  const below = canvas.text({ ...place, y: y + head.height }, about, 'small', { tone: 'muted' });
  return head.height + below.height + 2;
}

export function drawRules(canvas: Canvas, { rules, outcomes }: Plan, { words }: Saying): void {
  canvas.y += 10;
  canvas.heading(words.rules);
  canvas.y -= 6;
  canvas.line(words.rulesHelp, 'body', { tone: 'muted' });
  canvas.y += 8;
  rules.forEach(({ reason, condition, outcome }, i) => {
    canvas.frame({ x: MARGIN, y: canvas.y, width: WIDTH - 2 * MARGIN, height: 1 }, 'rule');
    const y = canvas.y + 10;
    canvas.text({ x: MARGIN, y, width: 32 }, String(i + 1), 'strong', { tone: 'muted' });
    const place = { x: MARGIN + 36, width: BOX_END - MARGIN - 36 };
    const head = canvas.text({ ...place, y }, reason, 'strong');
    const below = canvas.text({ ...place, y: y + head.height + 2 }, condition, 'body', { tone: 'muted' });
    const to = outcomes[outcome];
    const chip = to && canvas.chip(to, true);
    for (const middle of chip?.place(y) ?? [])
      canvas.edge('rule', true, [BOX_END + 8, middle], [CHIP_X, middle]);
    canvas.y = Math.max(below.y + below.height, y + (chip?.height ?? 0)) + 10;
  });
}
