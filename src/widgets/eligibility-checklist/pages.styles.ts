/** Questions and outcome; adopted when they are first needed. */
import { css } from 'lit';
import { formStyles } from '../../ui/form.styles.js';

const styles = css`
  .back {
    align-self: flex-start;
    margin-inline-start: calc(var(--_so-space) * -2);
    margin-block-end: calc(var(--_so-space) * -3);
    text-decoration: none;
    font-weight: 400;
  }

  .back:dir(rtl) .icon {
    transform: scaleX(-1);
  }

  .progress {
    display: block;
    margin-block-end: calc(var(--_so-space) * 2);
    color: var(--_so-muted);
    font-size: 0.9375em;
    font-weight: 400;
  }

  .caption {
    display: block;
    color: var(--_so-muted);
    font-weight: 600;
  }

  .optional {
    font-size: 0.75em;
    font-weight: 400;
  }

  legend {
    margin-block-end: calc(var(--_so-space) * 5);
  }

  .picture {
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--_so-radius);
  }

  .note {
    padding-inline-start: calc(var(--_so-space) * 4);
    border-inline-start: 0.25em solid var(--_so-accent);
  }

  /* What is far from the view is neither laid out nor painted. The padding leaves room for outlines, which are cut off. */
  .all :is(fieldset, .note) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 14em;
  }

  .all fieldset {
    margin-inline: calc(var(--_so-space) * -2);
    padding: calc(var(--_so-space) * 2) calc(var(--_so-space) * 2) calc(var(--_so-space) * 6);
  }

  .all .note,
  .all .subheading {
    margin-block-end: calc(var(--_so-space) * 4);
  }

  .all legend {
    margin-block-end: calc(var(--_so-space) * 3);
  }

  .question {
    font-weight: 600;
  }

  .question .optional {
    font-size: 0.875em;
  }

  .date {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_so-space) * 4);
  }

  .date .input {
    inline-size: 4em;
  }

  .date .date__year {
    inline-size: 6em;
  }

  .number {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 3);
  }

  .number .input {
    inline-size: 6em;
  }

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
  }

  @media print {
    .all :is(fieldset, .note) {
      content-visibility: visible;
    }

    .outcome {
      break-inside: avoid;
    }
  }
`;

export const pageStyles = [formStyles, styles];
