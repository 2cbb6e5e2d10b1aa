import { expect, oneEvent } from '@open-wc/testing';
import { BackendError } from '../../../src/backend/backend.js';
import { memoryCase } from '../../../src/backend/memory/fixtures.js';
import { createMemoryBackend } from '../../../src/backend/memory/memory-backend.js';
import type { CaseDocument } from '../../../src/contract/index.js';
import type { SoCaseChangedEvent } from '../../../src/widgets/case-status-tracker/so-case-status-tracker.js';
import { mountTracker } from '../../support/mounted-tracker.js';
import { waitUntil } from '../../support/wait.js';

const CASE = memoryCase();
const unavailable = new BackendError('unavailable', { status: 503, requestId: 'req-1', retryable: true });

const DOCUMENT: CaseDocument = {
  id: '0b8f4f5e-93a6-4f0d-9d2b-0c1a58a1f001',
  caseId: CASE.id,
  fileName: 'mri-report.pdf',
  mediaType: 'application/pdf',
  type: 'pdf',
  size: 120_000,
  sha256: 'a'.repeat(64),
  status: 'received',
  rejection: null,
  requestId: null,
  declaredAt: '2026-11-16T10:00:00Z',
  receivedAt: '2026-11-16T10:01:00Z',
};

describe('so-case-status-tracker', () => {
  it('shows where the case is, whose turn it is with the reason, and the steps', async () => {
    const { element, root, text, shows } = await mountTracker(createMemoryBackend({ case: {} }));
    await shows('We have your request');
    await shows('May I close this page? Yes.');
    expect(text()).to.include('Case SO-7F3K-2QXA');
    expect(text()).to.include('Nothing is needed from you, because');
    expect(text()).to.include(
      'The clock starts when your records are complete. From then it usually takes 10 to 14',
    );
    expect(root.querySelectorAll('[aria-current=step]').length).to.equal(1);
    await expect(element).to.be.accessible();
  });

  it('answers what people ask without a click', async () => {
    const backend = createMemoryBackend({
      case: { documents: [DOCUMENT] },
      messages: [{ from: 'clinic', text: 'Please call us.' }],
    });
    backend.staff.recordsComplete(CASE.id, '2030-12-07', '2030-12-11');
    backend.staff.movePhase(CASE.id, 'in-review');
    backend.staff.openRequest(CASE.id, { title: 'Pathology report', dueOn: '2030-12-04' });
    const { root, text, shows } = await mountTracker(backend);
    await shows('Usually 8 to 11 business days');
    const answers: Record<string, RegExp> = {
      'Where is my case?': /A specialist is reviewing your case/,
      'Is it my turn?': /It is your turn The clinic needs one thing from you/,
      'What do they need, and by when?': /Pathology report There is time. Please send it by December 4, 2030/,
      'Did my disc arrive?': /1 file arrived whole/,
      'When do I hear?': /Probably December 7\s?–\s?11, 2030/,
      'What comes next?': /What happens next: You are told when your report is ready/,
      'How long does this take?': /Usually 8 to 11 business days/,
      'Is there news for me?': /You have a new message/,
      'May I close this page?': /May I close this page\? Yes/,
      'Whom do I call?': /Call \+1 555 0142/,
    };
    for (const [question, answer] of Object.entries(answers)) expect(text(), question).to.match(answer);
    expect(root.querySelectorAll('details[open]')).to.have.length(0);
  });

  it('shows all of a case also when the page moves it while it is being drawn', async () => {
    const { element, root, shows } = await mountTracker(createMemoryBackend({ case: {} }));
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!root.querySelector('[part=close]')) return;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(root, { childList: true, subtree: true });
      look();
    });
    const place = element.parentElement;
    element.remove();
    place?.append(element);
    await shows('Forget this device');
  });

  it('shows a new phase live, says it once and tells the host page', async () => {
    const backend = createMemoryBackend({ case: {} });
    const { element, said, shows } = await mountTracker(backend);
    await shows('Live.');
    const changed: Promise<Event> = oneEvent(element, 'so-case-changed');
    backend.staff.movePhase(CASE.id, 'in-review', 'All records are here');
    await shows('A specialist is reviewing your case');
    const { caseId, phase, waitingOn, openRequests } = (await changed) as SoCaseChangedEvent;
    expect({ caseId, phase, waitingOn, openRequests }).to.deep.equal({
      caseId: CASE.id,
      phase: 'in-review',
      waitingOn: 'clinic',
      openRequests: 0,
    });
    await shows('All records are here');
    expect(said.filter((each) => each.startsWith('A specialist is reviewing')).length).to.equal(1);
    await expect(element).to.be.accessible();
  });

  it('shows a new request live and takes "I can’t get this"; a failure keeps what was typed', async () => {
    const backend = createMemoryBackend({ case: { phase: 'collecting-records' } });
    const { element, root, said, text, shows, button } = await mountTracker(backend);
    await shows('Live.');
    const title = 'Pathology report';
    const { id } = backend.staff.openRequest(CASE.id, {
      title,
      reason: 'To see the cells',
      dueOn: '2020-01-31',
    });
    await shows('This was due on January 31, 2020');
    expect(text()).to.include('It is your turn');
    expect(text()).to.include('To see the cells');
    expect(said.join()).to.include('The clinic asked for something: Pathology report.');
    await expect(element).to.be.accessible();

    button(`I can’t get this: ${title}`).click();
    await shows('The clinic looks for another way');
    const note = root.querySelector<HTMLInputElement>('#note') as HTMLInputElement;
    note.value = 'They have lost it';
    backend.fail.answerRequest = unavailable;
    button('Send this answer').click();
    await shows('The clinic’s server is not available right now');
    expect(root.querySelector<HTMLInputElement>('#note')?.value).to.equal('They have lost it');
    await expect(element).to.be.accessible();

    delete backend.fail.answerRequest;
    button('Send this answer').click();
    await shows('You answered. The clinic is checking it.');
    expect(backend.caseNow(CASE.id).requests.find((each) => each.id === id)?.answer).to.equal('cannot');
    expect(said).to.include('Thank you. The clinic has your answer.');

    backend.staff.closeRequest(CASE.id, id);
    await shows('1 thing is done');
    expect(text()).to.include('Nothing is open.');
    root.querySelector<HTMLElement>('.settled summary')?.click();
    await shows('Pathology report: Done. Thank you.');
  });

  it('opens an uploader that belongs to the request', async () => {
    const backend = createMemoryBackend({ case: { phase: 'collecting-records' } });
    const { root, shows, button } = await mountTracker(backend);
    await shows('Live.');
    const { id } = backend.staff.openRequest(CASE.id, { title: 'CT images' });
    await shows('CT images');
    button('Add the document: CT images').click();
    await waitUntil(() => root.querySelector('so-document-uploader'));
    const uploader = root.querySelector('so-document-uploader');
    expect(uploader?.requestId).to.equal(id);
    expect(uploader?.caseId).to.equal(CASE.id);
  });

  it('asks for a link to the report only on the click, and puts none into the page', async () => {
    const backend = createMemoryBackend({ case: { phase: 'writing-report' } });
    const { element, root, said, shows, button } = await mountTracker(backend);
    await shows('Live.');
    backend.staff.releaseReport(CASE.id);
    await shows('Download the report');
    expect(said).to.include('Your report is ready.');
    expect(backend.calls['createReportLink'] ?? 0).to.equal(0);
    await expect(element).to.be.accessible();

    const followed: { url: string; name: string }[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      followed.push({ url: this.href, name: this.download });
    };
    try {
      button('Download the report').click();
      await shows('The download has started');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(backend.calls['createReportLink']).to.equal(1);
    expect(followed.map(({ name }) => name)).to.deep.equal(['second-opinion.pdf']);
    expect(root.querySelectorAll('a[href]:not([href^=tel], [href^=mailto])').length).to.equal(0);
  });

  it('shows a rejected document with the reason and what to do', async () => {
    const backend = createMemoryBackend({ case: { documents: [DOCUMENT] } });
    const { element, said, text, shows } = await mountTracker(backend);
    await shows('mri-report.pdf');
    await shows('Live.');
    backend.staff.rejectDocument(DOCUMENT.id, { code: 'unreadable', text: 'Page 2 is black' });
    await shows('The clinic could not open it. Please send another copy.');
    expect(text()).to.include('Page 2 is black');
    expect(said).to.include('1 file could not be used.');
    await expect(element).to.be.accessible();
  });

  it('says what failed and goes on after "Try again"', async () => {
    const backend = createMemoryBackend({ case: {}, fail: { getCase: unavailable } });
    const { element, text, shows, button } = await mountTracker(backend);
    await shows('The clinic’s server is not available right now');
    expect(text()).to.include('req-1');
    await expect(element).to.be.accessible();
    delete backend.fail.getCase;
    button('Try again').click();
    await shows('We have your request');
  });

  it('keeps the case on the screen when news cannot be read', async () => {
    const backend = createMemoryBackend({ case: {} });
    const { text, shows } = await mountTracker(backend);
    await shows('Live.');
    backend.fail.getCase = unavailable;
    backend.staff.movePhase(CASE.id, 'accepted');
    await shows('We are trying to reconnect');
    expect(text()).to.include('We have your request');
  });

  it('pauses off the page and shows what happened meanwhile when it is back', async () => {
    const backend = createMemoryBackend({ case: {} });
    const { element, shows } = await mountTracker(backend);
    await shows('Live.');
    const parent = element.parentElement as HTMLElement;
    element.remove();
    const before = backend.calls['getCase'];
    backend.staff.movePhase(CASE.id, 'writing-report');
    expect(backend.calls['getCase']).to.equal(before);
    parent.append(element);
    await shows('Your report is being written');
  });

  it('has friendly words when there is no case', async () => {
    const { element, shows } = await mountTracker(createMemoryBackend());
    await shows('There is no case on this device yet');
    await expect(element).to.be.accessible();
  });

  it('tells how a case was closed', async () => {
    const { element, text, shows } = await mountTracker(
      createMemoryBackend({ case: { phase: 'closed', outcome: 'declined', waitingOn: 'nobody' } }),
    );
    await shows('Your case is closed');
    expect(text()).to.include('can’t give a second opinion in this case');
    await expect(element).to.be.accessible();
  });

  it('forgets the device after a confirmation', async () => {
    const backend = createMemoryBackend({ case: {} });
    const { element, root, shows, button } = await mountTracker(backend);
    await shows('Forget this device');
    button('Forget this device').click();
    expect(root.querySelector('dialog')?.open).to.equal(true);
    expect(backend.calls['forgetDevice'] ?? 0).to.equal(0);
    await expect(element).to.be.accessible();
    const forgotten = oneEvent(element, 'so-device-forgotten');
    button('Yes, forget it').click();
    await forgotten;
    await shows('This device has forgotten your case');
    expect(await backend.rememberedCase()).to.equal(null);
  });

  it('leaves the page’s title alone unless asked', async () => {
    const title = 'Lindenfield Hospital';
    document.title = title;
    const backend = createMemoryBackend({ case: { phase: 'collecting-records' } });
    const { element, shows } = await mountTracker(backend);
    await shows('Live.');
    backend.staff.openRequest(CASE.id, { title: 'CT images' });
    await shows('It is your turn');
    expect(document.title).to.equal(title);
    element.titleBadge = true;
    await element.updateComplete;
    expect(document.title).to.equal(`(1) ${title}`);
    element.remove();
    expect(document.title).to.equal(title);
  });

  it('is one line in a portal’s dashboard, silent, and says what needs the person first', async () => {
    const backend = createMemoryBackend({ case: { phase: 'in-review' } });
    const { element, root, said, text, shows } = await mountTracker(backend);
    element.variant = 'compact';
    await shows('A specialist is reviewing your case');
    expect(root.querySelectorAll('h2, button, ol')).to.have.length(0);
    const before = said.length;
    backend.staff.openRequest(CASE.id, { title: 'CT images' });
    await shows('It is your turn. The clinic needs one thing from you.');
    expect(said).to.have.length(before);
    await expect(element).to.be.accessible();
    expect(text()).not.to.contain('CT images');
  });

  it('speaks Spanish', async () => {
    const { element, shows } = await mountTracker(
      createMemoryBackend({ case: { phase: 'in-review' } }),
      'es',
    );
    await shows('Un especialista está revisando su caso');
    await shows('¿Puedo cerrar esta página?');
    await expect(element).to.be.accessible();
  });
});
