/** Everything after the introduction; adopted when it is first needed. */
import { css } from 'lit';
import { formStyles } from '../../ui/form.styles.js';
import { outcomeStyles } from './outcome.styles.js';

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

  /* The layout of one run is nobody else's. */
  .run {
    contain: layout;
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

  @media print {
    .all :is(fieldset, .note) {
      content-visibility: visible;
    }
  }
`;

export const pageStyles = [formStyles, styles, outcomeStyles];
