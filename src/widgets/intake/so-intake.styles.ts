import { css } from 'lit';

export const styles = css`
  .intake {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 7);
  }

  /* The widgets inside have the size of the one around them, not a step more. */
  so-eligibility-checklist,
  so-document-uploader,
  so-case-status-tracker {
    font-size: inherit;
  }

  .intake__title {
    font-size: 1.125em;
    color: var(--_so-muted);
  }

  .page {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 6);
    max-inline-size: var(--_so-measure);
  }

  .page--wide {
    max-inline-size: none;
  }

  .stack-medium {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .steps ol {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    padding: 0;
    max-inline-size: none;
    list-style: none;
  }

  .steps__line {
    display: none;
    font-weight: 600;
  }

  .step {
    flex: 1 1 0;
    min-inline-size: 0;
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 2);
    padding-block-start: calc(var(--_so-space) * 3);
    border-block-start: 0.1875em solid var(--_so-border);
    color: var(--_so-muted);
    font-size: 0.875em;
    line-height: 1.3;
  }

  .step--done,
  .step--now {
    border-block-start-color: var(--_so-accent);
  }

  .step--now {
    color: var(--_so-text);
    font-weight: 650;
  }

  .step__mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1.75em;
    block-size: 1.75em;
    border: 0.0625em solid var(--_so-control-border);
    border-radius: 50%;
  }

  .step--now .step__mark {
    border-color: var(--_so-accent);
    background: var(--_so-accent);
    color: var(--_so-on-accent);
  }

  .step--done .step__mark {
    border-color: var(--_so-accent);
    color: var(--_so-accent);
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

  .facts {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
    padding-inline-start: 1.25em;
  }

  .facts ::marker {
    color: var(--_so-accent);
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

  @container (max-width: 44em) {
    .steps__line {
      display: block;
      margin-block-end: calc(var(--_so-space) * 2);
    }

    .steps ol {
      gap: calc(var(--_so-space) * 1.5);
    }

    .step {
      padding: 0;
      border-block-start-width: 0.3125em;
      border-radius: 0.125em;
    }

    .step__mark {
      display: none;
    }

    .step__name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }

  @container (max-width: 30em) {
    .answer {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .answer dt {
      grid-column: 1 / -1;
    }
  }

  @media (forced-colors: active) {
    .step--done,
    .step--now {
      border-block-start-color: Highlight;
    }

    .step--to-come {
      border-block-start-color: GrayText;
    }
  }
`;
