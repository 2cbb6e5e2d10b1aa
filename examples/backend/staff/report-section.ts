/** The report, and when it is to be expected, on the staff page. */
import type { Case } from 'second-opinion-intake/contract';
import { html, type Html } from './html.js';

const released = ({ releasedAt, openedAt }: { releasedAt: string; openedAt: string | null }) =>
  `Released ${releasedAt}; opened: ${openedAt ?? 'not yet'}`;

/** `action`: the URL of an action's form. */
export function estimateForms({ estimate }: Case, action: (name: string) => string): Html {
  return html`<form method="post" action="${action('records-complete')}">
      <button>Records are complete: start the clock</button>
    </form>
    <p>
      ${estimate.latest ? `Report expected from ${estimate.earliest} to ${estimate.latest}` : 'No estimate yet'}${
        estimate.delay && `, late since ${estimate.delay.since}: ${estimate.delay.text}`
      }
    </p>
    ${
      estimate.clockStartedAt &&
      html`<form method="post" action="${action('delay')}">
        <label>Now at the latest <input name="latest" type="date" required /></label>
        <label>At the earliest <input name="earliest" type="date" /></label>
        <label>Why, for the patient <input name="text" required maxlength="1000" size="40" /></label>
        <button>The report is late</button>
      </form>`
    }`;
}

export function reportSection({ report }: Case, action: (name: string) => string): Html {
  return html`<h2>Report</h2>
    <p>${report ? released(report) : 'Not released.'}</p>
    <ul>
      ${report?.addenda?.map((each) => html`<li>${each.fileName}. ${released(each)}</li>`)}
    </ul>
    <form method="post" action="${action('release-report')}" enctype="multipart/form-data">
      <label
        >PDF (without one, a plain letter is made) <input type="file" name="report" accept="application/pdf"
      /></label>
      <button>Release the report</button>
    </form>
    ${
      report &&
      html`<form method="post" action="${action('release-addendum')}" enctype="multipart/form-data">
        <label
          >PDF (without one, a plain letter is made)
          <input type="file" name="addendum" accept="application/pdf"
        /></label>
        <button>Add to the report</button>
      </form>`
    }`;
}
