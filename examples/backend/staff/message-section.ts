/** Messages on the staff page. */
import type { Message } from 'second-opinion-intake/contract';
import { html, type Html } from './html.js';

const row = ({ from, author, text, documentIds, postedAt, readAt }: Message, names: Map<string, string>) =>
  html`<tr>
    <td>${postedAt.slice(0, 16).replace('T', ' ')}</td>
    <td>${author ?? from}</td>
    <td>
      <span class="typed">${text}</span>
      ${documentIds.map((id) => html`<br /><small>${names.get(id) ?? 'a deleted document'}</small>`)}
    </td>
    <td>${readAt ? 'read' : 'not read'}</td>
  </tr>`;

/** `names`: of the case's documents, by their ids. `action`: the URL of an action's form. */
export function messageSection(
  messages: readonly Message[],
  names: Map<string, string>,
  action: (name: string) => string,
): Html {
  const unread = messages.some(({ from, readAt }) => from === 'patient' && !readAt);
  return html`<h2>Messages</h2>
    <table>
      <tbody>
        ${messages.map((each) => row(each, names))}
      </tbody>
    </table>
    ${
      unread &&
      html`<form method="post" action="${action('read-messages')}"><button>Mark as read</button></form>`
    }
    <form method="post" action="${action('message')}">
      <label>Your name and role <input name="author" required maxlength="200" size="25" /></label>
      <label
        >Message to the patient <textarea name="text" required maxlength="4000" cols="50"></textarea>
      </label>
      <button>Send</button>
    </form>`;
}
