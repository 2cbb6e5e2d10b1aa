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
