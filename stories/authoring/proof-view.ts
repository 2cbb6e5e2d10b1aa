/** What is proven of a definition, in words. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Step } from '../../src/eligibility/words.js';
import type { PromiseKept, Sound } from './check.js';

/** Answers one after the other. */
export function stepList(steps: readonly Step[]): TemplateResult {
  return steps.length === 0
    ? html`<p class="steps">Whatever is answered.</p>`
    : html`<ol class="steps">
        ${steps.map(({ title, answer }) => html`<li>${title} <strong>${answer}</strong></li>`)}
      </ol>`;
}

export function proofView({ definition, proof, promises }: Sound): TemplateResult {
  const { questions, outcomes, undecided, until } = proof;
  return html`
    ${
      proof.decided
        ? html`<p>Looked at: every way to answer${until ? `, on every day until ${until}` : ''}.</p>`
        : html`<p>
              <strong>Not all is decided within the limit.</strong> Nothing is claimed about what is left
              open; <code>second-opinion-intake check</code> has a higher limit.
            </p>
            ${undecided.length > 0 ? html`<p>Open: ${undecided.map((each) => each || 'the whole definition').join(', ')}</p>` : nothing}`
    }
    <h3>Promises</h3>
    ${
      promises.length > 0
        ? html`<ul class="promises">
            ${promises.map(promiseView)}
          </ul>`
        : html`<p>The definition makes none: add <code>assertions</code>.</p>`
    }
    ${
      questions
        ? html`<h3>Questions asked until the outcome is settled</h3>
            <dl>
              ${figure('Least', String(questions.least))} ${figure('Mean', questions.mean.toFixed(1))}
              ${
                questions.meanUnlessUrgent === undefined
                  ? nothing
                  : figure('Mean, unless it is urgent', questions.meanUnlessUrgent.toFixed(1))
              }
              ${figure('Most', String(questions.most))}
              ${figure('In the definition', String(questions.total))}
            </dl>`
        : nothing
    }
    ${
      outcomes
        ? html`<h3>Outcomes, if all answers were equally likely</h3>
            <table>
              <tbody>
                ${outcomes.map(({ id, share }) => {
                  const outcome = definition.outcomes.find((each) => each.id === id);
                  return html`<tr>
                    <th scope="row">${outcome?.title['en'] ?? id}</th>
                    <td>${percent(share)}</td>
                  </tr>`;
                })}
              </tbody>
            </table>`
        : nothing
    }
  `;
}

const figure = (name: string, value: string) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** What is rare is not shown as never. */
const percent = (share: number) => (share > 0 && share < 0.001 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`);

function promiseView({ id, text, proven, counterexample }: PromiseKept): TemplateResult {
  const verdict = proven === undefined ? 'Not decided' : proven ? 'Proven' : 'Broken';
  return html`<li class=${verdict.toLowerCase().replace(' ', '-')}>
    <strong>${verdict}:</strong> ${text ?? id}
    ${counterexample ? html`<span class="hint">These answers break it:</span>${stepList(counterexample)}` : nothing}
  </li>`;
}
