/** A scene as one SVG document: static, with real text, colours for light, dark, print and forced colours. */
import type { OutcomeKind } from '../../contract/index.js';
import { FONTS, lineHeight, type Edge, type Frame, type Scene, type Sign, type Text } from './scene.js';

export interface DocumentHead {
  /** Unique among the pictures of a page. */
  id: string;
  title: string;
  description: string;
  language: string;
  rightToLeft: boolean;
}

/** XML text. Characters that XML 1.0 has no place for are left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const round = (value: number): string => String(Math.round(value * 10) / 10);

const LIGHT = `--ground:#fff;--text:#16242b;--muted:#48585f;--line:#cdd7d9;--raised:#f4f7f7;--flow:#66767c;--mark:#0a5560;--on-mark:#fff;
--eligible:#1a6437;--eligible-soft:#e8f4ec;--needs-review:#7a4b00;--needs-review-soft:#fdf3e0;--not-eligible:#46525a;--not-eligible-soft:#ebeff0;--seek-care-now:#a3191f;--seek-care-now-soft:#fcebeb;--gap:#7a1fa2;--gap-soft:#f6eafa`;
const DARK = `--ground:#12191c;--text:#e6eef0;--muted:#a9bac0;--line:#37464c;--raised:#1a2327;--flow:#8799a0;--mark:#74cfdb;--on-mark:#06262b;
--eligible:#7fd6a0;--eligible-soft:#15301f;--needs-review:#f0c06a;--needs-review-soft:#352811;--not-eligible:#b9c6cb;--not-eligible-soft:#273136;--seek-care-now:#ff9d9a;--seek-care-now-soft:#3c1a1b;--gap:#dba6f0;--gap-soft:#34193f`;
const TONES = ['eligible', 'needs-review', 'not-eligible', 'seek-care-now', 'gap'] as const;
const FORCED = `--ground:Canvas;--text:CanvasText;--muted:CanvasText;--line:CanvasText;--raised:Canvas;--flow:CanvasText;--mark:CanvasText;--on-mark:Canvas;
${TONES.map((tone) => `--${tone}:CanvasText;--${tone}-soft:Canvas`).join(';')}`;

const style = (root: string): string => `
${root}{${LIGHT};font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;forced-color-adjust:none;background:var(--ground)}
@media screen and (prefers-color-scheme:dark){${root}{${DARK}}}
@media (forced-colors:active){${root}{${FORCED}}}
${root} text{fill:var(--text);white-space:pre}
${Object.entries(FONTS)
  .map(
    ([look, font]) => `${root} .${look}{font-size:${font.size}px${'bold' in font ? ';font-weight:600' : ''}}`,
  )
  .join('\n')}
${root} .muted{fill:var(--muted)}
${root} .on-mark{fill:var(--on-mark)}
${root} .ground{fill:var(--ground)}
${root} .frame-question{fill:var(--raised);stroke:var(--line)}
${root} .frame-aside{fill:var(--ground);stroke:var(--flow);stroke-dasharray:2 4;stroke-linecap:round}
${root} .frame-group{fill:none;stroke:var(--line);stroke-width:1.5}
${root} .frame-note{fill:var(--ground);stroke:var(--line)}
${root} .frame-mark{fill:var(--mark);stroke:none}
${root} .frame-rule{fill:var(--line);stroke:none}
${root} .edge{fill:none;stroke:var(--flow);stroke-width:1.6;stroke-linejoin:round}
${root} .maybe{stroke-dasharray:5 4}
${root} .head{fill:var(--flow);stroke:none}
${root} .sign{fill:currentColor;stroke:none}
${root} .sign-mark{fill:none;stroke:var(--ground);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
${TONES.map(
  (tone) =>
    `${root} .${tone}{color:var(--${tone})}${root} text.${tone}{fill:var(--${tone})}${root} .frame-chip.${tone}{fill:var(--${tone}-soft);stroke:var(--${tone})}${root} .frame-maybe-chip.${tone}{fill:var(--ground);stroke:var(--${tone});stroke-dasharray:5 4}`,
).join('\n')}
`;

/** Signs in a square of 16. */
const SIGNS: Record<OutcomeKind | 'gap', { shape: string; mark: string }> = {
  eligible: { shape: 'M8 0a8 8 0 1 1 0 16a8 8 0 1 1 0-16z', mark: 'M4.6 8.3l2.4 2.4l4.5-5' },
  'not-eligible': { shape: 'M1 1h14v14h-14z', mark: 'M5 5l6 6M11 5l-6 6' },
  'needs-review': { shape: 'M8 -0.5l8.5 8.5l-8.5 8.5l-8.5-8.5z', mark: 'M5 8h0M8 8h0M11 8h0' },
  'seek-care-now': { shape: 'M4.7 0h6.6l4.7 4.7v6.6l-4.7 4.7h-6.6l-4.7-4.7v-6.6z', mark: 'M8 3.8v5M8 12h0' },
  gap: { shape: 'M8 0l8.5 15.5h-17z', mark: 'M8 5v5M8 13h0' },
};

export function svgOf(scene: Scene, head: DocumentHead): string {
  const { width, height } = scene;
  const pen = new Pen(width, head.rightToLeft);
  const name = escapeXml(head.id);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="eligibility-graph" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc" lang="${escapeXml(head.language)}">
<title id="${name}-title">${escapeXml(head.title)}</title>
<desc id="${name}-desc">${escapeXml(head.description)}</desc>
<style>${style('.eligibility-graph')}</style>
<rect class="ground" width="100%" height="100%"/>
${scene.items.map((item) => pen.draw(item)).join('\n')}
</svg>
`;
}

/** Draws items; from right to left where the language is read so. */
class Pen {
  readonly #width: number;
  readonly #mirrored: boolean;

  constructor(width: number, mirrored: boolean) {
    this.#width = width;
    this.#mirrored = mirrored;
  }

  draw(item: Scene['items'][number]): string {
    switch (item.type) {
      case 'text':
        return this.#text(item);
      case 'frame':
        return this.#frame(item);
      case 'edge':
        return this.#edge(item);
      case 'sign':
        return this.#sign(item);
    }
  }

  #x(x: number, width = 0): number {
    return this.#mirrored ? this.#width - x - width : x;
  }

  #text({ x, y, width, lines, look, tone, align }: Text): string {
    const left = this.#x(x, width);
    const side = align === 'middle' ? align : (align === 'start') === this.#mirrored ? 'right' : 'left';
    const at = round(side === 'left' ? left : side === 'right' ? left + width : left + width / 2);
    const direction = directionOf(lines.join(' ')) ?? (this.#mirrored ? 'rtl' : 'ltr');
    // Where a text begins is a matter of its own direction, not of the side that it stands on.
    const starts = direction === 'rtl' ? 'right' : 'left';
    const anchor = side === 'middle' ? side : side === starts ? 'start' : 'end';
    const classes = tone === 'plain' ? look : `${look} ${tone}`;
    const height = lineHeight(look);
    // The baseline stands so that the letters are in the middle of their line.
    const first = y + height / 2 + FONTS[look].size * 0.36;
    const each = lines.map(
      (line, i) => `<tspan x="${at}" y="${round(first + i * height)}">${escapeXml(line)}</tspan>`,
    );
    return `<text class="${classes}" direction="${direction}" text-anchor="${anchor}">${each.join('')}</text>`;
  }

  #frame({ x, y, width, height, look, tone }: Frame): string {
    const radius =
      look === 'rule' ? 0 : look === 'mark' || look.endsWith('chip') ? Math.min(13, height / 2) : 8;
    return `<rect class="frame-${look}${tone ? ` ${tone}` : ''}" x="${round(this.#x(x, width))}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(radius)}"/>`;
  }

  #edge({ points, sure }: Edge): string {
    const at = points.map(([x, y]): [number, number] => [this.#x(x), y]);
    const end = at.at(-1);
    const before = at.at(-2);
    if (!end || !before) return '';
    const [dx, dy] = [Math.sign(end[0] - before[0]), Math.sign(end[1] - before[1])];
    // The line ends within the arrow's head, so that its end does not show beside the tip.
    const line = rounded([...at.slice(0, -1), [end[0] - dx * 5, end[1] - dy * 5]]);
    const [bx, by] = [end[0] - dx * 8, end[1] - dy * 8];
    const corners = [end, [bx - dy * 4.5, by + dx * 4.5], [bx + dy * 4.5, by - dx * 4.5]];
    const head = corners.map(([x, y]) => `${round(x ?? 0)} ${round(y ?? 0)}`).join('L');
    return `<path class="edge${sure ? '' : ' maybe'}" d="${line}"/><path class="head" d="M${head}z"/>`;
  }

  #sign({ x, y, width, kind }: Sign): string {
    const { shape, mark } = SIGNS[kind];
    const place = `translate(${round(this.#x(x, width))} ${round(y)}) scale(${round(width / 16)})`;
    return `<g class="${kind}" transform="${place}"><path class="sign" d="${shape}"/><path class="sign-mark" d="${mark}"/></g>`;
  }
}

/** By the first letter that has a direction; undefined where none has. */
function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A line along right angles with its corners rounded. */
function rounded(points: readonly (readonly [number, number])[]): string {
  const RADIUS = 6;
  return points
    .map(([x, y], i) => {
      const before = points[i - 1];
      const after = points[i + 1];
      if (!before) return `M${round(x)} ${round(y)}`;
      if (!after) return `L${round(x)} ${round(y)}`;
      const reach = (to: readonly [number, number]) =>
        Math.min(RADIUS, (Math.abs(to[0] - x) + Math.abs(to[1] - y)) / 2);
      const radius = Math.min(reach(before), reach(after));
      const towards = (to: readonly [number, number]) =>
        `${round(x + Math.sign(to[0] - x) * radius)} ${round(y + Math.sign(to[1] - y) * radius)}`;
      return `L${towards(before)}Q${round(x)} ${round(y)} ${towards(after)}`;
    })
    .join('');
}
