/** What sections are drawn on, from top to bottom: three layers of items, and how far down the last of them is. */
import {
  lineHeight,
  textAt,
  type Box,
  type Edge,
  type Frame,
  type Item,
  type Place,
  type Scene,
  type Text,
} from './scene.js';
import type { OutcomePlan } from './plan.js';

export const WIDTH = 900;
export const MARGIN = 28;
const CHIP_WIDTH = 248;
export const CHIP_X = WIDTH - MARGIN - CHIP_WIDTH;
/** Where questions and rules end; the lines to the outcomes have the room after it. */
export const BOX_END = CHIP_X - 42;
const CHIP_GAP = 6;

type TextOptions = Parameters<typeof textAt>[3];

/** Something whose height is known before it has its place. */
export interface Piece {
  height: number;
  /** Puts it there; gives the middles at which lines to it end. */
  place(y: number): number[];
}

export class Canvas {
  readonly #back: Item[] = [];
  readonly #edges: Item[] = [];
  readonly #front: Item[] = [];
  /** Where the next thing goes. */
  y = MARGIN;

  scene(): Scene {
    const items = [...this.#back, ...this.#edges, ...this.#front];
    return { width: WIDTH, height: this.y + MARGIN, items };
  }

  add(item: Item): void {
    this.#front.push(item);
  }

  text(place: Place, words: string, look: Text['look'], options?: TextOptions): Text {
    const text = textAt(place, words, look, options);
    this.#front.push(text);
    return text;
  }

  /** Gives the frame itself: its height may follow when all that is inside has its place. */
  frame(box: Box, look: Frame['look'], tone?: Frame['tone']): Frame {
    const frame: Frame = { type: 'frame', ...box, look, ...(tone && { tone }) };
    (look === 'group' ? this.#back : this.#front).push(frame);
    return frame;
  }

  edge(look: Edge['look'], sure: boolean, ...points: Edge['points']): void {
    this.#edges.push({ type: 'edge', points, sure, look });
  }

  /** A paragraph over the whole width. */
  line(words: string, look: Text['look'], options?: TextOptions): void {
    const place = { x: MARGIN, y: this.y, width: WIDTH - 2 * MARGIN };
    this.y += this.text(place, words, look, options).height;
  }

  heading(words: string): void {
    this.y += 26;
    this.line(words, 'heading');
    this.y += 10;
  }

  /** An outcome's sign, letter and title at the right. */
  chip({ kind, letter, title: words }: OutcomePlan, isSure: boolean): Piece {
    const inner = { x: CHIP_X + 62, y: 0, width: CHIP_WIDTH - 62 - 12 };
    const title = textAt(inner, words, 'body', { tone: kind, most: 4 });
    const height = title.height + 10;
    const place = (y: number) => {
      const middle = y + height / 2;
      this.frame({ x: CHIP_X, y, width: CHIP_WIDTH, height }, isSure ? 'chip' : 'maybe-chip', kind);
      this.add({ type: 'sign', x: CHIP_X + 10, y: middle - 8, width: 16, height: 16, kind });
      const at = { x: CHIP_X + 33, y: middle - lineHeight('strong') / 2, width: 31 };
      this.text(at, letter ?? '', 'strong', { tone: kind });
      this.add({ ...title, y: y + 5 });
      return [middle];
    };
    return { height, place };
  }

  /** Chips below each other. */
  chips(outcomes: readonly OutcomePlan[], isSure: boolean): Piece {
    const chips = outcomes.map((outcome) => this.chip(outcome, isSure));
    const height = chips.reduce((sum, chip) => sum + chip.height, CHIP_GAP * Math.max(0, chips.length - 1));
    const place = (y: number) =>
      chips.flatMap((chip) => {
        const middles = chip.place(y);
        y += chip.height + CHIP_GAP;
        return middles;
      });
    return { height, place };
  }
}
