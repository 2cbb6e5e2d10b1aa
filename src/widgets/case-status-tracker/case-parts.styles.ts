/** What stands below and beside where the case is; adopted with it. */
import { css } from 'lit';
import { formStyles } from '../../ui/form.styles.js';

const styles = css`
  .request__title {
    font-size: 1em;
  }

  .report {
    border-color: var(--_so-success);
    background: var(--_so-success-soft);
  }

  .document,
  .consents__item {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    padding-block: calc(var(--_so-space) * 3);
    border-block-end: 0.0625em solid var(--_so-border);
  }

  .document > div,
  .consents__item > div {
    min-inline-size: 0;
  }

  .document > .icon,
  .consents__item > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-muted);
  }

  .document__name {
    overflow-wrap: anywhere;
  }

  .document--problem > .icon,
  .document--problem strong {
    color: var(--_so-danger);
  }

  .history summary,
  .settled summary,
  .consents__item summary,
  .consents__new summary {
    inline-size: fit-content;
    padding-block: calc(var(--_so-space) * 2);
    color: var(--_so-accent);
    font-weight: 600;
    cursor: pointer;
  }

  .history__list > li {
    padding-block: calc(var(--_so-space) * 2);
    padding-inline-start: calc(var(--_so-space) * 4);
    border-inline-start: 0.125em solid var(--_so-border);
  }

  .consents {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .consents__item > .icon {
    color: var(--_so-success);
  }

  .consents__text {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .messages__list {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .message {
    inline-size: fit-content;
    max-inline-size: min(var(--_so-measure), 92%);
    padding: calc(var(--_so-space) * 3) calc(var(--_so-space) * 4);
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-raised);
  }

  .message--mine {
    margin-inline-start: auto;
    background: transparent;
  }

  .message__text {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .message__new {
    margin-inline-start: calc(var(--_so-space) * 2);
    color: var(--_so-accent);
  }

  .message__seen,
  .message__file,
  .contact {
    display: flex;
    gap: calc(var(--_so-space) * 2);
    align-items: center;
  }

  .message__file {
    overflow-wrap: anywhere;
  }

  .contact {
    min-block-size: 2.75em;
    color: var(--_so-accent);
    overflow-wrap: anywhere;
  }

  /* Its words stand in line with the text above; the padding is for the pointer. */
  .foot .button--quiet,
  .history .button--quiet,
  [part='consent'] .button--quiet,
  [part='documents'] .button--quiet,
  .back {
    margin-inline-start: calc(var(--_so-space) * -2);
  }

  [dir='rtl'] .back > .icon {
    scale: -1 1;
  }

  .report__frame {
    inline-size: 100%;
    block-size: min(45em, 80vh);
    border: 0.0625em solid var(--_so-border);
    border-radius: var(--_so-radius);
    background: Canvas;
  }

  .addendum {
    padding-block-start: calc(var(--_so-space) * 3);
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .print-only {
    display: none;
  }

  @media print {
    .print-only {
      display: block;
    }

    .message,
    .document {
      break-inside: avoid;
    }
  }

  .live {
    display: flex;
    gap: calc(var(--_so-space) * 2);
  }

  .foot {
    padding-block-start: calc(var(--_so-space) * 4);
    border-block-start: 0.0625em solid var(--_so-border);
  }

  dialog {
    max-inline-size: min(30em, calc(100vw - 2em));
    padding: calc(var(--_so-space) * 6);
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
    color: inherit;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
`;

export const partsStyles = [formStyles, styles];
