/** Studies, whose they are, and what is left out. Adopted beside the list's, the help's and the forms' styles. */
import { css } from 'lit';

export const pickedStyles = css`
  .stack-tight {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 1);
  }

  .reading,
  .asked,
  .studies {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .reading__head {
    display: flex;
    gap: calc(var(--_so-space) * 2);
  }

  .reading__head > .icon {
    color: var(--_so-accent);
  }

  .reading__foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_so-space) * 3);
  }

  .studies__list,
  .who__list,
  .who__reasons,
  .asked__list,
  .left-out__reasons,
  .left-out__files {
    /* Not "none": with that, Safari no longer calls it a list. */
    list-style-type: '';
    padding: 0;
    max-inline-size: none;
  }

  .studies__list {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
  }

  .study {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
    padding: 0;
    overflow: clip;
  }

  .study__head {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--_so-space) * 4);
    padding: calc(var(--_so-space) * 4) calc(var(--_so-space) * 4) 0;
  }

  .study__picture {
    display: grid;
    place-items: center;
    inline-size: 6em;
    block-size: 6em;
    border-radius: var(--_so-radius);
    background: var(--_so-accent-soft);
    color: var(--_so-accent);
  }

  .study__picture .icon {
    inline-size: 2.25em;
    block-size: 2.25em;
    stroke-width: 1.5;
  }

  /* Images are made to be seen on black, whatever the page's colours are. */
  .study__picture--image,
  .who__picture {
    background: #000;
    object-fit: contain;
  }

  .study--left-out .study__picture--image {
    opacity: 0.5;
    filter: grayscale(1);
  }

  .study__names {
    display: flex;
    flex-direction: column;
    gap: var(--_so-space);
  }

  .study__title {
    font-size: 1.125em;
    overflow-wrap: anywhere;
  }

  .study__facts {
    color: var(--_so-muted);
    overflow-wrap: anywhere;
  }

  .study__counts > strong {
    display: inline-block;
  }

  .study__counts > strong::first-letter {
    text-transform: uppercase;
  }

  .study__counts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_so-space) calc(var(--_so-space) * 3);
    margin-block-start: var(--_so-space);
  }

  .all-here {
    display: inline-flex;
    align-items: center;
    gap: var(--_so-space);
    padding: 0 calc(var(--_so-space) * 2.5) 0 calc(var(--_so-space) * 1.5);
    border-radius: 1em;
    background: var(--_so-success-soft);
    color: var(--_so-success);
    font-size: 0.9375em;
    font-weight: 600;
  }

  .all-here .icon {
    inline-size: 1.125em;
    block-size: 1.125em;
  }

  .study__more {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 3);
    padding-inline: calc(var(--_so-space) * 4);
  }

  .study .remark {
    display: flex;
    gap: calc(var(--_so-space) * 2);
    max-inline-size: var(--_so-measure);
  }

  .study .remark > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-accent);
  }

  .study .remark--warning > .icon,
  .study .remark__title {
    color: var(--_so-warning);
  }

  .remark__title {
    font-weight: 600;
  }

  .remark .button--quiet {
    margin-inline-start: calc(var(--_so-space) * -2);
  }

  .extras {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_so-space) * 2);
  }

  .extras ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_so-space) calc(var(--_so-space) * 4);
    max-inline-size: none;
    padding: 0;
    list-style-type: '';
  }

  .extras li {
    display: flex;
    gap: calc(var(--_so-space) * 1.5);
  }

  .extras .icon {
    margin-block-start: 0.125em;
    color: var(--_so-muted);
  }

  .study__details > summary {
    inline-size: fit-content;
  }

  .series,
  .who,
  .changes {
    border-collapse: collapse;
    inline-size: 100%;
    font-size: 0.9375em;
  }

  .series th,
  .series td,
  .who th,
  .who td,
  .changes th,
  .changes td {
    padding: calc(var(--_so-space) * 2);
    padding-inline-start: 0;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  .series th,
  .who tbody th {
    font-weight: 400;
  }

  .series thead th,
  .who thead th,
  .changes thead th {
    font-size: 0.9375em;
    font-weight: 600;
    color: var(--_so-muted);
  }

  .series tbody tr,
  .who tbody tr,
  .changes tbody tr {
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .series th:last-child,
  .series td:last-child {
    text-align: end;
    padding-inline-end: 0;
    white-space: nowrap;
  }

  .who,
  .changes {
    table-layout: fixed;
  }

  .series {
    table-layout: fixed;
  }

  .series thead th:last-child {
    inline-size: 5.5em;
  }

  .study__details > summary::before {
    flex: none;
  }

  .who thead td {
    inline-size: 24%;
  }

  .who thead th:nth-child(2) {
    inline-size: 42%;
  }

  .changes thead th {
    inline-size: 28%;
  }

  .changes thead th:nth-child(2) {
    inline-size: 16%;
  }

  .series__name {
    display: block;
    color: var(--_so-muted);
  }

  .series__missing {
    color: var(--_so-warning);
    font-weight: 600;
  }

  .series__remarks {
    padding-inline-start: 1.25em;
    margin-block: calc(var(--_so-space) * 2);
  }

  .study__foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_so-space) * 1) calc(var(--_so-space) * 4);
    padding: calc(var(--_so-space) * 2) calc(var(--_so-space) * 4);
    border-block-start: 0.0625em solid var(--_so-border);
    background: var(--_so-raised);
  }

  .study--held .study__foot,
  .study--attention .study__foot {
    background: var(--_so-warning-soft);
  }

  .study__state {
    display: flex;
    flex: 1 1 16em;
    flex-direction: column;
    gap: calc(var(--_so-space) * 1.5);
    min-block-size: 2.75em;
    justify-content: center;
  }

  .study__progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_so-space)) calc(var(--_so-space) * 3);
    color: var(--_so-muted);
  }

  .study__progress progress {
    flex: 1 1 6em;
    min-inline-size: 4em;
    max-inline-size: 16em;
  }

  .study__actions {
    display: flex;
    flex-wrap: wrap;
    font-size: 0.9375em;
    margin-inline: calc(var(--_so-space) * -2);
  }

  .whose {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
    padding: calc(var(--_so-space) * 5);
    border: 0.0625em solid var(--_so-border);
    border-inline-start: 0.25em solid var(--_so-success);
    border-radius: var(--_so-radius);
    background: var(--_so-surface);
  }

  .whose--open {
    border-inline-start-color: var(--_so-warning);
  }

  .who__top {
    display: flex;
    gap: calc(var(--_so-space) * 3);
  }

  .who__top > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-success);
  }

  .whose--open .who__top > .icon {
    color: var(--_so-warning);
  }

  .who__study {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 3);
    padding-block: calc(var(--_so-space) * 5);
    border-block-start: 0.0625em solid var(--_so-border);
  }

  .who__study:last-child {
    padding-block-end: 0;
  }

  .who__head {
    display: flex;
    gap: calc(var(--_so-space) * 3);
  }

  .who__picture {
    flex: none;
    inline-size: 3.5em;
    block-size: 3.5em;
    border-radius: var(--_so-radius);
  }

  .who mark {
    padding: 0 0.25em;
    margin-inline-start: -0.25em;
    border-radius: 0.25em;
    background: var(--_so-warning-soft);
    color: inherit;
    font-weight: 600;
  }

  .who__reasons {
    display: flex;
    flex-direction: column;
    gap: var(--_so-space);
  }

  .who__reasons li,
  .who__said {
    display: flex;
    gap: calc(var(--_so-space) * 2);
  }

  .who__reasons .icon,
  .who__said .icon {
    margin-block-start: 0.125em;
    color: var(--_so-muted);
  }

  .who__said {
    color: var(--_so-muted);
  }

  .who__said--mine {
    color: var(--_so-success);
  }

  .who__said--mine .icon {
    color: inherit;
  }

  .answer[aria-pressed='true'] {
    border-color: var(--_so-accent);
    box-shadow: inset 0 0 0 0.0625em var(--_so-accent);
    background: var(--_so-accent-soft);
  }

  .left-out {
    border-block: 0.0625em solid var(--_so-border);
    padding-block-end: var(--_so-space);
  }

  .left-out__reasons {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 4);
    padding-block-end: calc(var(--_so-space) * 4);
  }

  .left-out__files {
    margin-block-start: var(--_so-space);
    padding-inline-start: calc(var(--_so-space) * 3);
    border-inline-start: 0.125em solid var(--_so-border);
    font-size: 0.875em;
    color: var(--_so-muted);
    overflow-wrap: anywhere;
  }

  .asked__list {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 2);
  }

  .removed {
    inline-size: min(56em, calc(100% - 2em));
    max-inline-size: none;
    max-block-size: calc(100dvb - 2em);
    overflow: auto;
  }

  .removed__top {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_so-space) * 3);
    margin-block-end: calc(var(--_so-space) * 3);
  }

  .removed ul {
    padding-inline-start: 1.25em;
  }

  .removed__foot {
    position: sticky;
    inset-block-end: calc(var(--_so-space) * -5);
    margin: calc(var(--_so-space) * 3) calc(var(--_so-space) * -5) calc(var(--_so-space) * -5);
    padding: calc(var(--_so-space) * 3) calc(var(--_so-space) * 5);
    border-block-start: 0.0625em solid var(--_so-border);
    background: var(--_so-surface);
  }

  .changes tbody th {
    font-weight: 600;
  }

  .changes__path {
    display: block;
    font-size: 0.875em;
    font-weight: 400;
    color: var(--_so-muted);
    font-variant-numeric: tabular-nums;
  }

  .changes__label {
    display: none;
  }

  @container (max-width: 30em) {
    .study__head {
      gap: calc(var(--_so-space) * 3);
    }

    .study__picture {
      inline-size: 4em;
      block-size: 4em;
    }

    .study__actions {
      flex: 1 1 100%;
    }

    .whose {
      padding: calc(var(--_so-space) * 4);
    }

    .reading__foot .button {
      inline-size: 100%;
    }

    .who tr {
      display: grid;
      grid-template-columns: 1fr 1fr;
      padding-block: calc(var(--_so-space) * 1.5);
    }

    .who tr > * {
      padding-block: 0;
    }

    .who tbody th {
      grid-column: 1 / -1;
      color: var(--_so-muted);
    }

    .who thead td {
      display: none;
    }

    .who thead th:nth-child(2) {
      inline-size: auto;
    }

    .series tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      padding-block: calc(var(--_so-space) * 1.5);
    }

    .series tr > * {
      padding-block: 0;
    }

    .series tr > :nth-child(2) {
      grid-area: 2 / 1 / 3 / 3;
    }

    .series thead {
      position: absolute;
      clip-path: inset(50%);
    }

    .series thead th:last-child {
      inline-size: auto;
    }
  }

  /* The dialog is as wide as the window, not as the element. */
  @media (max-width: 44em) {
    .changes,
    .changes tbody,
    .changes tr,
    .changes th,
    .changes td {
      display: block;
    }

    .changes thead {
      position: absolute;
      clip-path: inset(50%);
    }

    .changes tr {
      padding-block: calc(var(--_so-space) * 2);
    }

    .changes th,
    .changes td {
      padding: 0;
    }

    .changes__label {
      display: inline;
      color: var(--_so-muted);
    }
  }

  @media (forced-colors: active) {
    .study__picture,
    .all-here,
    .answer[aria-pressed='true'] {
      border: 0.0625em solid;
    }

    .answer[aria-pressed='true'] {
      border: 0.1875em solid Highlight;
    }

    .who mark {
      background: Canvas;
      color: CanvasText;
      text-decoration: underline;
    }

    .study .remark > .icon,
    .whose .who__top > .icon,
    .who__reasons .icon,
    .who__said .icon,
    .extras .icon,
    .reading__head > .icon {
      color: inherit;
    }
  }

  @media print {
    .study,
    .page,
    .who__study {
      break-inside: avoid;
    }
  }
`;
