/** A sheet of paper: on the screen as a preview, and alone in the frame that is printed. No tokens: paper is white. */
import { css } from 'lit';

export const sheetStyles = css`
  .sheet {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: 1em;
    max-inline-size: 38em;
    padding: 1.5em;
    border: 0.0625em solid #9aa8ac;
    border-radius: 0.25em;
    background: #fff;
    color: #111;
    font-family: Georgia, 'Times New Roman', serif;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  .sheet p,
  .sheet dl,
  .sheet dd {
    margin: 0;
  }

  .sheet__title {
    font-size: 1.25em;
    font-weight: 700;
    line-height: 1.25;
  }

  .sheet__line {
    display: block;
  }

  .sheet__small {
    font-size: 0.875em;
    color: #444;
  }

  .sheet--label {
    max-inline-size: 24em;
    gap: 0.5em;
  }

  .sheet__address {
    font-size: 1.25em;
  }

  .sheet__facts,
  .sheet__signature {
    display: grid;
    gap: 0.5em;
  }

  .sheet__facts > div,
  .sheet__signature > div {
    display: grid;
    grid-template-columns: minmax(6em, 1fr) minmax(0, 2fr);
    gap: 0 1em;
  }

  .sheet dt {
    color: #444;
  }

  .sheet__blank {
    display: block;
    min-block-size: 1.5em;
    border-block-end: 0.0625em solid #111;
  }

  .sheet__signature {
    gap: 1.5em;
    margin-block-start: 1em;
  }

  @container (max-width: 30em) {
    .sheet {
      padding: 1em;
    }

    .sheet__facts > div {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (forced-colors: active) {
    .sheet,
    .sheet dt,
    .sheet__small {
      background: Canvas;
      color: CanvasText;
    }

    .sheet__blank {
      border-color: CanvasText;
    }
  }

  @media print {
    .sheet {
      padding: 0;
      border: 0;
      max-inline-size: none;
      font-size: 12pt;
      break-inside: avoid;
    }

    .sheet--label {
      inline-size: 12cm;
      padding: 0.5cm;
      border: 0.5pt dashed #777;
    }

    .sheet__signature {
      gap: 1.2cm;
      margin-block-start: 1cm;
    }
  }
`;
