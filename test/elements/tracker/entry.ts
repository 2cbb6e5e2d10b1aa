/** Several cases, and the way in from another device. */
import { expect } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import { memoryCase } from '../../../src/backend/memory/fixtures.js';
import { createMemoryBackend } from '../../../src/backend/memory/memory-backend.js';
import { mountTracker } from '../../support/mounted-tracker.js';
import { CONSENT } from '../../support/uploader.js';
import { waitUntil } from '../../support/wait.js';

const LEO = '1c0b6c1e-58c7-4a71-9a0f-7a1c8d3e5f01';
const MARIA = '2d1c7d2f-69d8-4b82-8b10-8b2d9e4f6a02';

const several = () =>
  createMemoryBackend({
    cases: [
      { id: MARIA, reference: 'SO-7F3K-2QXA', phase: 'in-review', consents: [CONSENT] },
      {
        id: LEO,
        reference: 'SO-9H2M-4TRB',
        phase: 'collecting-records',
        waitingOn: 'patient',
        consents: [CONSENT],
        patient: { givenName: 'Leo', familyName: 'Example', birthDate: '2015-02-03' },
      },
    ],
  });

const input = (root: ShadowRoot, id: string) =>
  root.querySelector<HTMLInputElement>(`#${id}`) as HTMLInputElement;

describe('several cases', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('lists them, those first that need the person, and leads there and back', async () => {
    const backend = several();
    const { element, root, text, shows, button } = await mountTracker(backend);
    await shows('Your cases');
    expect(text().indexOf('Leo')).to.be.lessThan(text().indexOf('Maria'));
    expect(text()).to.include('Needs you.');
    await expect(element).to.be.accessible();
    button('Open: Leo, case SO-9H2M-4TRB').click();
    await shows('We are collecting your records');
    await waitUntil(() => root.activeElement?.id === 'headline');
    await shows('All your cases');
    expect(text()).not.to.include('SO-7F3K-2QXA');
    expect(location.hash).to.equal('');
    button('All your cases').click();
    await shows('Your cases');
    await waitUntil(() => root.activeElement?.id === 'cases-title');
  });

  it('shows nothing of one case in another', async () => {
    const backend = several();
    const { root, text, shows, button } = await mountTracker(backend);
    await shows('Your cases');
    button('Open: Leo, case SO-9H2M-4TRB').click();
    await shows('There are no messages yet.');
    backend.staff.writeMessage(LEO, 'About Leo alone');
    await shows('About Leo alone');
    button('All your cases').click();
    await shows('Your cases');
    button('Open: Maria, case SO-7F3K-2QXA').click();
    await shows('There are no messages yet.');
    expect(text()).not.to.include('Leo');
    expect(root.textContent).not.to.include('About Leo alone');
  });

  it('keeps in the address which one is open, when the page asks for it', async () => {
    const { element, shows, button } = await mountTracker(several());
    element.deepLink = true;
    await shows('Your cases');
    button('Open: Leo, case SO-9H2M-4TRB').click();
    await shows('We are collecting your records');
    expect(location.hash).to.equal(`#case=${LEO}`);
    history.back();
    await shows('Your cases');
    location.hash = `#case=${MARIA}`;
    await shows('A specialist is reviewing your case');
  });

  it('takes no address that is not an id for a case', async () => {
    const backend = several();
    history.replaceState(null, '', '#case=../../../sessions/00000000000000');
    const { element, shows } = await mountTracker(backend);
    element.deepLink = true;
    await shows('Your cases');
    expect(backend.calls['getCase'] ?? 0).to.equal(0);
  });
});

describe('a case from another device', () => {
  const CASE = memoryCase();

  /** A backend with a case that this device does not know. */
  const elsewhere = async () => {
    const backend = createMemoryBackend({ case: { phase: 'in-review' } });
    await backend.forgetDevice();
    const { listCases: _, ...rest } = backend;
    // Who is not signed in has no list.
    return { backend, port: { ...rest, listCases: () => Promise.resolve({ cases: [] }) } as typeof backend };
  };

  it('is opened by its number and the code from the e-mail', async () => {
    const { backend, port } = await elsewhere();
    const { element, root, said, shows, button } = await mountTracker(port);
    await shows('Did you start on another device?');
    await expect(element).to.be.accessible();
    button('Send me a code').click();
    await shows('Please enter your case number.');
    expect(root.activeElement?.id).to.equal('case-reference');
    input(root, 'case-reference').value = 'so 7f3k 2qxa';
    button('Send me a code').click();
    await shows('Look at your e-mail');
    await expect(element).to.be.accessible();
    button('Open my case').click();
    await shows('Please enter the 8 digits of the code.');
    const code = backend.staff.codeSent(CASE.id) ?? '';
    input(root, 'case-code').value = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
    button('Open my case').click();
    await shows('This code can’t be used.');
    expect(root.activeElement?.id).to.equal('code-error');
    input(root, 'case-code').value = `${code.slice(0, 4)} ${code.slice(4)}`;
    button('Open my case').click();
    await shows('A specialist is reviewing your case');
    await waitUntil(() => root.activeElement?.id === 'headline');
    expect(said).to.include('Your case is open on this device.');
    expect(said.join(' ')).not.to.include(code);
  });

  it('leaves nothing about uploads on a device that other people use', async () => {
    const { backend, port } = await elsewhere();
    const { element, root, shows, button } = await mountTracker(port);
    await shows('Did you start on another device?');
    input(root, 'case-reference').value = CASE.reference;
    button('Send me a code').click();
    await shows('Look at your e-mail');
    input(root, 'case-code').value = backend.staff.codeSent(CASE.id) ?? '';
    root.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    button('Open my case').click();
    await shows('A specialist is reviewing your case');
    expect(element.noLedger).to.equal(true);
  });

  it('says the same for a number that no case has', async () => {
    const { port } = await elsewhere();
    const { root, shows, button } = await mountTracker(port);
    await shows('Did you start on another device?');
    input(root, 'case-reference').value = 'SO-2222-2222';
    button('Send me a code').click();
    await shows('If there is such a case, a code is on its way.');
  });

  it('keeps what was typed when the backend does not answer', async () => {
    const { backend, port } = await elsewhere();
    backend.fail.requestSignInCode = new BackendError('unavailable', { status: 503, retryable: true });
    const { root, shows, button } = await mountTracker(port);
    await shows('Did you start on another device?');
    input(root, 'case-reference').value = CASE.reference;
    button('Send me a code').click();
    await shows('The clinic’s server is not available right now');
    expect(input(root, 'case-reference').value).to.equal(CASE.reference);
    delete backend.fail.requestSignInCode;
    button('Send me a code').click();
    await shows('Look at your e-mail');
  });

  it('is not offered where the backend sends no codes', async () => {
    const backend = createMemoryBackend({ capabilities: { signInCode: false } });
    const { text, shows } = await mountTracker(backend);
    await shows('There is no case on this device yet');
    expect(text()).not.to.include('another device?');
  });
});
