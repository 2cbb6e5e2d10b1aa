/** The icons we use, from Lucide (ISC licence), taken in at build time and hidden from assistive technology. */
import { nothing, svg, type SVGTemplateResult, type TemplateResult, html } from 'lit';
import type { IconNode } from 'lucide';

type Attributes = Record<string, string | number | undefined>;

/** Lucide draws with these five elements only. */
function shape(tag: string, a: Attributes): SVGTemplateResult | typeof nothing {
  switch (tag) {
    case 'path':
      return svg`<path d=${a['d'] ?? ''}></path>`;
    case 'circle':
      return svg`<circle cx=${a['cx'] ?? 0} cy=${a['cy'] ?? 0} r=${a['r'] ?? 0}></circle>`;
    case 'rect':
      return svg`<rect x=${a['x'] ?? 0} y=${a['y'] ?? 0} width=${a['width'] ?? 0} height=${a['height'] ?? 0} rx=${a['rx'] ?? 0}></rect>`;
    case 'line':
      return svg`<line x1=${a['x1'] ?? 0} y1=${a['y1'] ?? 0} x2=${a['x2'] ?? 0} y2=${a['y2'] ?? 0}></line>`;
    case 'polyline':
      return svg`<polyline points=${a['points'] ?? ''}></polyline>`;
    default:
      return nothing;
  }
}

/** An icon of the text's own colour and size; who shows it imports it from Lucide, so that each chunk has its own. */
export function icon(node: IconNode): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${node.map(([tag, attributes]) => shape(tag, attributes as Attributes))}
  </svg>`;
}
