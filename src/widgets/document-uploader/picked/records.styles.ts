/** Records' details, photos of paper, the ways without a disc drive. */
import { css } from 'lit';

export const recordsStyles = css`
  .record {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: calc(var(--_so-space) * 4) calc(var(--_so-space) * 6);
    align-items: start;
  }

  .record__name {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: calc(var(--_so-space) * 3);
  }

  .record__name .field {
    inline-size: 100%;
  }

  .photos,
  .no-disc {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .pages {
    /* Not "none": with that, Safari no longer calls it a list. */
    list-style-type: '';
    display: flex;
    flex-direction: column;
    max-inline-size: none;
    padding: 0;
  }

  .page {
    display: grid;
    grid-template-columns: 7em minmax(0, 1fr);
    gap: calc(var(--_so-space) * 4);
    padding-block: calc(var(--_so-space) * 4);
    border-block-start: 0.0625em solid var(--_so-border);
  }

  /* Square, so that a photo turned by 90 degrees has the same room. */
  .page__paper {
    display: grid;
    place-items: center;
    inline-size: 7em;
    block-size: 7em;
    border: 0.0625em solid var(--_so-border);
    border-radius: var(--_so-radius);
    background: var(--_so-raised);
    overflow: clip;
  }

  .page__image {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    transition: rotate 0.15s ease-out;
  }

  .page__image--90 {
    rotate: 90deg;
  }

  .page__image--180 {
    rotate: 180deg;
  }

  .page__image--270 {
    rotate: 270deg;
  }

  .page__paper > .icon {
    inline-size: 2em;
    block-size: 2em;
    color: var(--_so-muted);
  }

  .page__body {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 1.5);
  }

  .page__title {
    font-size: 1em;
  }

  .page__finding {
    display: flex;
    gap: calc(var(--_so-space) * 2);
    color: var(--_so-warning);
    font-weight: 600;
  }

  .page__finding .icon {
    margin-block-start: 0.125em;
  }

  .page__actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_so-space);
    margin-inline: calc(var(--_so-space) * -1);
    font-size: 0.9375em;
  }

  .page__actions .button {
    padding-inline: var(--_so-space);
  }

  .page__actions .button[aria-disabled='true'] {
    background: none;
    border-color: transparent;
    text-decoration: none;
  }

  .flips:dir(rtl) .icon {
    scale: -1 1;
  }

  .ways {
    border: 0.0625em solid var(--_so-border);
    border-radius: calc(var(--_so-radius) * 1.5);
    background: var(--_so-surface);
  }

  .way + .way {
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .way > summary {
    padding: calc(var(--_so-space) * 3) calc(var(--_so-space) * 4);
  }

  .way > summary::before {
    flex: none;
  }

  .way > summary:focus-visible {
    outline-offset: -0.1875em;
    border-radius: var(--_so-radius);
  }

  .way__form {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 5);
    padding: var(--_so-space) calc(var(--_so-space) * 4) calc(var(--_so-space) * 5);
  }

  @container (max-width: 36em) {
    .record {
      grid-template-columns: minmax(0, 1fr);
    }

    .record__name {
      align-items: stretch;
    }

    .page {
      grid-template-columns: 5em minmax(0, 1fr);
      gap: calc(var(--_so-space) * 3);
    }

    .page__paper {
      inline-size: 5em;
      block-size: 5em;
    }
  }

  @media (forced-colors: active) {
    .page__paper {
      border: 0.0625em solid;
    }
  }
`;
