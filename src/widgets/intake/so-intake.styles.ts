import { css } from 'lit';

export const styles = css`
  .intake {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 7);
  }

  /* The widgets inside have the size of the one around them, not a step more. */
  so-eligibility-checklist,
  so-document-uploader,
  so-case-status-tracker {
    font-size: inherit;
  }

  .intake__title {
    font-size: 1.125em;
    color: var(--_so-muted);
  }

  .page {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 6);
    max-inline-size: var(--_so-measure);
  }

  .steps ol {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    padding: 0;
    max-inline-size: none;
    list-style: none;
  }

  .steps__line {
    display: none;
    font-weight: 600;
  }

  .step {
    flex: 1 1 0;
    min-inline-size: 0;
    display: flex;
    align-items: center;
    gap: calc(var(--_so-space) * 2);
    padding-block-start: calc(var(--_so-space) * 3);
    border-block-start: 0.1875em solid var(--_so-border);
    color: var(--_so-muted);
    font-size: 0.875em;
    line-height: 1.3;
  }

  .step--done,
  .step--now {
    border-block-start-color: var(--_so-accent);
  }

  .step--now {
    color: var(--_so-text);
    font-weight: 650;
  }

  .step__mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1.75em;
    block-size: 1.75em;
    border: 0.0625em solid var(--_so-control-border);
    border-radius: 50%;
  }

  .step--now .step__mark {
    border-color: var(--_so-accent);
    background: var(--_so-accent);
    color: var(--_so-on-accent);
  }

  .step--done .step__mark {
    border-color: var(--_so-accent);
    color: var(--_so-accent);
  }

  .facts {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
    padding-inline-start: 1.25em;
  }

  .facts ::marker {
    color: var(--_so-accent);
  }

  @container (max-width: 44em) {
    .steps__line {
      display: block;
      margin-block-end: calc(var(--_so-space) * 2);
    }

    .steps ol {
      gap: calc(var(--_so-space) * 1.5);
    }

    .step {
      padding: 0;
      border-block-start-width: 0.3125em;
      border-radius: 0.125em;
    }

    .step__mark {
      display: none;
    }

    .step__name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }

  @media (forced-colors: active) {
    .step--done,
    .step--now {
      border-block-start-color: Highlight;
    }

    .step--to-come {
      border-block-start-color: GrayText;
    }
  }
`;
