import { expect } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import { memoryCase } from '../../../src/backend/memory/fixtures.js';
import { createMemoryBackend, type MemoryOptions } from '../../../src/backend/memory/memory-backend.js';
import { mountTracker } from '../../support/mounted-tracker.js';
import { pdf } from '../../support/mounted-uploader.js';
import { CONSENT, loadUploader } from '../../support/uploader.js';
import { waitUntil } from '../../support/wait.js';

const CASE = memoryCase();
const unavailable = new BackendError('unavailable', { status: 503, requestId: 'req-1', retryable: true });

const withCase = (options: MemoryOptions = {}) =>
  createMemoryBackend({ ...options, case: { consents: [CONSENT], phase: 'in-review', ...options.case } });

const fieldOf = (root: ShadowRoot) =>
  root.querySelector<HTMLTextAreaElement>('#message-text') as HTMLTextAreaElement;

/** Chooses a file in the uploader below the message. */
async function choose(root: ShadowRoot, name: string, filling = 0): Promise<void> {
  const uploader = () => root.querySelector('so-document-uploader')?.shadowRoot;
  await waitUntil(() => uploader()?.querySelector('#files'));
  const input = uploader()?.querySelector<HTMLInputElement>('#files') as HTMLInputElement;
  const transfer = new DataTransfer();
  transfer.items.add(pdf(name, filling));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  window.dispatchEvent(new Event('focus'));
}

describe('messages with the care team', () => {
  before(async function () {
    this.timeout(120_000);
    await loadUploader();
  });

  it('says on the first screen that there is one, shows who wrote it, and counts it read once it was in sight', async () => {
    const backend = withCase({ messages: [{ from: 'clinic', text: 'Please call us.' }] });
    const { element, root, text, shows } = await mountTracker(backend);
    await shows('You have a new message');
    await shows('Please call us.');
    expect(text()).to.include('Ana, case nurse');
    root.querySelector('[data-message]')?.scrollIntoView();
    await waitUntil(() => backend.caseNow(CASE.id).messaging?.unread === 0);
    await waitUntil(() => !text().includes('You have a new message'));
    // Still marked for who is reading just now.
    expect(text()).to.include('New');
    await expect(element).to.be.accessible();
  });

  it('sends what was written, once, also when the first try failed, and keeps the words meanwhile', async () => {
    const backend = withCase({ fail: { postMessage: unavailable } });
    const { element, root, said, text, shows, button } = await mountTracker(backend);
    await shows('There are no messages yet.');
    button('Send the message').click();
    await shows('Please write something first.');
    await expect(element).to.be.accessible();
    expect(root.activeElement?.id).to.equal('message-text');
    fieldOf(root).value = 'May I eat before the scan?\nIt is at nine.';
    button('Send the message').click();
    await shows('The clinic’s server is not available right now');
    expect(fieldOf(root).value).to.include('May I eat');
    delete backend.fail.postMessage;
    button('Send the message').click();
    await shows('Your message has been sent.');
    expect(said).to.include('Your message has been sent.');
    expect(fieldOf(root).value).to.equal('');
    expect(text()).to.include('Sent. The team has not read it yet.');
    const sent = await backend.messages?.(CASE.id);
    expect(sent?.messages.map((each) => each.text)).to.deep.equal([
      'May I eat before the scan?\nIt is at nine.',
    ]);
    backend.staff.readMessages(CASE.id);
    await shows('Read by the team on');
    await expect(element).to.be.accessible();
  });

  it('sends a document with a message through the uploader, and names it there', async () => {
    const backend = withCase();
    const { root, shows, button } = await mountTracker(backend);
    await shows('There are no messages yet.');
    fieldOf(root).value = 'This is the letter.';
    button('Add a document').click();
    await choose(root, 'letter.pdf');
    await shows('1 file will go with your message.');
    expect(fieldOf(root).value).to.equal('This is the letter.');
    button('Send the message').click();
    await shows('Your message has been sent.');
    const sent = await backend.messages?.(CASE.id);
    const [document] = backend.caseNow(CASE.id).documents;
    expect(sent?.messages[0]?.documentIds).to.deep.equal([document?.id]);
    expect(root.querySelector('[data-message]')?.textContent).to.include('letter.pdf');
  });

  it('sends a message without the document that was taken away again', async () => {
    const backend = withCase();
    const { root, shows, button } = await mountTracker(backend);
    await shows('There are no messages yet.');
    button('Add a document').click();
    await choose(root, 'letter.pdf');
    await shows('1 file will go with your message.');
    const [document] = backend.caseNow(CASE.id).documents;
    await backend.deleteDocument(document?.id ?? '');
    fieldOf(root).value = 'It was the wrong letter.';
    button('Send the message').click();
    await shows('Your message has been sent.');
    const sent = await backend.messages?.(CASE.id);
    expect(sent?.messages[0]?.documentIds).to.deep.equal([]);
  });

  it('keeps the uploader open over a file on its way, and says why', async () => {
    const backend = withCase({ uploadRate: 20_000 });
    const { root, shows, button } = await mountTracker(backend);
    await shows('There are no messages yet.');
    button('Add a document').click();
    await choose(root, 'letter.pdf', 60_000);
    await shows('Please wait. A file is still being sent.');
    button('I have added everything').click();
    await shows('A file is still being sent. Please wait until it has arrived.');
    expect(root.querySelector('so-document-uploader')).not.to.equal(null);
    await shows('1 file will go with your message.');
    button('I have added everything').click();
    await waitUntil(() => !root.querySelector('so-document-uploader'));
  });

  it('counts a message read only when somebody can have seen it', async () => {
    const backend = withCase({ messages: [{ from: 'clinic', text: 'Please call us.' }] });
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    try {
      const { root, shows } = await mountTracker(backend);
      await shows('Please call us.');
      root.querySelector('[data-message]')?.scrollIntoView();
      // Longer than it takes to count as seen.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(backend.calls['markMessagesRead'] ?? 0).to.equal(0);
      Reflect.deleteProperty(document, 'hidden');
      document.dispatchEvent(new Event('visibilitychange'));
      backend.staff.openRequest(CASE.id, { title: 'CT images' });
      await shows('CT images');
      root.querySelector('[data-message]')?.scrollIntoView();
      await waitUntil(() => backend.caseNow(CASE.id).messaging?.unread === 0);
    } finally {
      Reflect.deleteProperty(document, 'hidden');
    }
  });

  it('says a new message aloud and shows it without a reload', async () => {
    const backend = withCase();
    const { said, shows } = await mountTracker(backend);
    await shows('Live.');
    backend.staff.writeMessage(CASE.id, 'The specialist has a question.');
    await shows('The specialist has a question.');
    expect(said).to.include('There is a new message for you.');
    // Never what it says: others may listen.
    expect(said.join(' ')).not.to.include('specialist has a question');
  });

  it('takes as many questions after the report as are left, then says whom to ask', async () => {
    const backend = withCase({ case: { phase: 'writing-report' } });
    const { element, root, shows, button } = await mountTracker(backend);
    await shows('Live.');
    backend.staff.releaseReport(CASE.id);
    await shows('Questions about your report');
    for (const left of [
      'You can ask 3 more questions.',
      'You can ask 2 more',
      'You can ask one more question.',
    ]) {
      await shows(left);
      fieldOf(root).value = `What does this mean? ${left}`;
      button('Send the message').click();
      await waitUntil(() => fieldOf(root)?.value !== `What does this mean? ${left}`);
    }
    await shows('You have asked all your questions.');
    expect(root.querySelector('#message-text')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('can be loaded again when it could not be', async () => {
    const backend = withCase({
      messages: [{ from: 'clinic', text: 'Hello' }],
      fail: { messages: unavailable },
    });
    const { shows, button, text } = await mountTracker(backend);
    await shows('The clinic’s server is not available right now');
    expect(text()).to.include('A specialist is reviewing your case');
    delete backend.fail.messages;
    button('Try again').click();
    await shows('Hello');
  });

  it('is not there where the backend takes none', async () => {
    const backend = withCase();
    const { messages: _, ...without } = backend;
    const { text, shows } = await mountTracker(without as typeof backend);
    await shows('Your documents');
    expect(text()).not.to.include('Messages');
  });
});
