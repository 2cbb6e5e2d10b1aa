/** The first screen. The list's styles come with the list. */
import { css } from 'lit';

export const uploaderStyles = css`
  .drop {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: calc(var(--_so-space) * 3);
    padding: calc(var(--_so-space) * 10) calc(var(--_so-space) * 6);
    border: 0.125em dashed var(--_so-control-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
    text-align: center;
    transition:
      background-color 0.15s ease-out,
      border-color 0.15s ease-out;
  }

  .drop--over {
    border-style: solid;
    border-color: var(--_so-accent);
    background: var(--_so-accent-soft);
  }

  .drop--small {
    padding-block: calc(var(--_so-space) * 5);
    gap: calc(var(--_so-space) * 2);
  }

  .drop--small .drop__icon {
    display: none;
  }

  .drop__icon {
    display: grid;
    place-items: center;
    inline-size: 3em;
    block-size: 3em;
    border-radius: 50%;
    background: var(--_so-accent-soft);
    color: var(--_so-accent);
  }

  .drop__icon .icon {
    inline-size: 1.5em;
    block-size: 1.5em;
    vertical-align: 0;
  }

  .drop__buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_so-space) * 3);
    margin-block: var(--_so-space);
  }

  .drop__hint {
    font-weight: 600;
  }

  .close,
  .remark {
    display: flex;
    gap: calc(var(--_so-space) * 2);
  }

  .close .icon,
  .remark .icon {
    margin-block-start: 0.125em;
    color: var(--_so-accent);
  }

  @container (max-width: 30em) {
    .drop {
      padding: calc(var(--_so-space) * 6) calc(var(--_so-space) * 4);
    }

    .drop__buttons {
      flex-direction: column;
      align-self: stretch;
    }
  }

  @media (forced-colors: active) {
    .close .icon,
    .remark .icon {
      color: inherit;
    }

    .drop--over {
      border: 0.25em solid Highlight;
    }
  }
`;
