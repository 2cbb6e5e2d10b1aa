/** The steps after the first screen. */
import { css } from 'lit';

export const stepStyles = css`
  .page--wide {
    max-inline-size: none;
  }

  .stack-medium {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .intake .date {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_so-space) * 4);
    margin-block-start: calc(var(--_so-space) * 2);
  }

  .date__day,
  .date__month {
    inline-size: 4.25em;
  }

  .date__year {
    inline-size: 5.75em;
  }

  .choices {
    margin-block-start: calc(var(--_so-space) * 3);
  }

  .consent__text {
    white-space: pre-line;
  }

  .answers {
    margin: 0;
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .answer {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 4fr) minmax(5em, auto);
    gap: calc(var(--_so-space) * 1) calc(var(--_so-space) * 4);
    align-items: baseline;
    padding-block: calc(var(--_so-space) * 2);
    border-block-end: 0.0625em solid var(--_so-border);
  }

  .answer dt {
    font-weight: 600;
  }

  .answer dd {
    margin: 0;
    min-inline-size: 0;
  }

  .verbatim {
    white-space: pre-line;
  }

  .back {
    align-self: flex-start;
    margin-inline-start: calc(var(--_so-space) * -2);
    text-decoration: none;
    font-weight: 400;
  }

  .back:dir(rtl) .icon {
    transform: scaleX(-1);
  }

  .close {
    display: flex;
    gap: calc(var(--_so-space) * 2);
    max-inline-size: var(--_so-measure);
    padding-block-start: calc(var(--_so-space) * 4);
    border-block-start: 0.0625em solid var(--_so-border);
    color: var(--_so-muted);
    font-size: 0.9375em;
  }

  .start-over {
    margin-inline-start: calc(var(--_so-space) * -2);
    text-align: start;
  }

  dialog {
    max-inline-size: min(32em, calc(100vi - 2em));
    padding: calc(var(--_so-space) * 6);
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
    color: var(--_so-text);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }

  @container (max-width: 30em) {
    .answer {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .answer dt {
      grid-column: 1 / -1;
    }
  }
`;
