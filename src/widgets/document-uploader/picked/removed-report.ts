/** What de-identification changed in one file, as an example, in a dialog: before and after, and what was not looked at. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Messages } from '../../../i18n/index.js';
import { heading, notice, UNRECORDED } from '../../../ui/primitives.js';
import type { RemovedReport } from './model.js';

export interface RemovedReportModel {
  t: Messages;
  headingLevel: number;
  /** Null: the dialog is closed. */
  report: RemovedReport | null;
  onClose(): void;
}

/** Open it with `showModal()` when there is a report; its heading takes the focus. */
export const REPORT_DIALOG = 'removed-dialog';

/** Roles are said again: where cells are stacked on a phone, some browsers no longer call it a table. */
function changes(t: Messages, { changes: all }: RemovedReport): TemplateResult {
  const words = t.imaging.removed;
  const value = (text: string) =>
    text ? html`<bdi>${text}</bdi>` : html`<span class="muted">${words.nothing}</span>`;
  return html`<table class="changes" role="table">
    <thead>
      <tr role="row">
        <th scope="col" role="columnheader">${words.entry}</th>
        <th scope="col" role="columnheader">${words.action}</th>
        <th scope="col" role="columnheader">${words.before}</th>
        <th scope="col" role="columnheader">${words.after}</th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        ({ path, name, kind, before, after }) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">
              <bdi>${name || path}</bdi>
              ${name ? html`<span class="changes__path" dir="ltr">${path}</span>` : nothing}
            </th>
            <td role="cell">${words.actions[kind]}</td>
            <td role="cell">
              <span class="changes__label" aria-hidden="true">${words.before}</span> ${value(before)}
            </td>
            <td role="cell">
              <span class="changes__label" aria-hidden="true">${words.after}</span> ${value(after)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function deidentificationReport(model: RemovedReportModel): TemplateResult {
  const { t, headingLevel, report } = model;
  const words = t.imaging.removed;
  return html`<dialog
    id=${REPORT_DIALOG}
    class="card removed ${UNRECORDED}"
    aria-labelledby="removed-title"
    @close=${() => report && model.onClose()}
  >
    ${
      report
        ? html`<div class="removed__top">
              ${heading(headingLevel + 1, words.title, { id: 'removed-title', className: 'subheading', focusable: true })}
              <p>${report.changes.length ? words.lead(report.changes.length) : words.none}</p>
              ${
                report.pixelRisks.length
                  ? notice(
                      'warning',
                      words.pixelTitle,
                      html`<p>${words.pixelText}</p>
                        <ul>
                          ${report.pixelRisks.map((risk) => html`<li>${words.risks[risk]}</li>`)}
                        </ul>`,
                    )
                  : nothing
              }
            </div>
            ${report.changes.length ? guard([report, t], () => changes(t, report)) : nothing}
            <p class="small muted">${words.standard(report.edition)}</p>
            <div class="row actions removed__foot no-print">
              <button type="button" class="button" @click=${() => model.onClose()}>${t.common.close}</button>
            </div>`
        : nothing
    }
  </dialog>`;
}
