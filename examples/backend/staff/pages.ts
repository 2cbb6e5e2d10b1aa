/** The staff page: plain server-made HTML, since it is a stand-in for the clinic's own case system. */
import {
  CASE_PHASES,
  type Case,
  type CaseDocument,
  type Message,
  type PatientRequest,
} from 'second-opinion-intake/contract';
import { html, type Html } from './html.js';
import { messageSection } from './message-section.js';
import { estimateForms, reportSection } from './report-section.js';

export const STAFF_CSS = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .375rem .75rem .375rem 0; border-block-end: 1px solid #8884; vertical-align: top; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-block: .75rem; }
label { display: grid; gap: .125rem; font-size: .875rem; }
input, select, textarea, button { font: inherit; padding: .375rem .5rem; }
.typed { white-space: pre-line; }
h2 { margin-block-start: 2rem; font-size: 1.125rem; }
`;

export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/staff/staff.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}

export function listPage(
  organisation: string,
  cases: readonly { id: string; reference: string; phase: string; name: string; createdAt: Date }[],
): string {
  return page(
    `Cases · ${organisation}`,
    html`<h1>Cases</h1>
      <table>
        <thead>
          <tr>
            <th>Reference</th>
            <th>Patient</th>
            <th>Phase</th>
            <th>Since</th>
          </tr>
        </thead>
        <tbody>
          ${cases.map(
            (each) =>
              html`<tr>
                <td><a href="/staff/cases/${each.id}">${each.reference}</a></td>
                <td>${each.name}</td>
                <td>${each.phase}</td>
                <td>${each.createdAt.toISOString().slice(0, 16).replace('T', ' ')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${cases.length === 0 && html`<p>No cases yet.</p>`}`,
  );
}

/** As text, not as a link: it is a stranger's, and one should see where it leads before going there. */
function givenByPatient(given: PatientRequest | undefined): Html {
  if (!given) return html``;
  return html`<small>
    ${'hospital' in given && html`<br />Hospital: ${given.hospital}`}
    ${given.kind === 'image-link' && html`<br />Link: <code>${given.url}</code>`}
    ${given.kind === 'image-link' && given.accessCode && html`<br />Code: <code>${given.accessCode}</code>`}
    ${'note' in given && given.note && html`<br />Note: ${given.note}`}
  </small>`;
}

/** What to know of a document before it is opened. */
function marks({ findings = [], identity, deidentification }: CaseDocument): string {
  return [
    ...findings,
    identity && `patient: ${identity.match} (${identity.decision})`,
    identity && identity.reasons.join(', '),
    deidentification && `de-identified: ${deidentification.profile} ${deidentification.edition}`,
    deidentification?.pixelRisk && 'pixels may show who it is',
  ]
    .filter(Boolean)
    .join('; ');
}

export function casePage(
  c: Case,
  given: ReadonlyMap<string, PatientRequest>,
  messages: readonly Message[],
): string {
  const action = (name: string) => `/staff/cases/${c.id}/${name}`;
  const names = new Map(c.documents.map(({ id, title, fileName }) => [id, title ?? fileName]));
  return page(
    `Case ${c.reference}`,
    html`<p><a href="/staff">All cases</a></p>
      <h1>Case ${c.reference}</h1>
      <table>
        <tbody>
          <tr>
            <th scope="row">Patient</th>
            <td>${c.patient.givenName} ${c.patient.familyName}, born ${c.patient.birthDate}</td>
          </tr>
          <tr>
            <th scope="row">Represented by</th>
            <td>${c.representative ? `${c.representative.name} (${c.representative.role})` : 'nobody'}</td>
          </tr>
          <tr>
            <th scope="row">Contact</th>
            <td>${c.contact.email} ${c.contact.phone}</td>
          </tr>
          <tr>
            <th scope="row">Reason</th>
            <td>${c.reason}</td>
          </tr>
          <tr>
            <th scope="row">Eligibility</th>
            <td>${c.assessment?.outcomeKind ?? 'not assessed'}</td>
          </tr>
          <tr>
            <th scope="row">Phase</th>
            <td>${c.phase}${c.outcome ? ` (${c.outcome})` : ''}, waiting on ${c.waitingOn}</td>
          </tr>
          <tr>
            <th scope="row">Consent</th>
            <td>
              ${c.consents.map((each) => `${each.textId} ${each.version} (${each.locale})`).join(', ') || 'none'}
            </td>
          </tr>
        </tbody>
      </table>

      <h2>Phase</h2>
      <form method="post" action="${action('move')}">
        <label
          >Move to
          <select name="phase">
            ${CASE_PHASES.filter((phase) => !['draft', 'report-ready', 'closed'].includes(phase)).map(
              (phase) => html`<option value="${phase}">${phase}</option>`,
            )}
          </select>
        </label>
        <label>Reason for the patient <input name="reason" size="40" /></label>
        <button>Move</button>
      </form>
      ${estimateForms(c, action)} ${messageSection(messages, names, action)}

      <h2>Requests</h2>
      <table>
        <tbody>
          ${c.requests.map(
            (each) =>
              html`<tr>
                <td>${each.title}${givenByPatient(given.get(each.id))}</td>
                <td>${each.owner}</td>
                <td>${each.status}${each.answer ? ` (${each.answer})` : ''}</td>
                <td>
                  ${
                    ['open', 'pending-check'].includes(each.status) &&
                    html`<form method="post" action="${action('settle')}">
                      <input type="hidden" name="requestId" value="${each.id}" />
                      <button name="status" value="settled">Settle</button>
                      <button name="status" value="withdrawn">Withdraw</button>
                    </form>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      <form method="post" action="${action('ask')}">
        <label>What is missing <input name="title" required size="30" /></label>
        <label>Why <input name="reason" size="40" /></label>
        <label>Due on <input name="dueOn" type="date" /></label>
        <label
          >From
          <select name="owner">
            <option value="patient">the patient</option>
            <option value="third-party">another hospital</option>
          </select>
        </label>
        <button>Ask for a document</button>
      </form>

      <h2>Documents</h2>
      <table>
        <tbody>
          ${c.documents.map(
            (each) =>
              html`<tr>
                <td>
                  ${each.title ?? each.fileName}${each.title && html`<br /><small>${each.fileName}</small>`}
                </td>
                <td>${each.category ?? each.type} ${each.recordDate}</td>
                <td>${marks(each)}</td>
                <td>${each.size} bytes</td>
                <td>${each.status}${each.rejection ? ` (${each.rejection.code})` : ''}</td>
                <td>
                  ${
                    each.status === 'received' &&
                    html`<form method="post" action="${action('reject-document')}">
                      <input type="hidden" name="documentId" value="${each.id}" />
                      <label
                        >Why
                        <select name="code">
                          <option value="unreadable">cannot be read</option>
                          <option value="not-this-patient">another patient</option>
                          <option value="other">other</option>
                        </select>
                      </label>
                      <label>In words <input name="text" /></label>
                      <button>Reject</button>
                    </form>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>

      ${reportSection(c, action)}

      <h2>End</h2>
      <form method="post" action="${action('close')}">
        <label
          >Outcome
          <select name="outcome">
            <option>completed</option>
            <option>declined</option>
            <option>withdrawn</option>
            <option>failed</option>
          </select>
        </label>
        <label>Reason for the patient <input name="reason" size="40" /></label>
        <button>Close the case</button>
      </form>`,
  );
}
