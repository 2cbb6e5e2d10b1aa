/** What stands around the first screen, and what can be unfolded: help and the receipt's details. */
import { css } from 'lit';

export const helpStyles = css`
  .help {
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .help details {
    border-block-end: 0.0625em solid var(--_so-border);
    padding-block-end: var(--_so-space);
  }

  summary {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 2);
    min-block-size: var(--_so-target);
    color: var(--_so-accent);
    font-weight: 600;
    cursor: pointer;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::before {
    content: '';
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline: 0.125em 0.25em;
    border: solid currentColor;
    border-width: 0 0.125em 0.125em 0;
    transform: rotate(-45deg);
  }

  summary:dir(rtl)::before {
    transform: rotate(135deg);
  }

  details[open] > summary::before {
    transform: rotate(45deg);
  }

  .remember {
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 2);
    min-block-size: var(--_so-target);
    max-inline-size: 30em;
    text-align: start;
  }

  .remember input {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    accent-color: var(--_so-accent);
  }

  .help ul {
    padding-inline-start: 1.5em;
    margin-block-end: calc(var(--_so-space) * 3);
  }

  .help li + li {
    margin-block-start: calc(var(--_so-space) * 1.5);
  }

  .help p {
    margin-block-end: calc(var(--_so-space) * 3);
  }
`;
