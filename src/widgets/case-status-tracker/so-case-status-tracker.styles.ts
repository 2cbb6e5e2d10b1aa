/** One column on a phone; the steps beside it where there is room. */
import { css } from 'lit';

export const trackerStyles = css`
  .tracker {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 8);
  }

  .headline {
    font-size: 1.75em;
    letter-spacing: -0.015em;
  }

  .turn {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    max-inline-size: var(--_so-measure);
    margin-block: calc(var(--_so-space) * 2);
    padding: calc(var(--_so-space) * 4);
    border: 0.0625em solid var(--_so-border);
    border-inline-start: 0.25em solid var(--_so-accent);
    border-radius: var(--_so-radius);
    background: var(--_so-raised);
  }

  .turn > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-accent);
  }

  .turn--patient {
    border-inline-start-color: var(--_so-warning);
    background: var(--_so-warning-soft);
  }

  .turn--patient > .icon {
    color: var(--_so-warning);
  }

  .turn--nobody {
    border-inline-start-color: var(--_so-success);
    background: var(--_so-success-soft);
  }

  .turn--nobody > .icon {
    color: var(--_so-success);
  }

  .compact {
    max-inline-size: none;
    margin-block: 0;
    padding: calc(var(--_so-space) * 2) calc(var(--_so-space) * 3);
  }

  .turn__who {
    font-weight: 650;
  }

  .turn__who:empty {
    display: none;
  }

  .plain,
  .steps {
    padding: 0;
    list-style: none;
  }

  .step {
    position: relative;
    display: flex;
    gap: calc(var(--_so-space) * 3);
    padding-block-end: calc(var(--_so-space) * 5);
  }

  .step:last-child {
    padding-block-end: 0;
  }

  /* The line from one step's icon to the next. */
  .step:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 1.75em 0.25em;
    inset-inline-start: 0.5625em;
    border-inline-start: 0.125em solid var(--_so-border);
  }

  .step--done:not(:last-child)::before {
    border-color: var(--_so-accent);
  }

  .step > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-muted);
  }

  .step--done > .icon,
  .step--current > .icon {
    color: var(--_so-accent);
  }

  .step--current .step__name {
    font-weight: 650;
  }

  .step--current .step__state {
    font-weight: 650;
    color: var(--_so-accent);
  }

  .due,
  .overdue,
  .arrived {
    display: flex;
    gap: calc(var(--_so-space) * 2);
  }

  .due > .icon,
  .overdue > .icon,
  .arrived > .icon {
    margin-block-start: 0.125em;
  }

  .arrived > .icon {
    color: var(--_so-accent);
  }

  .due {
    color: var(--_so-muted);
  }

  .overdue {
    color: var(--_so-danger);
    font-weight: 600;
  }

  @container (min-width: 52em) {
    .tracker {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 17em;
      grid-template-rows: auto 1fr;
      column-gap: calc(var(--_so-space) * 14);
      align-items: start;
    }

    .aside {
      grid-column: 2;
      grid-row: 1 / span 2;
      padding-inline-start: calc(var(--_so-space) * 8);
      border-inline-start: 0.0625em solid var(--_so-border);
    }

    .first,
    .rest {
      grid-column: 1;
    }
  }

  @media (forced-colors: active) {
    .icon {
      color: CanvasText;
    }

    .button > .icon {
      color: inherit;
    }

    .turn,
    .report {
      border: 0.0625em solid;
    }
  }
`;
