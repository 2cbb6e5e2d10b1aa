/** What a person agreed to, read again as it was; a text that has changed; and the way out. */
import { expect } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import { memoryCase } from '../../../src/backend/memory/fixtures.js';
import { createMemoryBackend } from '../../../src/backend/memory/memory-backend.js';
import type { ConsentText } from '../../../src/contract/index.js';
import { mountTracker } from '../../support/mounted-tracker.js';
import { CONSENT } from '../../support/uploader.js';
import { waitUntil } from '../../support/wait.js';
import { sha256 } from '../../support/web-sha256.js';

const CASE = memoryCase();

async function textOf(version: string, text: string): Promise<ConsentText> {
  return {
    id: 'second-opinion',
    version,
    locale: 'en',
    title: 'Your consent',
    text,
    sha256: await sha256(text),
  };
}

describe('consent and withdrawal in the tracker', () => {
  it('shows what was agreed to and when, and the text as it was agreed to', async () => {
    const agreed = await textOf('2026-11', 'You ask us for a second opinion.');
    const backend = createMemoryBackend({
      case: { phase: 'in-review', consents: [{ ...CONSENT, sha256: agreed.sha256 }] },
      capabilities: { consentTexts: [agreed] },
    });
    const { element, root, shows } = await mountTracker(backend);
    await shows('What you agreed to');
    await shows('You agreed on November 16, 2026. Version 2026-11');
    const details = root.querySelector<HTMLDetailsElement>('[part=consent] details');
    (details?.querySelector('summary') as HTMLElement).click();
    await shows('You ask us for a second opinion.');
    await expect(element).to.be.accessible();
  });

  it('says so when a text that was agreed to cannot be had any more', async () => {
    const backend = createMemoryBackend({
      case: { phase: 'closed', outcome: 'completed', consents: [{ ...CONSENT, textId: 'gone' }] },
    });
    const { root, shows } = await mountTracker(backend);
    await shows('Your consent');
    (root.querySelector('[part=consent] summary') as HTMLElement).click();
    await shows('This text can’t be shown now. The clinic can send it to you.');
  });

  it('asks again when the text has changed, and says so once the person has agreed', async () => {
    const before = await textOf('2026-11', 'The old text.');
    const now = await textOf('2027-01', 'The new text.');
    const backend = createMemoryBackend({
      case: { phase: 'in-review', consents: [{ ...CONSENT, sha256: before.sha256 }] },
      capabilities: { consentTexts: [now] },
    });
    const { element, root, said, text, shows, button } = await mountTracker(backend);
    await shows('The clinic has changed what you agreed to');
    await shows('The new text.');
    await expect(element).to.be.accessible();
    backend.fail.recordConsent = new BackendError('unavailable', { status: 503, retryable: true });
    button('I agree to the new text').click();
    await waitUntil(() => root.activeElement?.id === 'agree-error');
    expect(backend.caseNow(CASE.id).consents).to.have.length(1);
    delete backend.fail.recordConsent;
    button('I agree to the new text').click();
    await waitUntil(() => !text().includes('The clinic has changed what you agreed to'));
    expect(said.join(' ')).to.contain('The clinic knows that you agree.');
    expect(backend.caseNow(CASE.id).consents.map(({ sha256: digest }) => digest)).to.deep.equal([
      before.sha256,
      now.sha256,
    ]);
    await shows('Version 2027-01');
  });

  it('shows the newest text when the one on the screen has been changed meanwhile', async () => {
    const texts = await Promise.all(
      ['2026-11', '2027-01', '2027-02'].map((version) => textOf(version, `Text of ${version}.`)),
    );
    const [before, shown, now] = texts as [ConsentText, ConsentText, ConsentText];
    const backend = createMemoryBackend({
      case: { phase: 'in-review', consents: [{ ...CONSENT, sha256: before.sha256 }] },
      capabilities: { consentTexts: [shown] },
    });
    const { root, text, shows, button } = await mountTracker(backend);
    await shows('Text of 2027-01.');
    const { capabilities } = backend;
    backend.capabilities = async (options) => ({ ...(await capabilities(options)), consentTexts: [now] });
    backend.fail.recordConsent = new BackendError('consent-outdated', { status: 409 });
    button('I agree to the new text').click();
    await waitUntil(() => root.activeElement?.id === 'agree-error');
    expect(text()).to.contain('Text of 2027-02.').and.not.contain('Text of 2027-01.');
  });

  it('withdraws after a confirmation; a failure changes nothing', async () => {
    const backend = createMemoryBackend({ case: { phase: 'in-review' } });
    const { element, root, said, text, shows, button } = await mountTracker(backend);
    await shows('Withdraw my request');
    button('Withdraw my request').click();
    const dialog = root.querySelector<HTMLDialogElement>('#withdraw');
    expect(dialog?.open).to.equal(true);
    await expect(element).to.be.accessible();
    button('No, go on with it').click();
    expect(dialog?.open).to.equal(false);
    expect(backend.calls['withdrawCase'] ?? 0).to.equal(0);

    backend.fail.withdrawCase = new BackendError('unavailable', { status: 503, retryable: true });
    button('Withdraw my request').click();
    button('Yes, withdraw it').click();
    await waitUntil(() => root.activeElement?.id === 'withdraw-error');
    expect(backend.caseNow(CASE.id).phase).to.equal('in-review');

    delete backend.fail.withdrawCase;
    button('Yes, withdraw it').click();
    await shows('This request was withdrawn. Nobody is working on it any more.');
    expect(said).to.deep.equal([
      'Your case is closed. This request was withdrawn. Nobody is working on it any more.',
    ]);
    expect(dialog?.open).to.equal(false);
    await waitUntil(() => root.activeElement?.id === 'headline');
    (root.querySelector('.history') as HTMLDetailsElement).open = true;
    await shows('You withdrew your request');
    expect(text()).not.to.contain('Withdraw my request');
    expect(backend.caseNow(CASE.id).outcome).to.equal('withdrawn');
  });

  it('offers no way out that the backend does not take', async () => {
    const backend = createMemoryBackend({
      case: { phase: 'in-review', consents: [CONSENT] },
      capabilities: { withdrawal: false },
    });
    const { text, shows } = await mountTracker(backend);
    await shows('What you agreed to');
    expect(text()).not.to.contain('Withdraw my request');
  });
});
