/** What every widget looks like: type, controls, notices, focus. `em` and logical properties only. */
import { css } from 'lit';

export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    box-sizing: border-box;
    font-family: var(--_so-font);
    font-size: var(--so-font-size, 1.125em);
    line-height: 1.5;
    color: var(--_so-text);
    text-align: start;
    overflow-wrap: break-word;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin: 0;
    line-height: 1.25;
    font-weight: 650;
    text-wrap: balance;
  }

  .heading {
    font-size: 1.5em;
    letter-spacing: -0.01em;
  }

  .subheading {
    font-size: 1.125em;
  }

  p,
  ul,
  ol {
    margin: 0;
    max-inline-size: var(--_so-measure);
  }

  .stack {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: calc(var(--_so-space) * 6);
  }

  .stack-small {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 3);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_so-space) * 3);
  }

  .muted {
    color: var(--_so-muted);
  }

  .small {
    font-size: 0.875em;
  }

  .numbers {
    font-variant-numeric: tabular-nums;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }

  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    vertical-align: -0.25em;
  }

  /* Focus by outline, so that forced colours show it too (WCAG 2.4.11, 2.4.13). */
  :focus-visible {
    outline: 0.1875em solid var(--_so-focus);
    outline-offset: 0.125em;
  }

  [tabindex='-1']:focus-visible {
    outline-offset: 0.25em;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_so-space) * 2);
    min-block-size: var(--_so-target);
    padding: calc(var(--_so-space) * 2) calc(var(--_so-space) * 5);
    border: 0.0625em solid var(--_so-accent);
    border-radius: var(--_so-radius);
    background: var(--_so-accent);
    color: var(--_so-on-accent);
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }

  .button:hover {
    background: var(--_so-accent-strong);
    border-color: var(--_so-accent-strong);
  }

  .button--secondary {
    background: var(--_so-surface);
    color: var(--_so-accent);
    border-color: var(--_so-control-border);
  }

  .button--secondary:hover {
    background: var(--_so-accent-soft);
    color: var(--_so-accent-strong);
    border-color: var(--_so-accent);
  }

  /* Looks like a link, is a button: small actions beside a line of text. */
  .button--quiet {
    min-block-size: 2.75em;
    padding-inline: calc(var(--_so-space) * 2);
    background: transparent;
    border-color: transparent;
    color: var(--_so-accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 0.0625em;
  }

  .button--quiet:hover {
    background: var(--_so-accent-soft);
    border-color: transparent;
    color: var(--_so-accent-strong);
  }

  .button[aria-disabled='true'] {
    background: var(--_so-raised);
    border-color: var(--_so-border);
    color: var(--_so-muted);
    cursor: default;
  }

  a:not(.button) {
    color: var(--_so-accent);
    text-underline-offset: 0.2em;
  }

  .notice {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    padding: calc(var(--_so-space) * 4);
    border: 0.0625em solid var(--_so-border);
    border-inline-start: 0.25em solid var(--_so-accent);
    border-radius: var(--_so-radius);
    background: var(--_so-raised);
  }

  .notice > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-accent);
  }

  .notice--success {
    border-inline-start-color: var(--_so-success);
    background: var(--_so-success-soft);
  }

  .notice--success > .icon {
    color: var(--_so-success);
  }

  .notice--warning {
    border-inline-start-color: var(--_so-warning);
    background: var(--_so-warning-soft);
  }

  .notice--warning > .icon {
    color: var(--_so-warning);
  }

  .notice--danger {
    border-inline-start-color: var(--_so-danger);
    background: var(--_so-danger-soft);
  }

  .notice--danger > .icon {
    color: var(--_so-danger);
  }

  .notice__body {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
  }

  .notice__title {
    font-size: 1em;
    font-weight: 650;
  }

  .card {
    padding: calc(var(--_so-space) * 5);
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
  }

  .skeleton {
    display: block;
    block-size: 1.25em;
    border-radius: 0.25em;
    background: var(--_so-raised);
    border: 0.0625em solid var(--_so-border);
  }

  @container (max-width: 30em) {
    .actions {
      flex-direction: column;
      align-items: stretch;
    }

    .card {
      padding: calc(var(--_so-space) * 4);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }

  @media (forced-colors: active) {
    .button,
    .notice,
    .card {
      border: 0.0625em solid;
    }
  }

  @media print {
    .no-print {
      display: none !important;
    }
  }
`;
