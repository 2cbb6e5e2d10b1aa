import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { BackendError } from '../../src/backend/backend.js';
import { createMemoryBackend, type MemoryOptions } from '../../src/backend/memory/memory-backend.js';
import type { AssessmentSubmission, EligibilityDefinition } from '../../src/contract/index.js';
import { defaultDefinition } from '../../src/eligibility/index.js';
import '../../src/widgets/eligibility-checklist/define.js';
import type {
  SoEligibilityChecklist,
  SoEligibilityContinueEvent,
  SoEligibilityDeterminedEvent,
} from '../../src/widgets/eligibility-checklist/so-eligibility-checklist.js';
import { waitUntil } from '../support/wait.js';

const ELIGIBLE = ['None of these', 'No', 'For me', '42', 'Yes', 'A cancer diagnosis', 'In this state', 'Yes'];
const unavailable = new BackendError('unavailable', { status: 503, requestId: 'req-1', retryable: true });

/** A person in front of the element: sees what is visible, clicks and types. */
class Person {
  readonly element: SoEligibilityChecklist;
  constructor(element: SoEligibilityChecklist) {
    this.element = element;
  }

  all<T extends HTMLElement>(selector: string): T[] {
    return [...this.element.renderRoot.querySelectorAll<T>(selector)].filter((each) =>
      each.checkVisibility(),
    );
  }

  heading(): string {
    return this.all('h2')[0]?.textContent?.trim() ?? '';
  }

  text(): string {
    return (this.element.renderRoot.querySelector('[part=root]') as HTMLElement).innerText;
  }

  /** What the live regions say now. */
  said(): string {
    return [...this.element.renderRoot.querySelectorAll('[aria-live]')]
      .map((each) => each.textContent)
      .join(' ');
  }

  /** Text of what has focus. */
  focused(): string {
    const active = this.element.shadowRoot?.activeElement;
    return active?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  button(name: string): HTMLButtonElement | undefined {
    return this.all<HTMLButtonElement>('button').find(
      (each) => (each.ariaLabel ?? each.textContent)?.trim() === name,
    );
  }

  async press(name: string): Promise<void> {
    await waitUntil(() => this.button(name), `no button "${name}"`);
    const intro = this.button(name)?.closest('[part=intro]');
    this.button(name)?.click();
    // The questions are loaded while the introduction is read; a fast hand waits for them.
    if (intro) await waitUntil(() => !intro.isConnected, 'the introduction stays');
    await this.element.updateComplete;
    await this.element.updateComplete;
  }

  choice(label: string): HTMLInputElement {
    const found = this.all('label.choice').find((each) => each.textContent?.trim() === label);
    if (!found) throw new Error(`no choice "${label}"`);
    return found.querySelector('input') as HTMLInputElement;
  }

  async answer(...words: string[]): Promise<void> {
    for (const word of words) {
      if (/^\d+$/.test(word)) {
        const input = this.all<HTMLInputElement>('input[type=text]')[0];
        input?.select();
        input?.setRangeText(word);
      } else this.choice(word).click();
      await this.press('Continue');
    }
  }

  /** Answers, and goes on from the check to the result. */
  async finish(...words: string[]): Promise<void> {
    await this.answer(...words);
    await this.press('See your result');
  }

  async unfold(title: string): Promise<void> {
    const find = () => this.all('summary').find((each) => each.textContent?.trim() === title);
    await waitUntil(find, `nothing to unfold: "${title}"`);
    find()?.click();
  }

  /** The answers in words, as they are listed. */
  listed(): (string | null)[] {
    return this.all('dd:not(.answers__change)').map((each) => each.textContent);
  }
}

/** One of each kind, and what only some have. */
const kinds: EligibilityDefinition = {
  format: 'eligibility/1',
  id: 'kinds',
  version: '1',
  title: { en: 'All kinds' },
  groups: [{ id: 'body', title: { en: 'Your body' } }],
  questions: [
    { id: 'before', kind: 'note', label: { en: 'Have your papers at hand' }, help: { en: 'They help.' } },
    {
      id: 'fruit',
      kind: 'single-choice',
      label: { en: 'Which fruit?' },
      image: { url: `${location.origin}/bowl.png`, alt: { en: 'A bowl of fruit' } },
      other: true,
      record: true,
      options: [
        {
          id: 'apple',
          label: { en: 'Apple' },
          image: { url: `${location.origin}/apple.png`, alt: { en: 'A red apple' } },
        },
        { id: 'pear', label: { en: 'Pear' } },
      ],
    },
    { id: 'born', kind: 'date', label: { en: 'Date of birth' }, max: 'today', record: true, unsure: true },
    {
      id: 'temperature',
      kind: 'decimal',
      label: { en: 'Temperature' },
      group: 'body',
      min: 30,
      max: 45,
      decimals: 1,
      unit: { en: '°C' },
      record: true,
    },
    {
      id: 'words',
      kind: 'text',
      label: { en: 'Anything else?' },
      required: false,
      record: true,
      multiline: true,
    },
    { id: 'pain', kind: 'boolean', label: { en: 'Chest pain?' } },
    {
      id: 'where',
      kind: 'boolean',
      label: { en: 'Is it in the arm too?' },
      visible: { question: 'pain', equals: true },
      record: true,
    },
  ],
  outcomes: [
    { id: 'yes', kind: 'eligible', title: { en: 'You can go on' }, text: { en: 'Good.' } },
    { id: 'now', kind: 'seek-care-now', title: { en: 'Get help now' }, text: { en: 'Call.' } },
  ],
  rules: [
    { id: 'urgent', outcome: 'now', when: { question: 'where', equals: true }, reason: { en: 'Pain.' } },
  ],
  fallback: { outcome: 'yes', reason: { en: 'No pain.' } },
};

interface Setting extends MemoryOptions {
  definition?: EligibilityDefinition;
  continuable?: boolean;
  locale?: string;
  saveDays?: number;
}

async function show(setting: Setting = {}) {
  const { continuable = false, locale = 'en', saveDays = 0, ...options } = setting;
  const backend = createMemoryBackend(options);
  const sent: AssessmentSubmission[] = [];
  const keys: (string | undefined)[] = [];
  const submit = backend.submitAssessment.bind(backend);
  backend.submitAssessment = (submission, callOptions) => {
    sent.push(submission);
    keys.push(callOptions?.idempotencyKey);
    return submit(submission, callOptions);
  };
  const element = await fixture<SoEligibilityChecklist>(
    html`<so-eligibility-checklist
      .backend=${backend}
      .continuable=${continuable}
      locale=${locale}
      save-days=${saveDays}
    ></so-eligibility-checklist>`,
  );
  return { backend, element, person: new Person(element), sent, keys };
}

/** The console's errors while `work` runs. */
async function consoleErrors(work: () => Promise<void>): Promise<unknown[][]> {
  const errors: unknown[][] = [];
  const original = console.error;
  console.error = (...args: unknown[]) => void errors.push(args);
  try {
    await work();
  } finally {
    console.error = original;
  }
  return errors;
}

describe('<so-eligibility-checklist>', () => {
  it('says before the first question what it takes, what it costs and what happens to the answers', async () => {
    const { element, person } = await show();
    await waitUntil(() => person.button('Start'));
    expect(person.heading()).to.equal('Is a second opinion right for you?');
    expect(person.text())
      .to.include('two minutes')
      .and.include('480 dollars')
      .and.include('You may close this page');
    expect(person.all('a[href="tel:911"]')).to.have.length(1);
    await expect(element).to.be.accessible();
  });

  it('asks one question a page; the question is the heading, names its group and takes focus', async () => {
    const { element, person } = await show();
    await person.press('Start');
    expect(person.focused()).to.equal('Is any of this happening right now?');
    expect(person.all('fieldset')).to.have.length(1);
    expect(person.all('legend')[0]?.textContent).to.include('Is any of this happening right now?');
    expect(person.all<HTMLInputElement>('input').some((input) => input.checked)).to.equal(false);
    await expect(element).to.be.accessible();
    await person.answer('None of these');
    expect(person.focused()).to.equal('Is the patient staying in a hospital now?');
    expect(person.text()).to.include('Question 2');
  });

  it('when nothing is chosen, the summary takes focus, its link leads to the first choice, and it goes away', async () => {
    const { element, person } = await show();
    await person.press('Start');
    await person.press('Continue');
    expect(person.focused()).to.include('There is a problem');
    await expect(element).to.be.accessible();
    person.all<HTMLAnchorElement>('a[href^="#"]')[0]?.click();
    await waitUntil(() => element.shadowRoot?.activeElement === person.choice('Chest pain or pressure'));
    await person.answer('None of these');
    expect(person.text()).not.to.include('There is a problem');
  });

  it('a number out of bounds is refused with the bounds, and stays to be corrected', async () => {
    const { element, person } = await show();
    await person.press('Start');
    await person.answer('None of these', 'No', 'For me', '200');
    expect(person.text()).to.include('Enter a number from 0 to 120');
    const input = person.all<HTMLInputElement>('input[type=text]')[0];
    expect(input?.value).to.equal('200');
    expect(input?.getAttribute('aria-invalid')).to.equal('true');
    await expect(element).to.be.accessible();
    await person.answer('42');
    expect(person.heading()).to.equal('Has a doctor already given a diagnosis or a treatment plan?');
  });

  it('"none of these" and the other boxes exclude each other', async () => {
    const { person } = await show();
    await person.press('Start');
    person.choice('Trouble breathing').click();
    person.choice('None of these').click();
    expect(person.choice('Trouble breathing').checked).to.equal(false);
    expect(person.choice('None of these').checked).to.equal(true);
    person.choice('Chest pain or pressure').click();
    expect(person.choice('None of these').checked).to.equal(false);
    expect(person.choice('Chest pain or pressure').checked).to.equal(true);
  });

  it('keeps what was chosen when going back', async () => {
    const { person } = await show();
    await person.press('Start');
    await person.answer('None of these', 'No');
    await person.press('Back');
    expect(person.heading()).to.equal('Is the patient staying in a hospital now?');
    expect(person.choice('No').checked).to.equal(true);
    await person.press('Back');
    expect(person.choice('None of these').checked).to.equal(true);
    await person.press('Back');
    expect(person.focused()).to.equal('Is a second opinion right for you?');
  });

  it('eligible: shows why and what next, and records what counts and nothing else', async () => {
    const { element, person, sent } = await show({ continuable: true });
    const determined = oneEvent<SoEligibilityDeterminedEvent>(element, 'so-eligibility-determined');
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    expect(person.focused()).to.equal('Yes, you can ask for a second opinion');
    expect(person.text())
      .to.include('Why')
      .and.include('There is a diagnosis or a plan')
      .and.include('What you can do now');
    const event = await determined;
    expect(event.outcomeKind).to.equal('eligible');
    expect(event.outcomeId).to.equal('eligible');
    expect(event.assessmentId).to.be.a('string').and.equal(element.assessmentId);
    expect(element.outcomeKind).to.equal('eligible');
    expect(
      Object.keys(event)
        .filter((key) => key !== 'isTrusted')
        .sort(),
    ).to.deep.equal(['assessmentId', 'outcomeId', 'outcomeKind']);
    expect(sent).to.have.length(1);
    expect(Object.keys(sent[0]!).sort()).to.deep.equal([
      'answers',
      'definitionHash',
      'definitionId',
      'definitionVersion',
      'evaluatedAt',
      'locale',
      'outcomeId',
      'trail',
    ]);
    expect(sent[0]!.answers).to.deep.equal({
      'warning-signs': [],
      'in-hospital': false,
      who: 'me',
      age: 42,
      diagnosis: true,
      situation: 'cancer',
      location: 'here',
      records: true,
    });
    await expect(element).to.be.accessible();
    const goOn = oneEvent<SoEligibilityContinueEvent>(element, 'so-eligibility-continue');
    await person.press('Continue');
    expect((await goOn).assessmentId).to.equal(event.assessmentId);
  });

  it('has no button to go on unless the page offers it, and takes its words', async () => {
    const { element, person } = await show();
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    expect(person.button('Continue')).to.equal(undefined);
    element.continueLabel = 'To your details';
    await element.updateComplete;
    expect(person.button('To your details')).not.to.equal(undefined);
  });

  it('changes one answer from the summary: asks only what is new, and records again', async () => {
    const { person, sent } = await show();
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    await waitUntil(() => sent.length === 1);
    await person.press('Change: Who is the second opinion for?');
    expect(person.choice('For me').checked).to.equal(true);
    await person.answer('For my child');
    expect(person.heading()).to.equal('Are you allowed to act for this person?');
    await person.answer('No');
    expect(person.focused()).to.equal('Check your answers');
    expect(sent).to.have.length(1);
    await person.press('See your result');
    expect(person.heading()).to.equal('We can’t help with this online');
    expect(person.text()).not.to.include('How old are you?');
    await waitUntil(() => sent.length === 2);
    expect(sent[1]!.answers).not.to.have.property('age');
    expect(sent[1]!.outcomeId).to.equal('not-offered');
  });

  it('not eligible: says so without a button to go on', async () => {
    const { element, person } = await show({ continuable: true });
    await person.press('Start');
    await person.finish('None of these', 'No', 'For my child', 'Yes', 'No');
    expect(person.heading()).to.equal('A second opinion comes after a first one');
    expect(element.outcomeKind).to.equal('not-eligible');
    expect(person.button('Continue')).to.equal(undefined);
    await expect(element).to.be.accessible();
  });

  it('an unsure answer that matters leads to a person, and one may go on', async () => {
    const { element, person } = await show({ continuable: true });
    await person.press('Start');
    await person.finish('None of these', 'No', 'For me', '42', 'Yes', 'I’m not sure');
    expect(element.outcomeKind).to.equal('needs-review');
    expect(person.text()).to.include('You were not sure about something');
    expect(person.button('Continue')).not.to.equal(undefined);
    await expect(element).to.be.accessible();
  });

  it('an emergency sign stops the questions at once, is said aloud, and gives the number to call', async () => {
    const { element, person } = await show({ continuable: true });
    await person.press('Start');
    await person.answer('Chest pain or pressure');
    expect(element.outcomeKind).to.equal('seek-care-now');
    expect(person.focused()).to.equal('Please get medical help now');
    expect(element.renderRoot.querySelector('[aria-live=assertive]')?.textContent).to.include(
      'Please get medical help now',
    );
    const call = person.all<HTMLAnchorElement>('a[href="tel:911"]')[0];
    expect(call?.textContent?.trim()).to.equal('Call 911');
    expect(person.button('Continue')).to.equal(undefined);
    await expect(element).to.be.accessible();
  });

  it('when saving fails, keeps everything, and a new try uses the same key', async () => {
    const { backend, element, person, keys } = await show({
      fail: { submitAssessment: unavailable },
      continuable: true,
    });
    const ids: (string | null)[] = [];
    element.addEventListener('so-eligibility-determined', (event) => ids.push(event.assessmentId));
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    await waitUntil(() => person.button('Try again'));
    expect(person.heading()).to.equal('Yes, you can ask for a second opinion');
    expect(person.text()).to.include('The clinic’s server is not available').and.include('req-1');
    await waitUntil(() => person.said().includes('The clinic’s server is not available'));
    expect(ids).to.deep.equal([null]);
    await expect(element).to.be.accessible();
    backend.fail.submitAssessment = undefined;
    await person.press('Try again');
    await waitUntil(() => element.assessmentId);
    expect(person.button('Try again')).to.equal(undefined);
    expect(person.focused()).to.equal('Yes, you can ask for a second opinion');
    expect(ids).to.deep.equal([null, element.assessmentId]);
    expect(keys[0]).to.be.a('string');
    expect(new Set(keys).size).to.equal(1);
  });

  it('going on waits until the assessment is recorded, and tries again by itself', async () => {
    const { backend, element, person } = await show({
      fail: { submitAssessment: unavailable },
      continuable: true,
    });
    let wentOn = 0;
    element.addEventListener('so-eligibility-continue', () => wentOn++);
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    await waitUntil(() => person.button('Try again'));
    await person.press('Continue');
    await waitUntil(() => person.focused().includes('The clinic’s server is not available'));
    expect(wentOn).to.equal(0);
    backend.fail.submitAssessment = undefined;
    const event = oneEvent<SoEligibilityContinueEvent>(element, 'so-eligibility-continue');
    await person.press('Continue');
    expect((await event).assessmentId).to.be.a('string');
    expect(wentOn).to.equal(1);
  });

  it('starts again with the new questions when they have changed, and says why', async () => {
    const definition = { ...defaultDefinition, version: '1' };
    const { backend, element, person } = await show({ definition });
    const submit = backend.submitAssessment.bind(backend);
    backend.submitAssessment = () => Promise.reject(new BackendError('definition-outdated', { status: 409 }));
    backend.eligibilityDefinition = () =>
      Promise.resolve({ ...definition, version: '2', title: { en: 'New questions' } });
    await person.press('Start');
    await person.finish('None of these', 'Yes');
    await waitUntil(() => person.heading() === 'New questions');
    await waitUntil(() => person.focused().includes('The questions have changed since you started'));
    await expect(element).to.be.accessible();
    backend.submitAssessment = submit;
    await person.press('Start');
    expect(person.choice('None of these').checked).to.equal(false);
  });

  it('shows the backend’s outcome when it comes to another one', async () => {
    const { backend, element, person } = await show({ continuable: true });
    const submit = backend.submitAssessment.bind(backend);
    backend.submitAssessment = async (submission, options) => ({
      ...(await submit(submission, options)),
      outcomeId: 'review',
      outcomeKind: 'needs-review',
      agrees: false,
    });
    const determined = oneEvent<SoEligibilityDeterminedEvent>(element, 'so-eligibility-determined');
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    expect((await determined).outcomeKind).to.equal('needs-review');
    await element.updateComplete;
    expect(person.heading()).to.equal('Our team will look at this first');
    expect(person.text()).to.include('looked at your answers again');
  });

  it('when the backend fails while loading, says so and loads on "Try again"', async () => {
    const { backend, element, person } = await show({ fail: { eligibilityDefinition: unavailable } });
    await waitUntil(() => person.button('Try again'));
    expect(person.text()).to.include('The clinic’s server is not available');
    await expect(element).to.be.accessible();
    backend.fail.eligibilityDefinition = undefined;
    await person.press('Try again');
    await waitUntil(() => person.focused() === 'Is a second opinion right for you?');
  });

  it('without a backend, says so to people, and once to the developer', async () => {
    const errors = await consoleErrors(async () => {
      const element = await fixture<SoEligibilityChecklist>(
        html`<so-eligibility-checklist locale="en"></so-eligibility-checklist>`,
      );
      const person = new Person(element);
      await waitUntil(() => person.text().includes('not set up yet'), 'no notice');
      await expect(element).to.be.accessible();
      element.backend = createMemoryBackend();
      await person.press('Start');
    });
    expect(errors).to.have.length(1);
    expect(String(errors[0]?.[0])).to.include('"backend"');
  });

  it('asks a definition of the page’s own without any backend, and sends nothing', async () => {
    const element = await fixture<SoEligibilityChecklist>(
      html`<so-eligibility-checklist
        locale="en"
        .definition=${defaultDefinition}
      ></so-eligibility-checklist>`,
    );
    const person = new Person(element);
    await waitUntil(() => person.button('Start'));
    expect(person.text()).to.include('They are not sent to anybody');
    const determined = oneEvent<SoEligibilityDeterminedEvent>(element, 'so-eligibility-determined');
    await person.press('Start');
    await person.answer('Chest pain or pressure');
    const event = await determined;
    expect(event.outcomeKind).to.equal('seek-care-now');
    expect(event.assessmentId).to.equal(null);
    expect(person.text()).to.include('Call your local emergency number now.');
  });

  it('an invalid definition gives a message to people and places to the developer, once', async () => {
    const broken = [
      { ...defaultDefinition, fallback: { ...defaultDefinition.fallback, outcome: 'nowhere' } },
      { ...defaultDefinition, questions: 'none' } as unknown as EligibilityDefinition,
    ];
    for (const [index, pointer] of ['/fallback/outcome', '/questions'].entries()) {
      const errors = await consoleErrors(async () => {
        const element = await fixture<SoEligibilityChecklist>(
          html`<so-eligibility-checklist
            locale="en"
            .definition=${broken[index]}
          ></so-eligibility-checklist>`,
        );
        await waitUntil(() =>
          new Person(element).text().includes('mistake in how the questions were set up'),
        );
        await expect(element).to.be.accessible();
        element.locale = 'es';
        await waitUntil(() => new Person(element).text().includes('No es culpa suya'));
      });
      expect(errors).to.have.length(1);
      expect(JSON.stringify(errors[0])).to.include(pointer);
    }
  });

  it('goes on where it was after the page has moved it', async () => {
    const { element, person } = await show();
    await person.press('Start');
    await person.answer('None of these');
    const parent = element.parentElement as HTMLElement;
    element.remove();
    parent.append(element);
    await element.updateComplete;
    expect(person.heading()).to.equal('Is the patient staying in a hospital now?');
    await person.answer('No');
    await person.press('Back');
    expect(person.choice('No').checked).to.equal(true);
  });

  it('sends the assessment after it was taken off the page while sending', async () => {
    const { element, person, keys } = await show({ latencyMs: 500 });
    await person.press('Start');
    await person.answer('Chest pain or pressure');
    await waitUntil(() => keys.length === 1);
    const parent = element.parentElement as HTMLElement;
    element.remove();
    expect(element.assessmentId).to.equal(null);
    parent.append(element);
    await waitUntil(() => element.assessmentId);
    expect(keys).to.have.length(2);
    expect(new Set(keys).size).to.equal(1);
  });

  it('speaks Spanish, with the definition’s own Spanish, and records the locale', async () => {
    const { element, person, sent } = await show({ locale: 'es-MX' });
    await person.press('Empezar');
    expect(person.heading()).to.equal('¿Está pasando algo de esto ahora mismo?');
    person.choice('Dolor o presión en el pecho').click();
    await person.press('Continuar');
    expect(person.heading()).to.equal('Busque ayuda médica ahora');
    await waitUntil(() => sent.length === 1);
    expect(sent[0]!.locale).to.equal('es-MX');
    await expect(element).to.be.accessible();
  });

  it('writes nothing of the answers to the address, the storage or the document outside', async () => {
    const address = location.href;
    const { element, person } = await show();
    await person.press('Start');
    await person.finish(...ELIGIBLE);
    await waitUntil(() => element.assessmentId);
    expect(location.href).to.equal(address);
    expect(localStorage.length + sessionStorage.length).to.equal(0);
    expect(element.outerHTML).not.to.include('cancer');
  });

  describe('check your answers', () => {
    it('lists every answer before the result; nothing is sent or told before that', async () => {
      const { element, person, sent } = await show();
      let told = 0;
      element.addEventListener('so-eligibility-determined', () => told++);
      await person.press('Start');
      await person.answer(...ELIGIBLE);
      expect(person.focused()).to.equal('Check your answers');
      expect(person.listed()).to.deep.equal([
        'None of these',
        'No',
        'For me',
        '42 years',
        'Yes',
        'A cancer diagnosis',
        'In this state',
        'Yes',
      ]);
      expect(person.text()).to.include('we send these answers to the clinic');
      await expect(element).to.be.accessible();
      expect([sent.length, told, element.outcomeKind]).to.deep.equal([0, 0, null]);
      await person.press('See your result');
      expect(person.focused()).to.equal('Yes, you can ask for a second opinion');
      await waitUntil(() => told === 1);
      expect(sent).to.have.length(1);
      await person.press('Back');
      expect(person.focused()).to.equal('Check your answers');
      await person.press('See your result');
      expect(person.focused()).to.equal('Yes, you can ask for a second opinion');
      expect([sent.length, told], 'the same answers are sent once').to.deep.equal([1, 1]);
    });

    it('comes back after a change, unless there is something new to ask', async () => {
      const { person } = await show();
      await person.press('Start');
      await person.answer(...ELIGIBLE);
      await person.press('Change: How old are you?');
      expect(person.focused()).to.equal('How old are you?');
      expect(person.text()).to.include('Question 4').and.not.to.include('the last one');
      await person.answer('50');
      expect(person.focused()).to.equal('Check your answers');
      expect(person.listed()).to.include('50 years');
      await person.press('Change: Who is the second opinion for?');
      await person.press('Back');
      expect(person.focused()).to.equal('Check your answers');
      await person.press('Change: Who is the second opinion for?');
      await person.answer('For my child');
      expect(person.heading()).to.equal('Are you allowed to act for this person?');
      await person.answer('Yes');
      expect(person.focused()).to.equal('Check your answers');
      expect(person.listed()).not.to.include('50 years');
    });

    it('an emergency does not wait for it, even in a changed answer', async () => {
      const { element, person } = await show();
      await person.press('Start');
      await person.answer(...ELIGIBLE);
      await person.press('Change: Is any of this happening right now?');
      person.choice('Chest pain or pressure').click();
      await person.press('Continue');
      expect(element.outcomeKind).to.equal('seek-care-now');
      expect(person.focused()).to.equal('Please get medical help now');
      expect(person.said()).to.include('Call 911');
      await waitUntil(() => person.text().includes('This result follows from these answers'));
      expect(person.text()).not.to.include('What would change this result');
    });

    it('shows the notes that no question was left for', async () => {
      const { questions } = kinds;
      const note = { id: 'end', kind: 'note' as const, label: { en: 'Bring your card' } };
      const definition = { ...kinds, id: defaultDefinition.id, questions: [...questions.slice(5), note] };
      const { element, person } = await show({ definition });
      await person.press('Start');
      await person.answer('No');
      expect(person.all('h3').map((each) => each.textContent?.trim())).to.deep.equal(['Bring your card']);
      await expect(element).to.be.accessible();
    });
  });

  describe('why', () => {
    it('names the answers that led to the result, the others, and what would change it', async () => {
      const { element, person } = await show();
      await person.press('Start');
      await person.finish('None of these', 'No', 'For my child', 'Yes', 'No');
      expect(person.heading()).to.equal('A second opinion comes after a first one');
      await waitUntil(() => person.text().includes('This result follows from these answers'));
      expect(person.all('[part=because] dt').map((each) => each.textContent)).to.include(
        'Has a doctor already given a diagnosis or a treatment plan?',
      );
      await person.unfold('What would change this result');
      const lines = person.all('[part=changes] li').map((each) => each.textContent);
      expect(lines.join(' ')).to.include('If your answer to “').and.not.to.include('medical help now');
      expect(new Set(lines).size).to.equal(lines.length);
      await expect(element).to.be.accessible();
    });

    it('does not say what would change it where the author wants that', async () => {
      const outcomes = kinds.outcomes.map((each) => ({ ...each, counterfactuals: false }));
      const { id } = defaultDefinition;
      const definition = { ...kinds, id, questions: kinds.questions.slice(5), outcomes };
      const { person } = await show({ definition });
      await person.press('Start');
      await person.finish('No');
      await waitUntil(() => person.text().includes('This result follows from these answers'));
      expect(person.all('[part=changes]')).to.have.length(0);
    });
  });

  describe('layout', () => {
    it('changes at once, with all answers kept, and back again', async () => {
      const { element, person } = await show();
      await person.press('Start');
      await person.answer('None of these', 'No', 'For me');
      person.all<HTMLInputElement>('input[type=text]')[0]?.setRangeText('42');
      element.layout = 'all';
      await element.updateComplete;
      await waitUntil(() => person.focused() === 'Is a second opinion right for you?');
      const checked = () => person.all<HTMLInputElement>('input:checked').map((each) => each.value);
      expect(checked()).to.deep.equal(['?none', 'false', 'me']);
      expect(person.all<HTMLInputElement>('input[type=text]')[0]?.value).to.equal('42');
      await expect(element).to.be.accessible();
      person.all<HTMLInputElement>('[name=q-diagnosis][value=true]')[0]?.click();
      element.layout = 'pages';
      await waitUntil(() => person.focused() === 'What comes closest to the situation?');
      await person.press('Back');
      expect(person.choice('Yes').checked).to.equal(true);
      await person.press('Back');
      expect(person.all<HTMLInputElement>('input[type=text]')[0]?.value).to.equal('42');
    });

    it('leaves focus alone where the person is elsewhere on the page, and a result as it is', async () => {
      const { element, person, sent } = await show();
      await person.press('Start');
      await person.finish('None of these', 'Yes');
      await waitUntil(() => element.assessmentId);
      const { heading } = { heading: person.heading() };
      (element.shadowRoot?.activeElement as HTMLElement).blur();
      element.layout = 'all';
      await element.updateComplete;
      expect(person.heading()).to.equal(heading);
      expect(element.shadowRoot?.activeElement).to.equal(null);
      expect(sent).to.have.length(1);
      await person.press('Back');
      expect(person.all<HTMLInputElement>('[name=q-in-hospital][value=true]')[0]?.checked).to.equal(true);
    });
  });

  describe('answers kept on this device', () => {
    const DATABASE = 'second-opinion-intake-answers';
    const databases = async () => (await indexedDB.databases()).map(({ name }) => name);
    const records = async () => {
      const open = indexedDB.open(DATABASE, 1);
      open.onupgradeneeded = () => open.result.createObjectStore('answers');
      const database = await new Promise<IDBDatabase>(
        (resolve) => (open.onsuccess = () => resolve(open.result)),
      );
      const all = database.transaction('answers').objectStore('answers').getAll() as IDBRequest<
        Record<string, unknown>[]
      >;
      await new Promise((resolve) => (all.onsuccess = resolve));
      database.close();
      return all.result;
    };
    const KEEP = 'Keep my answers on this device';
    const clear = () => new Promise((resolve) => (indexedDB.deleteDatabase(DATABASE).onsuccess = resolve));
    beforeEach(clear);
    afterEach(clear);

    it('nothing is stored, nor offered, unless the page allows it', async () => {
      const { element, person } = await show();
      await person.press('Start');
      await person.finish(...ELIGIBLE);
      await waitUntil(() => element.assessmentId);
      expect(person.button(KEEP)).to.equal(undefined);
      expect(await databases()).not.to.include(DATABASE);
    });

    it('nothing is stored unless the person asks for it, who is told until when and who could see it', async () => {
      const { element, person } = await show({ saveDays: 7 });
      await waitUntil(() => person.button(KEEP));
      const day = new Date(Date.now() + 7 * 24 * 3600 * 1000);
      const until = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(day);
      expect(person.text())
        .to.include(`until ${until}`)
        .and.include('Other people who use this device could see them')
        .and.not.to.include('you start again');
      await expect(element).to.be.accessible();
      await person.press('Start');
      await person.answer('None of these', 'No');
      expect(await records()).to.have.length(0);
    });

    it('come back on the next visit, at the place where the person stopped', async () => {
      const first = await show({ saveDays: 7 });
      await first.person.press('Start');
      await first.person.answer('None of these', 'No', 'For me');
      await first.person.press(KEEP);
      await waitUntil(() => first.person.button('Forget my answers'));
      expect(first.person.focused()).to.include('Your answers are kept on this device until');
      expect(first.person.said()).to.include('Your answers are now kept on this device');
      await expect(first.element).to.be.accessible();
      await first.person.answer('42');
      await waitUntil(async () => (await records()).length === 1);
      const [record] = await records();
      expect((record?.['key'] as CryptoKey).extractable).to.equal(false);
      const bytes = new TextDecoder().decode(record?.['data'] as ArrayBuffer);
      expect(bytes).not.to.include('hospital').and.not.to.include('42');
      first.element.remove();

      const { element, person, sent } = await show({ saveDays: 7 });
      await waitUntil(() => person.text().includes('are on this device'));
      expect(person.button('Start')).to.equal(undefined);
      expect(person.said()).to.include('are on this device');
      await expect(element).to.be.accessible();
      await person.press('Continue');
      await waitUntil(
        () => person.focused() === 'Has a doctor already given a diagnosis or a treatment plan?',
      );
      await person.press('Back');
      expect(person.all<HTMLInputElement>('input[type=text]')[0]?.value).to.equal('42');
      await person.press('Continue');
      await person.answer('No');
      expect(person.listed()).to.deep.equal(['None of these', 'No', 'For me', '42 years', 'No']);
      await person.press('See your result');
      await waitUntil(() => sent.length === 1 && element.assessmentId);
      await waitUntil(async () => (await records()).length === 0, 'the clinic has them, and they are kept');
    });

    it('are deleted by "Forget my answers" and by starting again', async () => {
      const first = await show({ saveDays: 7 });
      await first.person.press('Start');
      await first.person.answer('None of these');
      await first.person.press(KEEP);
      await first.person.press('Forget my answers');
      await waitUntil(async () => (await records()).length === 0);
      expect(first.person.said()).to.include('deleted from this device');
      await first.person.answer('No');
      expect(await records()).to.have.length(0);
      await first.person.press(KEEP);
      await waitUntil(() => first.person.button('Forget my answers'));
      first.element.remove();

      const { person } = await show({ saveDays: 7 });
      await person.press('Start again (deletes them)');
      await waitUntil(() => person.focused() === 'Is any of this happening right now?');
      expect(person.choice('None of these').checked).to.equal(false);
      await waitUntil(async () => (await records()).length === 0);
    });

    it('who presses Start before they were found is asked what to do with them', async () => {
      const first = await show({ saveDays: 7 });
      await first.person.press('Start');
      await first.person.answer('None of these');
      await first.person.press(KEEP);
      await waitUntil(() => first.person.button('Forget my answers'));
      first.element.remove();
      const { person } = await show({ saveDays: 7 });
      await waitUntil(() => person.all('button').length > 0);
      person.button('Start')?.click();
      await waitUntil(() => person.button('Start again (deletes them)'));
      expect(person.heading()).to.equal('Is a second opinion right for you?');
    });

    it('of other questions, or past their day, are deleted; the first is said', async () => {
      const first = await show({ saveDays: 7 });
      await first.person.press('Start');
      await first.person.answer('None of these');
      await first.person.press(KEEP);
      await waitUntil(() => first.person.button('Forget my answers'));
      first.element.remove();
      const { element, person } = await show({
        saveDays: 7,
        definition: { ...defaultDefinition, version: 'other' },
      });
      await waitUntil(() => person.text().includes('The questions have changed since you were here'));
      await expect(element).to.be.accessible();
      expect(await records()).to.have.length(0);
      element.remove();

      const third = await show({ saveDays: 1 });
      await third.person.press('Start');
      await third.person.answer('None of these');
      await third.person.press(KEEP);
      await waitUntil(() => third.person.button('Forget my answers'));
      third.element.remove();
      const now = Date.now;
      Date.now = () => now() + 24 * 3600 * 1000;
      try {
        const fourth = await show({ saveDays: 1 });
        await waitUntil(() => fourth.person.button(KEEP));
        expect(await records()).to.have.length(0);
      } finally {
        Date.now = now;
      }
    });

    it('where the browser refuses, that is said, and the questions are asked all the same', async () => {
      const open = indexedDB.open.bind(indexedDB);
      indexedDB.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
      try {
        const { element, person } = await show({ saveDays: 7 });
        await waitUntil(() => person.text().includes('Your answers can’t be kept in this browser'));
        expect(person.button(KEEP)).to.equal(undefined);
        await expect(element).to.be.accessible();
        await person.press('Start');
        await person.answer('None of these');
        expect(person.heading()).to.equal('Is the patient staying in a hospital now?');
      } finally {
        indexedDB.open = open;
      }
    });
  });

  describe('each kind of question', () => {
    const type = (person: Person, id: string, words: string) => {
      const field = person.element.renderRoot.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`);
      if (!field) throw new Error(`no field ${id}`);
      field.select();
      field.setRangeText(words);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const own = async (layout: 'pages' | 'all', locale = 'en', definition = kinds) => {
      const element = await fixture<SoEligibilityChecklist>(
        html`<so-eligibility-checklist
          locale=${locale}
          layout=${layout}
          .definition=${definition}
        ></so-eligibility-checklist>`,
      );
      const person = new Person(element);
      await person.press(locale === 'en' ? 'Start' : 'Empezar');
      return { element, person };
    };
    const day = (person: Person, words: readonly [string, string, string]) =>
      (['day', 'month', 'year'] as const).forEach((part, index) =>
        type(person, `q-born.${part}`, words[index] ?? ''),
      );

    it('is asked, says what is wrong, and is shown in the summary', async () => {
      const { element, person } = await own('pages');
      expect(person.text()).to.include('Have your papers at hand');
      const images = person.all<HTMLImageElement>('img');
      expect(images.map((each) => each.alt)).to.deep.equal(['A bowl of fruit', 'A red apple']);
      expect(
        images.every((each) => each.loading === 'lazy' && each.referrerPolicy === 'no-referrer'),
      ).to.equal(true);
      expect(person.all('input[type=text]')).to.have.length(0);
      await expect(element).to.be.accessible();
      person.choice('Something else').click();
      expect(person.all('input[type=text]')).to.have.length(1);
      await person.press('Continue');
      expect(person.focused()).to.include('in your own words');
      await expect(element).to.be.accessible();
      person.all<HTMLAnchorElement>('a[href^="#"]')[0]?.click();
      await waitUntil(() => element.shadowRoot?.activeElement?.id === 'q-fruit.other');
      type(person, 'q-fruit.other', 'Quince');
      await person.press('Continue');

      expect(person.focused()).to.equal('Date of birth');
      expect(person.text()).not.to.include('Have your papers at hand');
      expect(person.all('.date label').map((each) => each.textContent)).to.deep.equal([
        'Month',
        'Day',
        'Year',
      ]);
      await expect(element).to.be.accessible();
      day(person, ['30', '2', '1984']);
      await person.press('Continue');
      expect(person.focused()).to.include('a date that is in the calendar');
      await expect(element).to.be.accessible();
      day(person, ['29', '2', '1984']);
      await person.press('Continue');

      expect(person.text()).to.include('Your body');
      type(person, 'q-temperature', '36.55');
      await person.press('Continue');
      expect(person.focused()).to.include('at most 1 digit');
      await expect(element).to.be.accessible();
      type(person, 'q-temperature', '36.6');
      await person.press('Continue');

      expect(person.heading()).to.equal('Anything else? (optional)');
      await expect(element).to.be.accessible();
      await person.press('Continue');
      await person.answer('No');
      expect(person.focused()).to.equal('Check your answers');
      expect(person.listed()).to.deep.equal(['Quince', 'February 29, 1984', '36.6 °C', 'Not answered', 'No']);
      await expect(element).to.be.accessible();
      await person.press('See your result');
      expect(person.focused()).to.equal('You can go on');
      await expect(element).to.be.accessible();
    });

    it('an optional choice can be taken back', async () => {
      const fruit = { ...kinds.questions[1]!, required: false } as EligibilityDefinition['questions'][number];
      const { person } = await own('pages', 'en', {
        ...kinds,
        questions: [fruit, kinds.questions[5]!],
        rules: kinds.rules.map((rule) => ({ ...rule, when: { question: 'pain', equals: true } })),
      });
      person.choice('Pear').click();
      person.choice('I’d rather not answer').click();
      await person.press('Continue');
      await person.answer('No');
      expect(person.listed()).to.deep.equal(['Not answered', 'No']);
    });

    it('what a group says of its questions is said on each page, and read with it', async () => {
      const groups = [{ id: 'body', title: { en: 'Your body' }, help: { en: 'Think of today.' } }];
      const { element, person } = await own('pages', 'en', {
        ...kinds,
        groups,
        questions: [kinds.questions[3]!, ...kinds.questions.slice(5)],
      });
      expect(person.text()).to.include('Your body').and.include('Think of today.');
      const input = person.all('input[type=text]')[0];
      const [described] = input?.getAttribute('aria-describedby')?.split(' ') ?? [];
      expect(element.renderRoot.querySelector(`#${CSS.escape(described ?? '')}`)?.textContent).to.equal(
        'Think of today.',
      );
    });

    it('whatever questions are called, no id is given twice', async () => {
      const boolean = (id: string) => ({
        ...{ id, kind: 'boolean' as const, label: { en: id }, help: { en: 'Help' }, record: true },
      });
      const questions = ['a', 'a-hint', 'a-error', 'a-heading', 'a-0'].map(boolean);
      const rules = [{ ...kinds.rules[0]!, when: { question: 'a', equals: true } }];
      const { element, person } = await own('all', 'en', { ...kinds, groups: [], questions, rules });
      await person.press('See your result');
      const ids = [...element.renderRoot.querySelectorAll('[id]')].map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
      await expect(element).to.be.accessible();
    });

    it('takes the decimal sign and the order of dates of the language', async () => {
      const { element, person } = await own('pages', 'es');
      await expect(element).to.be.accessible();
      person.choice('Apple').click();
      await person.press('Continuar');
      expect(person.all('.date label').map((each) => each.textContent)).to.deep.equal(['Día', 'Mes', 'Año']);
      person.choice('No lo sé').click();
      await person.press('Continuar');
      type(person, 'q-temperature', '36,6');
      await person.press('Continuar');
      expect(person.heading()).to.include('Anything else?');
    });

    it('the outcome can be printed', async () => {
      const { person } = await own('all');
      const print = window.print;
      let printed = 0;
      window.print = () => void printed++;
      try {
        person.choice('Apple').click();
        day(person, ['29', '2', '1984']);
        type(person, 'q-temperature', '37');
        person.all<HTMLInputElement>('[name=q-pain][value=false]')[0]?.click();
        await person.press('See your result');
        await person.press('Print this page');
      } finally {
        window.print = print;
      }
      expect(printed).to.equal(1);
    });

    it('all on one page: an answer shows what hangs on it at once; the result names all that is missing', async () => {
      const { element, person } = await own('all');
      expect(person.focused()).to.equal('All kinds');
      expect(person.all('h3').map((each) => each.textContent?.trim())).to.include('Your body');
      await expect(element).to.be.accessible();
      const box = (id: string) =>
        element.renderRoot.querySelector<HTMLFieldSetElement>(`fieldset[data-question=${id}]`);
      const pick = (id: string, value: string) =>
        box(id)?.querySelector<HTMLInputElement>(`[name=q-${id}][value=${value}]`)?.click();
      pick('pain', 'false');
      expect(box('where')?.hidden).to.equal(true);
      pick('pain', 'true');
      expect(box('where')?.hidden).to.equal(false);
      await person.press('See your result');
      expect(person.focused()).to.include('There is a problem');
      const links = person.all<HTMLAnchorElement>('a[href^="#"]');
      expect(links.map((each) => each.hash)).to.deep.equal([
        '#q-fruit',
        '#q-born.month',
        '#q-temperature',
        '#q-where',
      ]);
      await expect(element).to.be.accessible();
      pick('pain', 'false');
      pick('fruit', 'apple');
      day(person, ['29', '2', '1984']);
      type(person, 'q-temperature', '37');
      await person.press('See your result');
      expect(person.focused()).to.equal('You can go on');
      expect(element.outcomeKind).to.equal('eligible');
      await expect(element).to.be.accessible();
      await person.unfold('Your other answers');
      await person.press('Change: Temperature');
      await waitUntil(() => person.focused() === 'Temperature');
      expect(box('fruit')?.querySelector<HTMLInputElement>('[value=apple]')?.checked).to.equal(true);
      expect(box('where')?.hidden).to.equal(true);
    });

    it('all on one page: an urgent answer ends it at once', async () => {
      const { element, person } = await own('all');
      person.all<HTMLInputElement>('[name=q-pain][value=true]')[0]?.click();
      const where = () => person.all<HTMLInputElement>('[name=q-where][value=true]')[0];
      await waitUntil(where, 'the question that hangs on it is not shown');
      where()?.click();
      await waitUntil(() => element.outcomeKind === 'seek-care-now');
      await waitUntil(() => person.focused() === 'Get help now');
      await expect(element).to.be.accessible();
      await person.press('Back');
      await waitUntil(() => person.focused() === 'All kinds');
      expect(person.all<HTMLInputElement>('[name=q-where][value=true]')[0]?.checked).to.equal(true);
    });

    it('all on one page: of two thousand, a click changes one question and renders none', async () => {
      const questions = Array.from({ length: 2000 }, (_, index) => ({
        id: `n${index}`,
        kind: 'boolean' as const,
        label: { en: `Question ${index}` },
        ...(index % 2 === 1 && { visible: { question: `n${index - 1}`, equals: true } }),
      }));
      const rules = [
        { id: 'r', outcome: 'now', when: { question: 'n1', equals: true }, reason: { en: 'Because.' } },
      ];
      const definition: EligibilityDefinition = { ...kinds, groups: [], questions, rules };
      const { element, person } = await own('all', 'en', definition);
      await waitUntil(() => element.renderRoot.querySelectorAll('fieldset').length === 2000);
      const changed: string[] = [];
      const note = (records: MutationRecord[]) =>
        records.forEach(({ target, attributeName }) =>
          changed.push(`${(target as HTMLElement).dataset['question']} ${attributeName}`),
        );
      const observer = new MutationObserver(note);
      const radio = (id: string, value: string) =>
        element.renderRoot.querySelector<HTMLInputElement>(`[name=q-${id}][value=${value}]`);
      observer.observe(element.renderRoot, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      radio('n1000', 'true')?.click();
      // In the event itself, and nothing after it.
      note(observer.takeRecords());
      expect(changed).to.deep.equal(['n1001 hidden']);
      await element.updateComplete;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      observer.disconnect();
      expect(changed).to.deep.equal(['n1001 hidden']);
      expect(person.heading()).to.equal('All kinds');
    });
  });
});
