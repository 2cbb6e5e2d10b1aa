/** What a picture is made of, placed: geometry and text, no markup. */
import type { OutcomeKind } from '../../contract/index.js';
import { measure, wrap, type Font } from './text.js';

export const FONTS = {
  title: { size: 22, bold: true },
  heading: { size: 16, bold: true },
  question: { size: 14.5, bold: true },
  body: { size: 13 },
  strong: { size: 13, bold: true },
  small: { size: 11.5 },
} satisfies Record<string, Font>;

export type TextLook = keyof typeof FONTS;

const LINE = 1.36;

export const lineHeight = (look: TextLook): number => Math.round(FONTS[look].size * LINE);

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Text extends Box {
  type: 'text';
  lines: readonly string[];
  look: TextLook;
  tone: 'plain' | 'muted' | 'on-mark' | OutcomeKind | 'gap';
  align: 'start' | 'middle' | 'end';
}

/** A filled or outlined area. */
export interface Frame extends Box {
  type: 'frame';
  look: 'question' | 'aside' | 'group' | 'note' | 'mark' | 'rule' | 'chip' | 'maybe-chip';
  tone?: OutcomeKind | 'gap';
}

/** A line along right angles, from one box to another. */
export interface Edge {
  type: 'edge';
  points: readonly (readonly [x: number, y: number])[];
  /** Whether it is always followed, or depends on other answers. */
  sure: boolean;
  /** Between questions, to an outcome, from a rule, or in the key. */
  look: 'flow' | 'exit' | 'rule' | 'key';
}

/** The sign of an outcome's kind, so that colour is not needed to tell. */
export interface Sign extends Box {
  type: 'sign';
  kind: OutcomeKind | 'gap';
}

export type Item = Text | Frame | Edge | Sign;

export interface Scene {
  width: number;
  height: number;
  items: readonly Item[];
}

export interface Place {
  x: number;
  y: number;
  width: number;
}

/** Text broken to fit a width. Its box is as wide as its longest line may be. */
export function textAt(
  { x, y, width }: Place,
  words: string,
  look: TextLook,
  {
    tone = 'plain',
    align = 'start',
    most = Infinity,
  }: { tone?: Text['tone']; align?: Text['align']; most?: number } = {},
): Text {
  const lines = wrap(words, width, FONTS[look], most);
  const widest = Math.min(width, Math.max(0, ...lines.map((line) => measure(line, FONTS[look]))));
  const left = align === 'start' ? x : align === 'end' ? x + width - widest : x + (width - widest) / 2;
  const height = lines.length * lineHeight(look);
  return { type: 'text', x: left, y, width: widest, height, lines, look, tone, align };
}
