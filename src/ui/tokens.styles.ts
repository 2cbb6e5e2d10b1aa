/**
 * Design tokens. Public ones (`--so-*`) are set by the host page; private ones (`--_so-*`) are what the styles use.
 * Dark colours follow the page's own `color-scheme`: a widget is never dark on a page that is light.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    --_so-font: var(--so-font-family, inherit);
    --_so-text: var(--so-color-text, light-dark(#16242b, #e6eef0));
    --_so-muted: var(--so-color-muted, light-dark(#48585f, #a9bac0));
    --_so-surface: var(--so-color-surface, light-dark(#ffffff, #12191c));
    --_so-raised: var(--so-color-raised, light-dark(#f4f7f7, #1a2327));
    --_so-border: var(--so-color-border, light-dark(#cdd7d9, #37464c));
    /* Borders of things to be operated keep 3:1 (WCAG 1.4.11). */
    --_so-control-border: var(--so-color-control-border, light-dark(#66767c, #8799a0));
    --_so-accent: var(--so-color-accent, light-dark(#0a5560, #74cfdb));
    --_so-accent-strong: var(--so-color-accent-strong, light-dark(#063c44, #a5e3eb));
    --_so-accent-soft: var(--so-color-accent-soft, light-dark(#e6f2f3, #16343a));
    --_so-on-accent: var(--so-color-on-accent, light-dark(#ffffff, #06262b));
    --_so-focus: var(--so-color-focus, light-dark(#0a5560, #a5e3eb));
    --_so-success: light-dark(#1a6437, #7fd6a0);
    --_so-success-soft: light-dark(#e8f4ec, #15301f);
    --_so-warning: light-dark(#7a4b00, #f0c06a);
    --_so-warning-soft: light-dark(#fdf3e0, #352811);
    --_so-danger: light-dark(#a3191f, #ff9d9a);
    --_so-danger-soft: light-dark(#fcebeb, #3c1a1b);
    --_so-radius: var(--so-radius, 0.5em);
    --_so-space: var(--so-space, 0.25em);
    --_so-measure: 38em;
    --_so-target: 2.75em;
  }

  /* A scheme of its own needs a ground of its own, whatever the page's is. */
  :host([theme]) {
    background: var(--_so-surface);
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
