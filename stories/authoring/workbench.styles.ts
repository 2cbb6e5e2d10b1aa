import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_so-text);
    line-height: 1.5;
  }

  .bench {
    display: grid;
    gap: 1.5rem;
    grid-template-columns: minmax(0, 1fr);
  }

  section {
    min-width: 0;
  }

  .preview,
  .proof,
  .picture {
    border-block-start: 1px solid var(--_so-border);
    padding-block-start: 0.75rem;
  }

  h2 {
    margin: 0 0 0.75rem;
    font-size: 1.25rem;
  }

  h3 {
    margin: 1.25rem 0 0.5rem;
    font-size: 1rem;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 1.5rem;
    margin-block-end: 0.75rem;
  }

  label {
    font-weight: 600;
  }

  .controls label {
    display: grid;
    gap: 0.25rem;
  }

  select,
  textarea,
  button {
    color: inherit;
    background: var(--_so-surface);
    border: 1px solid var(--_so-control-border);
    border-radius: var(--_so-radius);
    font: inherit;
  }

  select {
    min-block-size: 2.75rem;
    padding-inline: 0.5rem;
    max-inline-size: 100%;
  }

  textarea {
    box-sizing: border-box;
    display: block;
    inline-size: 100%;
    margin-block: 0.25rem 0.75rem;
    padding: 0.75rem;
    font:
      0.8125rem/1.5 ui-monospace,
      SFMono-Regular,
      Menlo,
      Consolas,
      monospace;
    resize: vertical;
  }

  textarea[aria-invalid='true'] {
    border-color: var(--_so-danger);
    border-inline-start-width: 4px;
  }

  :is(select, textarea, button, a, summary, .scroller):focus-visible {
    outline: 3px solid var(--_so-focus);
    outline-offset: 2px;
  }

  #summary {
    margin: 0 0 0.5rem;
    padding: 0.5rem 0.75rem;
    border-inline-start: 4px solid var(--_so-success);
    background: var(--_so-success-soft);
  }

  #summary.wrong {
    border-color: var(--_so-danger);
    background: var(--_so-danger-soft);
  }

  .stale {
    padding: 0.5rem 0.75rem;
    border-inline-start: 4px solid var(--_so-warning);
    background: var(--_so-warning-soft);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .findings ul {
    max-block-size: 24rem;
    overflow: auto;
  }

  .findings > ul > li,
  .promises > li {
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--_so-border);
    overflow-wrap: anywhere;
  }

  .error > strong,
  .broken > strong {
    color: var(--_so-danger);
  }

  .warning > strong,
  .not-decided > strong {
    color: var(--_so-warning);
  }

  .proven > strong {
    color: var(--_so-success);
  }

  .hint {
    display: block;
    color: var(--_so-muted);
  }

  button {
    min-block-size: 2rem;
    padding: 0 0.5rem;
    text-decoration: underline;
    cursor: pointer;
  }

  a {
    color: var(--_so-accent);
  }

  .steps {
    margin-block: 0.25rem;
  }

  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
    margin: 0;
  }

  dd {
    margin: 0;
    font-size: 1.25rem;
    font-weight: 600;
  }

  table {
    border-collapse: collapse;
    inline-size: 100%;
  }

  th,
  td {
    padding: 0.25rem 0;
    border-block-end: 1px solid var(--_so-border);
    font-weight: normal;
    text-align: start;
  }

  td {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }

  .scroller {
    overflow-x: auto;
    border: 1px solid var(--_so-border);
    border-radius: var(--_so-radius);
  }

  img {
    display: block;
    margin-inline: auto;
    /* Its text stays as large as that around it. */
    max-inline-size: none;
  }

  details {
    margin-block-start: 0.75rem;
    overflow-wrap: anywhere;
  }

  @container (min-width: 60rem) {
    .bench {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    .editor {
      grid-row: span 2;
      position: sticky;
      inset-block-start: 0.5rem;
      align-self: start;
    }

    .editor textarea {
      block-size: max(20rem, 100vh - 24rem);
    }

    .preview {
      border: 0;
      padding: 0;
    }

    .picture {
      grid-column: 1 / -1;
    }
  }
`;
