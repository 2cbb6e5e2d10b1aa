/** What a study holds, series by series, for who wants to know. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { SeriesSummary } from '../../../documents/studies/summary.js';
import { formatBytes, type Messages } from '../../../i18n/index.js';
import type { StudyCard } from './model.js';
import { amountOf, contentOf, missingText } from './study-facts.js';
import type { StudyTitle } from './study-title.js';

/** A study has up to some hundred series; nobody reads more in a card. */
const SHOWN = 60;

/** Roles are said again: where cells are stacked on a phone, some browsers no longer call it a table. */
function seriesRow(t: Messages, locale: string, series: SeriesSummary): TemplateResult {
  const words = t.imaging.card;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      ${series.number === null ? nothing : html`<span class="numbers">${words.seriesName(series.number)}</span>`}
      ${series.description ? html`<span class="series__name"><bdi>${series.description}</bdi></span>` : nothing}
      ${series.number === null && !series.description ? words.series : nothing}
    </th>
    <td role="cell" class="numbers">
      ${words.kinds[contentOf(series)](amountOf(series))}
      ${series.missing ? html`<br /><span class="series__missing">${missingText(t, series.missing)}</span>` : nothing}
    </td>
    <td role="cell" class="numbers">${formatBytes(series.bytes, locale)}</td>
  </tr>`;
}

export function studyDetails(
  t: Messages,
  locale: string,
  { summary }: StudyCard,
  title: StudyTitle,
): TemplateResult {
  const words = t.imaging.card;
  const shown = summary.series.slice(0, SHOWN);
  const rest = summary.series.length - shown.length;
  // Only once it is open: a disc with hundreds of series would be thousands of elements that nobody looks at.
  const fill = (body: Element | null | undefined) => {
    if (body?.closest('details')?.open)
      render(
        shown.map((series) => seriesRow(t, locale, series)),
        body as HTMLElement,
      );
  };
  return html`<details
    class="study__details"
    @toggle=${({ currentTarget }: Event) => fill((currentTarget as HTMLElement).querySelector('tbody'))}
  >
    <summary>${words.details}</summary>
    <table class="series" role="table">
      <caption class="visually-hidden">
        ${words.detailsOf(title.full)}
      </caption>
      <thead>
        <tr role="row">
          <th scope="col" role="columnheader">${words.series}</th>
          <th scope="col" role="columnheader">${words.content}</th>
          <th scope="col" role="columnheader">${words.size}</th>
        </tr>
      </thead>
      <tbody ${ref(fill)}></tbody>
    </table>
    ${rest > 0 ? html`<p class="small muted numbers">${words.moreSeries(rest)}</p>` : nothing}
    ${
      summary.findings.length
        ? html`<ul class="small muted series__remarks">
            ${summary.findings.map(({ finding, files }) => html`<li>${words.remarks[finding](files)}</li>`)}
          </ul>`
        : nothing
    }
  </details>`;
}
