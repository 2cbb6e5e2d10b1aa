/** The outcome, the list of answers, and whether they are kept. */
import { css } from 'lit';

export const outcomeStyles = css`
  .outcome {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 5);
    padding: calc(var(--_so-space) * 6);
    border: 0.0625em solid var(--_so-border);
    border-block-start: 0.375em solid var(--_so-accent);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
  }

  .outcome--eligible {
    border-block-start-color: var(--_so-success);
  }

  .outcome--seek-care-now {
    border-color: var(--_so-danger);
    background: var(--_so-danger-soft);
  }

  .mark {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 2);
    color: var(--_so-accent);
    font-weight: 600;
  }

  .outcome--eligible .mark {
    color: var(--_so-success);
  }

  .outcome--seek-care-now .mark {
    color: var(--_so-danger);
  }

  .outcome__section {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
  }

  .button--emergency {
    align-self: flex-start;
    min-block-size: 3.25em;
    font-size: 1.125em;
    background: var(--_so-danger);
    border-color: var(--_so-danger);
    color: var(--_so-surface);
  }

  .button--emergency:hover {
    background: var(--_so-text);
    border-color: var(--_so-text);
  }

  .answers {
    margin: 0;
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .answers__row {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: start;
    column-gap: calc(var(--_so-space) * 4);
    padding-block: calc(var(--_so-space) * 3);
    border-block-end: 0.0625em solid var(--_so-border);
  }

  .answers__row dt {
    grid-column: 1;
    color: var(--_so-muted);
    font-size: 0.9375em;
  }

  .answers__row dd {
    grid-column: 1;
    margin: 0;
    font-weight: 600;
  }

  .answers__row .answers__change {
    grid-column: 2;
    grid-row: 1 / span 2;
    margin-inline-end: calc(var(--_so-space) * -2);
  }

  .more summary {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 1.5);
    inline-size: fit-content;
    min-block-size: var(--_so-target);
    padding-inline-end: calc(var(--_so-space) * 2);
    border-radius: var(--_so-radius);
    color: var(--_so-accent);
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }

  .more summary::-webkit-details-marker {
    display: none;
  }

  .more summary:hover span {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .more .icon {
    transition: rotate 0.15s;
  }

  .more summary:dir(rtl) .icon {
    rotate: 180deg;
  }

  .more[open] .icon,
  .more[open] summary:dir(rtl) .icon {
    rotate: 90deg;
  }

  .more > div {
    padding-block: calc(var(--_so-space) * 2);
  }

  .keep {
    display: flex;
    flex-direction: column;
    gap: var(--_so-space);
    max-inline-size: var(--_so-measure);
    margin-block-start: calc(var(--_so-space) * 8);
    padding-block-start: calc(var(--_so-space) * 4);
    border-block-start: 0.0625em solid var(--_so-border);
    color: var(--_so-muted);
  }

  .keep > * {
    font-size: 0.9375em;
  }

  .page > .keep {
    margin-block-start: 0;
  }

  .keep__button {
    margin-inline-start: calc(var(--_so-space) * -2);
    text-align: start;
  }

  .print-only {
    display: none;
  }

  @container (max-width: 30em) {
    .outcome {
      padding: calc(var(--_so-space) * 4);
    }

    .button--emergency {
      align-self: stretch;
    }
  }

  @media (forced-colors: active) {
    .outcome {
      border: 0.1875em solid;
    }

    /* Quiet buttons have borders here, which stand in line with the rest. */
    .back,
    .keep__button,
    .answers__row .answers__change {
      margin-inline: 0;
    }
  }

  @media print {
    .outcome,
    .answers__row {
      break-inside: avoid;
    }

    /* Paper has nothing to unfold. */
    .more::details-content {
      content-visibility: visible;
      block-size: auto;
    }

    .more .icon {
      display: none;
    }

    .more summary {
      break-after: avoid;
    }

    .print-only {
      display: block;
    }
  }
`;
