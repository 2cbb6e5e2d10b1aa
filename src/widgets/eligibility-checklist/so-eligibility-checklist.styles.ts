import { css } from 'lit';

/** The introduction; the other pages bring their own. */
export const styles = css`
  .page {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    gap: calc(var(--_so-space) * 6);
    max-inline-size: var(--_so-measure);
  }

  .lead {
    font-size: 1.0625em;
  }

  .facts,
  .steps {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
    padding-inline-start: 1.25em;
  }

  .facts ::marker,
  .steps ::marker {
    color: var(--_so-accent);
  }

  @container (max-width: 30em) {
    .submit {
      inline-size: 100%;
    }
  }
`;
