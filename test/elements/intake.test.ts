import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { BackendError } from '../../src/backend/backend.js';
import { memoryCase } from '../../src/backend/memory/fixtures.js';
import { createMemoryBackend, type MemoryOptions } from '../../src/backend/memory/memory-backend.js';
import type { CaseDraft, ConsentAgreement } from '../../src/contract/index.js';
import '../../src/widgets/intake/define.js';
import type { IntakeStep, SoCaseCreatedEvent, SoIntake } from '../../src/widgets/intake/so-intake.js';
import { waitUntil } from '../support/wait.js';
import { sha256 } from '../support/web-sha256.js';

const ELIGIBLE = ['None of these', 'No', 'For me', '42', 'Yes', 'A cancer diagnosis', 'In this state', 'Yes'];
const NOT_ELIGIBLE = ['None of these', 'No', 'For my child', 'Yes', 'No'];
const unavailable = () =>
  new BackendError('unavailable', { status: 503, requestId: 'req-1', retryable: true });

const MINE = {
  'given-name': 'Maria',
  'family-name': 'Example',
  'birth-day': '17',
  'birth-month': '5',
  'birth-year': '1964',
  'contact-email': 'maria@example.org',
};

/** A person in front of the element: sees what is visible in it and in the elements inside, clicks and types. */
class Person {
  readonly element: SoIntake;
  constructor(element: SoIntake) {
    this.element = element;
  }

  get roots(): (ShadowRoot | Element)[] {
    const own = this.element.renderRoot as ShadowRoot;
    return [own, ...[...own.querySelectorAll('*')].flatMap((each) => each.shadowRoot ?? [])];
  }

  all<T extends HTMLElement>(selector: string): T[] {
    return this.roots
      .flatMap((root) => [...root.querySelectorAll<T>(selector)])
      .filter((each) => each.checkVisibility());
  }

  text(): string {
    return this.roots
      .map((root) => root.querySelector<HTMLElement>('[part=root]')?.innerText ?? '')
      .join('\n');
  }

  async sees(words: string): Promise<void> {
    await waitUntil(() => this.text().includes(words), `"${words}" in:\n${this.text()}`);
  }

  focused(): Element | null {
    let active = this.element.shadowRoot?.activeElement ?? null;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  }

  async focusIsOn(words: string): Promise<void> {
    await waitUntil(() => this.focused()?.textContent?.includes(words), `focus on "${words}"`);
  }

  button(name: string): HTMLButtonElement | undefined {
    return this.all<HTMLButtonElement>('button').find(
      (each) => (each.ariaLabel ?? each.textContent)?.replace(/\s+/g, ' ').trim() === name,
    );
  }

  async press(name: string): Promise<void> {
    await waitUntil(
      () => this.button(name)?.ariaDisabled !== 'true' && this.button(name),
      `button "${name}"`,
    );
    this.button(name)?.click();
    await this.element.updateComplete;
  }

  async choose(label: string): Promise<void> {
    const find = () => this.all('label.choice').find((each) => each.textContent?.trim() === label);
    await waitUntil(find, `choice "${label}"`);
    find()?.querySelector('input')?.click();
    await this.element.updateComplete;
  }

  input(id: string): HTMLInputElement {
    const found = this.all<HTMLInputElement>(`#${id}`)[0];
    if (!found) throw new Error(`no input ${id}`);
    return found;
  }

  type(values: Record<string, string>): void {
    for (const [id, value] of Object.entries(values)) this.input(id).value = value;
  }

  async isAt(step: IntakeStep, heading?: string): Promise<void> {
    await waitUntil(() => this.element.step === step, `step ${step}, not ${this.element.step}`);
    if (heading) await this.focusIsOn(heading);
  }

  async answer(words: readonly string[], start = 'Start', goOn = 'Continue'): Promise<void> {
    await this.press(start);
    for (const word of words) {
      if (/^\d+$/.test(word)) {
        await waitUntil(() => this.all('input[type=text]')[0], 'a number to type');
        this.all<HTMLInputElement>('input[type=text]')[0]!.value = word;
      } else await this.choose(word);
      await this.press(goOn);
    }
  }

  /** From the start to the details. */
  async toDetails(): Promise<void> {
    await this.answer(ELIGIBLE);
    await this.press('See your result');
    await waitUntil(() => this.text().includes('You are eligible'), 'the outcome');
    await this.press('Continue');
    await this.isAt('details', 'Your details');
  }

  async fillMine(): Promise<void> {
    await this.choose('For me');
    this.type(MINE);
  }

  async toConsent(): Promise<void> {
    await this.toDetails();
    await this.fillMine();
    await this.press('Continue');
    await this.isAt('consent', 'Your consent');
    await this.sees('Lindenfield Hospital for a second opinion');
  }

  async toDocuments(): Promise<void> {
    await this.toConsent();
    await this.choose('I have read this and I agree');
    await this.press('Continue');
    await this.isAt('documents', 'Send your records and images');
  }
}

async function show(options: MemoryOptions = {}, locale = 'en') {
  const backend = createMemoryBackend(options);
  return { backend, ...(await open(backend, locale)) };
}

async function open(backend: ReturnType<typeof createMemoryBackend>, locale = 'en') {
  const element = await fixture<SoIntake>(
    html`<so-intake .backend=${backend} locale=${locale} external-reference="ORDER-7"></so-intake>`,
  );
  return { element, person: new Person(element) };
}

const fitsIn = (element: HTMLElement, width: number): boolean => {
  element.style.inlineSize = `${width}px`;
  return element.scrollWidth <= width && element.getBoundingClientRect().width <= width;
};

describe('<so-intake>', () => {
  it('opens a case that was begun on another device, where that one stands', async () => {
    const backend = createMemoryBackend({ case: { phase: 'in-review' } });
    const { id, reference } = memoryCase();
    await backend.forgetDevice();
    const { person } = await open({ ...backend, listCases: () => Promise.resolve({ cases: [] }) });
    await person.press('I have a case already');
    await person.sees('Did you start on another device?');
    await person.press('Back');
    await person.isAt('eligibility');
    await person.press('I have a case already');
    await person.sees('Did you start on another device?');
    person.type({ 'case-reference': reference });
    await person.press('Send me a code');
    await person.sees('Look at your e-mail');
    person.type({ 'case-code': backend.staff.codeSent(id) ?? '' });
    await person.press('Open my case');
    await person.sees('A specialist is reviewing your case');
    await waitUntil(() => person.element.caseId === id, 'the case');
    expect(person.element.step).to.equal('tracker');
    await expect(person.element).to.be.accessible();
  });

  it('leads from the first question to the tracker, and records what was agreed to', async () => {
    const { backend, element, person } = await show();
    const drafts: CaseDraft[] = [];
    const consents: ConsentAgreement[] = [];
    const { createCase, recordConsent } = backend;
    backend.createCase = (id, draft, o) => (drafts.push(draft), createCase(id, draft, o));
    backend.recordConsent = (id, consent, o) => (consents.push(consent), recordConsent(id, consent, o));
    const steps: IntakeStep[] = [];
    element.addEventListener('so-intake-step', (event) => steps.push(event.step));
    const history = window.history.length;

    await person.sees('It takes about 10 minutes');
    await expect(element).to.be.accessible();
    await person.toDetails();
    expect(person.text()).to.include('Nothing is saved yet');
    await expect(element).to.be.accessible();
    expect(fitsIn(element, 320)).to.equal(true);
    await person.fillMine();
    const created = oneEvent(element, 'so-case-created') as Promise<SoCaseCreatedEvent>;
    await person.press('Continue');
    const { caseId, reference } = await created;
    expect(backend.caseNow(caseId).reference).to.equal(reference);
    expect(element.caseId).to.equal(caseId);
    expect(drafts[0]).to.include({ externalReference: 'ORDER-7', locale: 'en', representative: null });
    expect(drafts[0]?.assessmentId).to.be.a('string');
    expect(drafts[0]?.patient.birthDate).to.equal('1964-05-17');

    await person.isAt('consent', 'Your consent');
    await person.sees('Only the people who work on the case see them.');
    expect(person.text()).to.include('Version 2026-11');
    expect(person.text()).to.include('within 90 days');
    await expect(element).to.be.accessible();
    expect(fitsIn(element, 320)).to.equal(true);
    await person.press('Continue');
    await person.focusIsOn('There is a problem');
    expect(consents).to.have.length(0);
    await expect(element).to.be.accessible();
    await person.choose('I have read this and I agree');
    await person.press('Continue');
    await person.isAt('documents', 'Send your records and images');
    const offered = (await backend.capabilities()).consentTexts.find(({ locale }) => locale === 'en');
    expect(consents).to.have.length(1);
    expect(consents[0]).to.include({
      textId: offered?.id,
      version: '2026-11',
      locale: 'en',
      sha256: offered?.sha256,
    });
    expect(backend.caseNow(caseId).consents[0]?.sha256).to.equal(offered?.sha256);
    await expect(element).to.be.accessible();

    await person.press('I’ll send records later');
    await person.isAt('review', 'Check and send');
    await person.sees('Maria Example');
    expect(person.text()).to.include('May 17, 1964');
    expect(person.text()).to.include('480 dollars');
    await expect(element).to.be.accessible();
    expect(fitsIn(element, 320)).to.equal(true);
    await person.press('Send to the care team');
    await person.isAt('tracker', 'Your request is with the care team');
    expect(backend.caseNow(caseId).phase).to.equal('submitted');
    await expect(element).to.be.accessible();
    expect(steps).to.deep.equal(['details', 'consent', 'documents', 'review', 'tracker']);
    expect(window.history.length).to.equal(history);
  });

  it('ends with the outcome when a second opinion is not possible', async () => {
    const { person, element } = await show();
    await person.answer(NOT_ELIGIBLE);
    await person.press('See your result');
    await person.sees('Not possible with this service');
    expect(person.button('Continue')).to.equal(undefined);
    expect(element.step).to.equal('eligibility');
  });

  it('lets the answers be kept on this device only where the page allows it', async () => {
    const { person, element } = await show();
    await waitUntil(() => person.button('Start'));
    expect(person.button('Keep my answers on this device')).to.equal(undefined);
    element.saveDays = 7;
    await waitUntil(() => person.button('Keep my answers on this device'));
    await expect(element).to.be.accessible();
  });

  it('keeps what was typed when going back and forth', async () => {
    const { person } = await show();
    await person.toDetails();
    await person.choose('For my child');
    person.type({ 'given-name': 'Ana', 'representative-name': 'Maria Example' });
    await person.press('Back');
    await person.isAt('eligibility');
    await person.press('Continue');
    await person.isAt('details', 'Your details');
    expect(person.input('given-name').value).to.equal('Ana');
    expect(person.input('representative-name').value).to.equal('Maria Example');
    await person.choose('For me');
    expect(person.all('#representative-name')).to.have.length(0);
  });

  it('says what is wrong, and takes focus to it', async () => {
    const { person, element, backend } = await show();
    await person.toDetails();
    await person.press('Continue');
    await person.focusIsOn('There is a problem');
    expect(person.text()).to.include('Choose who the second opinion is for');
    expect(person.text()).to.include('Enter your e-mail address');
    await expect(element).to.be.accessible();

    await person.choose('For somebody else');
    person.type({ ...MINE, 'birth-day': '31', 'birth-month': '2', 'contact-email': 'maria' });
    await person.press('Continue');
    await person.sees('Enter a real date of birth');
    expect(person.text()).to.include('Enter an e-mail address like name@example.com');
    expect(person.text()).to.include('Confirm that you are allowed to act');
    expect(person.input('contact-email').getAttribute('aria-invalid')).to.equal('true');
    person
      .all<HTMLAnchorElement>('a')
      .find((each) => each.textContent?.includes('real date of birth'))
      ?.click();
    await waitUntil(() => person.focused()?.id === 'birth-day', 'focus on the day');
    expect(backend.calls['createCase']).to.equal(undefined);
  });

  it('makes one case when its creation failed and was tried again with other details', async () => {
    const { person, element, backend } = await show();
    await person.toDetails();
    await person.fillMine();
    // The case is made, but the answer is lost.
    const { createCase } = backend;
    let lose = true;
    backend.createCase = async (id, draft, o) => {
      const made = await createCase(id, draft, o);
      if (lose) throw unavailable();
      return made;
    };
    await person.press('Continue');
    await person.focusIsOn('not available right now');
    expect(person.text()).to.include('req-1');
    expect((await backend.rememberedCase())?.state).to.equal('creating');
    await expect(element).to.be.accessible();
    lose = false;
    person.type({ 'given-name': 'Mariana' });
    await person.press('Continue');
    await person.isAt('consent', 'Your consent');
    const { cases } = await backend.listCases();
    expect(cases).to.have.length(1);
    expect(backend.caseNow(cases[0]!.id).patient.givenName).to.equal('Mariana');
    expect((await backend.rememberedCase())?.state).to.equal('created');
  });

  it('uses the remembered id again when its creation never arrived', async () => {
    const backend = createMemoryBackend();
    const id = crypto.randomUUID();
    await backend.rememberCase(id, 'creating');
    const { person, element } = await open(backend);
    await person.toConsent();
    expect(element.caseId).to.equal(id);
  });

  it('offers the case of another tab instead of making a second', async () => {
    const { person, backend, element } = await show();
    await person.toDetails();
    await person.fillMine();
    const theirs = crypto.randomUUID();
    await backend.createCase(theirs, {
      patient: { givenName: 'Maria', familyName: 'Example', birthDate: '1964-05-17' },
      representative: null,
      contact: { email: 'maria@example.org' },
      locale: 'en',
      assessmentId: null,
      externalReference: null,
    });
    await backend.rememberCase(theirs, 'created');
    await person.press('Continue');
    await person.focusIsOn('You already have a case on this device');
    await person.press('Go on with that case');
    await person.isAt('consent');
    expect(element.caseId).to.equal(theirs);
    expect((await backend.listCases()).cases).to.have.length(1);
  });

  it('goes on where the case stands', async () => {
    const draft = await show({ case: { phase: 'draft' } });
    await draft.person.isAt('consent');
    await draft.person.sees('Welcome back');
    await draft.person.sees('SO-7F3K-2QXA');
    await draft.person.press('Back');
    await draft.person.isAt('details', 'Your details');
    expect(draft.person.input('given-name').value).to.equal('Maria');
    expect(draft.person.input('birth-year').value).to.equal('1964');
    await expect(draft.element).to.be.accessible();

    const sent = await show({ case: { phase: 'in-review' } });
    await sent.person.isAt('tracker');
    await expect(sent.element).to.be.accessible();
  });

  it('goes on with the records once consent is given, and shows consent with its date', async () => {
    const first = await show();
    await first.person.toDocuments();
    first.element.remove();
    const { person } = await open(first.backend);
    await person.isAt('documents');
    await person.press('Back');
    await person.isAt('consent', 'Your consent');
    await person.sees('You agreed to this on');
    expect(person.all('input[type=checkbox]')).to.have.length(0);
  });

  it('forgets the case after asking', async () => {
    const { person, backend, element } = await show({ case: { phase: 'draft' } });
    await person.press('This is not my case: start over on this device');
    await person.sees('This device forgets the case');
    await expect(element).to.be.accessible();
    await person.press('Forget the case and start over');
    await person.isAt('eligibility');
    expect(await backend.rememberedCase()).to.equal(null);
    await person.toDetails();
    expect(person.input('given-name').value).to.equal('');
  });

  it('reloads a case that was changed elsewhere, keeps what was typed, and says so', async () => {
    const { person, backend, element } = await show();
    await person.toConsent();
    const id = element.caseId!;
    await person.press('Back');
    person.type({ 'family-name': 'Muster' });
    await backend.updateCase(id, { contact: { email: 'else@example.org' } }, backend.caseNow(id).version);
    await person.press('Continue');
    await person.focusIsOn('Your case was changed somewhere else');
    expect(person.input('family-name').value).to.equal('Muster');
    await person.press('Continue');
    await person.isAt('consent', 'Your consent');
    expect(backend.caseNow(id).patient.familyName).to.equal('Muster');
  });

  it('does not bother anybody with changes that are its own', async () => {
    const { person, backend, element } = await show();
    await person.toDocuments();
    const id = element.caseId!;
    await backend.declareDocument(id, {
      fileName: 'a.pdf',
      mediaType: 'application/pdf',
      type: 'pdf',
      size: 3,
      sha256: 'a'.repeat(64),
    });
    await person.press('Back');
    await person.press('Back');
    await person.isAt('details', 'Your details');
    person.type({ 'given-name': 'Marie' });
    await person.press('Continue');
    await person.isAt('consent', 'Your consent');
    expect(backend.caseNow(id).patient.givenName).to.equal('Marie');
  });

  it('asks again when the consent text has changed', async () => {
    const { person, backend } = await show();
    await person.toConsent();
    const { capabilities } = backend;
    const text = 'A new text.';
    const digest = await sha256(text);
    backend.capabilities = async (o) => ({
      ...(await capabilities(o)),
      consentTexts: [
        { id: 'second-opinion', version: '2027-01', locale: 'en', title: 'New', text, sha256: digest },
      ],
    });
    backend.fail.recordConsent = new BackendError('consent-outdated', { status: 409 });
    await person.choose('I have read this and I agree');
    await person.press('Continue');
    await person.focusIsOn('The consent text has changed');
    await person.sees('A new text.');
    expect(person.all<HTMLInputElement>('input[type=checkbox]').map(({ checked }) => checked)).to.deep.equal([
      false,
    ]);
  });

  it('shows why the start failed, and tries again', async () => {
    const { person, backend, element } = await show({
      case: { phase: 'draft' },
      fail: { getCase: unavailable() },
    });
    await person.sees('not available right now');
    await expect(element).to.be.accessible();
    delete backend.fail.getCase;
    await person.press('Try again');
    await person.isAt('consent');
  });

  it('finds the tracker when the answer to sending was lost', async () => {
    const { person, backend, element } = await show();
    await person.toDocuments();
    await person.press('I’ll send records later');
    await person.isAt('review', 'Check and send');
    const { updateCase } = backend;
    backend.updateCase = async (...call) => {
      await updateCase(...call);
      throw unavailable();
    };
    await person.press('Send to the care team');
    await person.focusIsOn('not available right now');
    backend.updateCase = updateCase;
    await person.press('Send to the care team');
    await person.isAt('tracker', 'Your request is with the care team');
    expect(backend.caseNow(element.caseId!).phase).to.equal('submitted');
  });

  it('speaks Spanish', async () => {
    const { person, element } = await show({ case: { phase: 'draft', locale: 'es' } }, 'es');
    await person.isAt('consent');
    await person.sees('Su consentimiento para una segunda opinión');
    await person.sees('Le damos la bienvenida de nuevo');
    await person.press('Atrás');
    await person.sees('¿Para quién es la segunda opinión?');
    await expect(element).to.be.accessible();
  });
});
