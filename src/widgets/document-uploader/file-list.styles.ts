/** The list and the receipt; adopted when they are first needed. */
import { css } from 'lit';

export const fileListStyles = css`
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 0.5em;
    border: 0;
    border-radius: 0.25em;
    overflow: hidden;
    background: var(--_so-border);
    accent-color: var(--_so-accent);
  }

  progress::-webkit-progress-bar {
    background: var(--_so-border);
  }

  progress::-webkit-progress-value {
    background: var(--_so-accent);
    border-radius: 0.25em;
  }

  progress::-moz-progress-bar {
    background: var(--_so-accent);
  }

  @media (forced-colors: active) {
    progress {
      border: 0.0625em solid;
    }

    /* Backgrounds are all of one colour there, so that every bar would look empty. */
    progress::-webkit-progress-value {
      forced-color-adjust: none;
      background: Highlight;
    }

    progress::-moz-progress-bar {
      forced-color-adjust: none;
      background: Highlight;
    }
  }

  .list,
  .group {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 3);
  }

  .list {
    gap: calc(var(--_so-space) * 7);
  }

  .overall {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    padding: calc(var(--_so-space) * 5);
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-raised);
  }

  .overall__icon {
    color: var(--_so-accent);
  }

  .overall--success {
    background: var(--_so-success-soft);
  }

  .overall--success .overall__icon {
    color: var(--_so-success);
  }

  .overall--warning {
    background: var(--_so-warning-soft);
  }

  .overall--warning .overall__icon {
    color: var(--_so-warning);
  }

  .overall__body {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    gap: var(--_so-space);
  }

  .overall__action {
    align-self: center;
  }

  .overall__progress {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 3);
    margin-block-start: var(--_so-space);
  }

  .overall__progress progress {
    block-size: 0.75em;
    border-radius: 0.375em;
  }

  .overall__progress span {
    min-inline-size: 3em;
    text-align: end;
    font-weight: 600;
  }

  .group__title {
    font-size: 1em;
  }

  .group__more {
    justify-content: space-between;
  }

  .files,
  .receipt__lines {
    /* Not "none": with that, Safari no longer calls it a list. */
    list-style-type: '';
    padding: 0;
    max-inline-size: none;
  }

  .files {
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
  }

  .file {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0 calc(var(--_so-space) * 3);
    align-items: start;
    padding: calc(var(--_so-space) * 3) calc(var(--_so-space) * 4);
  }

  .files--long .file {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 6em;
  }

  .file + .file,
  .receipt__lines li + li {
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .file__type {
    display: grid;
    place-items: center;
    inline-size: 2.25em;
    block-size: 2.25em;
    border-radius: var(--_so-radius);
    background: var(--_so-raised);
    color: var(--_so-muted);
  }

  .file__type .icon {
    vertical-align: 0;
  }

  .file__body {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 0.5);
  }

  .file__name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .file__folder {
    font-weight: 400;
    color: var(--_so-muted);
  }

  .file__facts {
    font-size: 0.875em;
    color: var(--_so-muted);
  }

  .file__status {
    display: flex;
    gap: calc(var(--_so-space) * 1.5);
    font-size: 0.9375em;
  }

  .file__status .icon {
    margin-block-start: 0.125em;
  }

  .file__status--quiet {
    color: var(--_so-muted);
  }

  .file__status--busy {
    color: var(--_so-accent);
  }

  .file__status--good {
    color: var(--_so-success);
  }

  .file__status--warning {
    color: var(--_so-warning);
    font-weight: 600;
  }

  .file__status--bad {
    color: var(--_so-danger);
    font-weight: 600;
  }

  .file__reason {
    font-size: 0.9375em;
  }

  .file progress {
    margin-block-start: calc(var(--_so-space) * 1.5);
  }

  .file__actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    font-size: 0.9375em;
  }

  dialog {
    max-inline-size: min(32em, calc(100% - 2em));
    color: inherit;
    text-align: start;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }

  .receipt {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .receipt__head {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 2);
  }

  .receipt__head .icon {
    color: var(--_so-success);
  }

  .receipt__facts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_so-space) * 3) calc(var(--_so-space) * 10);
    margin: 0;
  }

  .receipt__facts dt {
    font-size: 0.875em;
    color: var(--_so-muted);
  }

  .receipt__facts dd {
    margin: 0;
    font-weight: 600;
  }

  .receipt__lines li {
    padding-block: calc(var(--_so-space) * 2);
  }

  .receipt code {
    font-size: 0.9375em;
    overflow-wrap: anywhere;
  }

  @container (max-width: 40em) {
    .overall {
      flex-wrap: wrap;
    }

    .overall__body {
      flex-basis: 70%;
    }

    .overall__action,
    .overall__action .button {
      inline-size: 100%;
    }

    .file {
      grid-template-columns: auto minmax(0, 1fr);
    }

    .file__actions {
      grid-column: 2;
      justify-content: flex-start;
      margin-inline-start: calc(var(--_so-space) * -2);
    }
  }

  @media (forced-colors: active) {
    .receipt__head .icon {
      color: inherit;
    }

    .overall,
    .files {
      border: 0.0625em solid;
    }
  }
`;
