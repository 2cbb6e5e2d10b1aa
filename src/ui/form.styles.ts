/** What forms look like; adopted by who renders some. */
import { css } from 'lit';

export const formStyles = css`
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  legend {
    padding: 0;
    inline-size: 100%;
  }

  .field {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 1.5);
    max-inline-size: var(--_so-measure);
  }

  .label {
    font-weight: 600;
  }

  .notice ul {
    padding-inline-start: 1.25em;
  }

  .hint {
    color: var(--_so-muted);
    font-size: 0.9375em;
  }

  .error {
    display: flex;
    gap: calc(var(--_so-space) * 1.5);
    color: var(--_so-danger);
    font-weight: 600;
  }

  .input {
    inline-size: 100%;
    min-block-size: var(--_so-target);
    padding: calc(var(--_so-space) * 2) calc(var(--_so-space) * 3);
    border: 0.0625em solid var(--_so-control-border);
    border-radius: var(--_so-radius);
    background: var(--_so-surface);
    color: inherit;
    font: inherit;
  }

  textarea.input {
    min-block-size: 7em;
    resize: vertical;
  }

  .input[aria-invalid='true'] {
    border: 0.125em solid var(--_so-danger);
  }

  .choice {
    position: relative;
    display: flex;
    align-items: flex-start;
    gap: calc(var(--_so-space) * 3);
    padding: calc(var(--_so-space) * 3);
    min-block-size: var(--_so-target);
    border: 0.0625em solid var(--_so-control-border);
    border-radius: var(--_so-radius);
    background: var(--_so-surface);
    cursor: pointer;
  }

  .choice:hover {
    border-color: var(--_so-accent);
    background: var(--_so-accent-soft);
  }

  .choice:has(input:checked) {
    border-color: var(--_so-accent);
    box-shadow: inset 0 0 0 0.0625em var(--_so-accent);
    background: var(--_so-accent-soft);
  }

  .choice:has(input:focus-visible) {
    outline: 0.1875em solid var(--_so-focus);
    outline-offset: 0.125em;
  }

  .choice input {
    flex: none;
    font: inherit;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0.125em 0 0;
    accent-color: var(--_so-accent);
    outline: none;
  }

  .choice__picture {
    flex: none;
    inline-size: 6em;
    max-inline-size: 40%;
    border-radius: var(--_so-radius);
  }

  .choice__more {
    display: none;
    margin-inline-start: calc(var(--_so-space) * 4);
    padding-inline-start: calc(var(--_so-space) * 4);
    border-inline-start: 0.25em solid var(--_so-border);
  }

  .choice:has(input:checked) + .choice__more {
    display: flex;
  }

  @media (forced-colors: active) {
    .choice,
    .input {
      border: 0.0625em solid;
    }

    .choice:has(input:checked) {
      border: 0.1875em solid Highlight;
    }
  }
`;
