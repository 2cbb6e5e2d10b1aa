import { expect, fixture, html } from '@open-wc/testing';
import type { PatientRequest, RecordsWay } from '../../src/contract/index.js';
import type { SeriesSummary } from '../../src/documents/studies/summary.js';
import { registerLocale, type Messages } from '../../src/i18n/index.js';
import { en } from '../../src/i18n/locales/en.js';
import { es } from '../../src/i18n/locales/es.js';
import type { PhotoPage, StudyCard } from '../../src/widgets/document-uploader/picked/model.js';
import { readNoDisc, type NoDiscProblem } from '../../src/widgets/document-uploader/picked/no-disc-answer.js';
import { displayName } from '../../src/widgets/document-uploader/picked/person-name.js';
import { studyFacts, studyMissingText } from '../../src/widgets/document-uploader/picked/study-facts.js';
import { studyTitle } from '../../src/widgets/document-uploader/picked/study-title.js';
import {
  deidentificationReport,
  identityQuestion,
  leftOutView,
  missingView,
  noDiscView,
  photoPages,
  readingView,
  recordDetails,
  studyCards,
} from '../../src/widgets/document-uploader/picked/views.js';
import { PickedStory, type Context } from '../../stories/picked/host.js';
import * as sample from '../../stories/picked/sample.js';
import { waitUntil } from '../support/wait.js';

customElements.define('so-picked-view', PickedStory);

interface Shown<State> {
  root: ShadowRoot;
  element: PickedStory;
  state: () => State;
  text: () => string;
  /** By its accessible name or its words. */
  button: (name: string) => HTMLButtonElement;
  press: (name: string) => Promise<void>;
}

async function show<State>(
  view: (context: Context<State>) => unknown,
  state: State,
  locale = 'en',
): Promise<Shown<State>> {
  const element = await fixture<PickedStory>(
    html`<so-picked-view .view=${view} .state=${state} locale=${locale} heading-level="1"></so-picked-view>`,
  );
  const root = element.shadowRoot as ShadowRoot;
  await waitUntil(() => root.querySelector('[part="root"]') && !root.querySelector('.skeleton'));
  const button = (name: string) => {
    const found = [...root.querySelectorAll('button')].find(
      (each) =>
        each.checkVisibility() && (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === name,
    );
    if (!found) throw new Error(`There is no button ${name}`);
    return found;
  };
  return {
    root,
    element,
    state: () => element.state as State,
    text: () => (root.querySelector('[part="root"]')?.textContent ?? '').replace(/\s+/g, ' '),
    button,
    press: async (name) => {
      const found = button(name);
      found.focus();
      found.click();
      await element.updateComplete;
      // What keeps the focus does so after the change.
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

const expectNoViolations = ({ element }: Pick<Shown<never>, 'element'>): Promise<void> =>
  expect(element).to.be.accessible() as unknown as Promise<void>;

const ignore = () => undefined;

const FOLLOWS: Record<string, StudyCard['progress']['state']> = {
  'leave-out': 'left-out',
  'put-back': 'queued',
  remove: 'left-out',
  stop: 'stopped',
  'go-on': 'sending',
};

function cards({ state, set, ...context }: Context<readonly StudyCard[]>): unknown {
  return studyCards({
    ...context,
    cards: state,
    onAction: (action, card) =>
      set(
        state.map((each) =>
          each === card
            ? { ...each, progress: { ...each.progress, state: FOLLOWS[action] ?? each.progress.state } }
            : each,
        ),
      ),
    onReport: ignore,
  });
}

const identity =
  (actsFor: string | null = null, people = 1) =>
  ({ state, set, ...context }: Context<readonly StudyCard[]>) =>
    identityQuestion({
      ...context,
      cards: state,
      people,
      casePatient: sample.PATIENT,
      actsFor,
      onDecide: (decision, card) => set(state.map((each) => (each === card ? { ...each, decision } : each))),
    });

function photos({ t, headingLevel, state, set }: Context<readonly PhotoPage[]>): unknown {
  return photoPages({
    t,
    headingLevel,
    pages: state,
    making: false,
    onRotate: (page) =>
      set(
        state.map((each) =>
          each === page ? { ...each, rotation: ((each.rotation + 90) % 360) as PhotoPage['rotation'] } : each,
        ),
      ),
    onMove: (page, by) => {
      const rest = state.filter((each) => each !== page);
      rest.splice(state.indexOf(page) + by, 0, page);
      set(rest);
    },
    onRemove: (page) => set(state.filter((each) => each !== page)),
    onAgain: ignore,
    onAdd: ignore,
    onSend: ignore,
    onSeparate: ignore,
  });
}

interface NoDisc {
  problems: readonly NoDiscProblem[];
  answers: readonly PatientRequest[];
}

const WAYS: readonly RecordsWay[] = ['image-link', 'post', 'release-form', 'hospital-sends'];

function noDisc({ t, locale, headingLevel, state, set }: Context<NoDisc>): unknown {
  return noDiscView({
    t,
    locale,
    headingLevel,
    organisation: '⟦Clinic⟧',
    postalAddress: '⟦Street 1⟧\n⟦Town⟧',
    reference: '⟦R-1⟧',
    patient: { givenName: '⟦Maria⟧', familyName: '⟦Garcia⟧', birthDate: '1960-12-03' },
    representative: null,
    releaseForm: null,
    ways: WAYS,
    requests: [
      sample.request({ id: 'a', way: 'image-link', owner: 'clinic' }),
      sample.request({ id: 'b', way: 'post' }),
      sample.request({ id: 'c', way: 'hospital-sends', owner: 'third-party', detail: '⟦Hospital⟧' }),
    ],
    problems: state.problems,
    sending: null,
    failed: null,
    onProblems: (problems) => set({ ...state, problems }),
    onAnswer: (answer) => set({ problems: [], answers: [...state.answers, answer] }),
    onGo: ignore,
  });
}

const title = (changes: Parameters<typeof sample.study>[0], t: Messages = en) =>
  studyTitle(t, sample.study(changes), t === es ? 'es' : 'en').title;

const form = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return data;
};

describe('what a study is called', () => {
  it('is said in the patient’s words and grammar', () => {
    expect(title({})).to.equal('CT of the head');
    expect(title({}, es)).to.equal('Tomografía (TC) de la cabeza');
    expect(title({ modalities: ['DX'], bodyParts: ['THORAX'] }, es)).to.equal('Radiografía del tórax');
    expect(title({ modalities: ['PT', 'CT'], bodyParts: ['CHESTABDPELVIS', 'CHEST'] })).to.equal(
      'PET/CT of the chest, abdomen and pelvis',
    );
    expect(title({ modalities: ['MR', 'US'], bodyParts: ['C SPINE'] })).to.equal(
      'MRI and ultrasound of the neck (cervical spine)',
    );
    expect(title({ modalities: ['MG'], bodyParts: ['BREAST'] })).to.equal('Mammogram');
    expect(title({ modalities: ['CT', 'SC'], bodyParts: ['constructor'] })).to.equal('CT scan');
    expect(title({ modalities: ['__proto__'], bodyParts: [] })).to.equal('Images');
  });

  it('falls back on the hospital’s own words where it cannot say of what', () => {
    const study = sample.study({ bodyParts: ['?'], description: 'ANGIO RUN-OFF' });
    expect(studyTitle(en, study, 'en').described).to.equal('ANGIO RUN-OFF');
    expect(studyTitle(en, sample.study(), 'en').described).to.equal('');
  });

  it('has every modality and body part in both languages, without leftovers of the other', () => {
    for (const [code, word] of Object.entries(es.imaging.bodyParts))
      expect(word, code).to.match(/^(el|la|los|las|todo) /);
    for (const [code, word] of Object.entries(en.imaging.bodyParts)) expect(word, code).to.match(/^the /);
  });
});

describe('what is said of a study', () => {
  const missing = (
    numbers: NonNullable<SeriesSummary['missing']>['numbers'],
    count: number,
  ): SeriesSummary['missing'] => ({ count, numbers, by: 'numbers' });

  it('names missing images', () => {
    const one = sample.study({
      series: [
        sample.series({
          missing: missing(
            [
              [12, 12],
              [40, 41],
            ],
            3,
          ),
        }),
      ],
    });
    expect(studyMissingText(en, one)).to.equal('3 images are missing: 12, 40 and 41');
    const run = sample.study({ series: [sample.series({ missing: missing([[40, 58]], 19) })] });
    expect(studyMissingText(es, run)).to.equal('Faltan 19 imágenes: 40 a 58');
    const two = sample.study({
      series: [
        sample.series({ missing: missing([[1, 1]], 1) }),
        sample.series({ missing: { count: 18, numbers: [], by: 'dicomdir' } }),
      ],
    });
    expect(studyMissingText(en, two)).to.equal('19 images are missing, in 2 series');
  });

  it('tells images, clips, reports and dose sheets apart', () => {
    const { images, clips, extras, series } = studyFacts(
      sample.study({
        series: [
          sample.series({ images: 20, instances: 2 }),
          sample.series({ kind: 'clip', images: 900, instances: 12 }),
          sample.series({
            kind: 'structured-report',
            modality: 'SR',
            description: 'Radiation Dose',
            instances: 1,
          }),
          sample.series({ kind: 'structured-report', modality: 'SR', description: 'Findings', instances: 2 }),
        ],
      }),
    );
    expect({ images, clips, series }).to.deep.equal({ images: 20, clips: 12, series: 1 });
    expect(extras).to.deep.equal([
      { kind: 'dose', count: 1 },
      { kind: 'structured-report', count: 2 },
    ]);
  });

  it('writes names as people do', () => {
    const name = (alphabetic: string, ideographic = '') => ({ alphabetic, ideographic, phonetic: '' });
    expect(displayName(name('DOE^JANE^ANN^DR^MD'))).to.equal('DR JANE ANN DOE MD');
    expect(displayName(name('Yamada^Tarou', '山田^太郎'))).to.equal('Tarou Yamada (山田 太郎)');
    expect(displayName(name('', '山田^太郎'))).to.equal('山田 太郎');
    expect(displayName(name('^^'))).to.equal('');
  });
});

describe('study cards', () => {
  it('say what they are, whether all is here and how far they are', async () => {
    const shown = await show<readonly StudyCard[]>(cards, [
      sample.card('sending', {}, { progress: sample.progress('sending', { received: 120 }) }),
    ]);
    for (const words of [
      'CT of the head',
      'March 12, 2024 · St Mary Hospital',
      '312 images in 4 series',
      'All here',
      '120 of 312 sent',
    ])
      expect(shown.text()).to.contain(words);
    expect(shown.root.querySelector('img')?.alt).to.contain('CT of the head');
    // Series by series for who asks: nothing of them is made before.
    expect(shown.root.querySelectorAll('tbody tr')).to.have.length(0);
    const details = shown.root.querySelector('details')!;
    const toggled = new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
    details.querySelector('summary')!.click();
    await toggled;
    expect(shown.root.querySelectorAll('tbody tr')).to.have.length(4);
    await expectNoViolations(shown);
  });

  it('do not say that all is here while files are still read, when some are missing, or when it is left out', async () => {
    for (const card of [
      sample.card('reading'),
      sample.card('left-out'),
      sample.card('queued', {
        series: [sample.series({ missing: { count: 2, numbers: [], by: 'dicomdir' } })],
      }),
    ]) {
      const shown = await show<readonly StudyCard[]>(cards, [card]);
      expect(shown.text()).not.to.contain('All here');
    }
  });

  it('keep the focus on a button that turns into its opposite', async () => {
    const shown = await show<readonly StudyCard[]>(cards, [sample.card('queued')]);
    const name = (action: string) => `${action}: CT of the head, March 12, 2024`;
    await shown.press(name('Leave out'));
    expect(shown.text()).to.contain('Left out by you');
    expect(shown.root.activeElement).to.equal(shown.button(name('Put back')));
    await shown.press(name('Put back'));
    expect(shown.root.activeElement).to.equal(shown.button(name('Leave out')));
    await shown.press(name('Stop'));
    expect(shown.root.activeElement).to.equal(shown.button(name('Go on')));
  });

  it('have words for every state, and no violation in any', async () => {
    const states = [
      'reading',
      'held',
      'left-out',
      'queued',
      'waiting',
      'stopped',
      'attention',
      'received',
    ] as const;
    const shown = await show<readonly StudyCard[]>(
      cards,
      states.map((state) => sample.card(state, {}, { deidentified: 3, thumbnail: null })),
    );
    await expectNoViolations(shown);
    expect(shown.root.querySelectorAll('li.study')).to.have.length(states.length);
  });
});

describe('whose images', () => {
  const held = (changes: Partial<StudyCard> = {}) =>
    sample.card('held', {}, { match: 'different', reasons: ['birth-date', 'day-month-swapped'], ...changes });

  it('asks study by study, says what differs, and lets the answer be changed', async () => {
    const shown = await show<readonly StudyCard[]>(identity(), [held()]);
    expect(shown.text()).to.contain('Is this you?');
    expect(shown.text()).to.contain('Day and month of the birth date may have changed places.');
    expect(shown.text()).to.contain('None of these images are sent until you decide.');
    const of = (answer: string) => `${answer}: CT of the head, March 12, 2024`;
    await shown.press(of('These are mine'));
    expect(shown.state()[0]?.decision).to.equal('mine');
    expect(shown.button(of('These are mine')).getAttribute('aria-pressed')).to.equal('true');
    expect(shown.root.activeElement).to.equal(shown.button(of('These are mine')));
    await shown.press(of('Not mine, leave out'));
    expect(shown.state()[0]?.decision).to.equal('not-mine');
    expect(shown.text()).to.contain('You said: not mine.');
    await expectNoViolations(shown);
  });

  it('speaks of the patient to who acts for them, and passes over reasons it does not know', async () => {
    const shown = await show<readonly StudyCard[]>(identity('Maria', 2), [
      held({ reasons: ['a-reason-of-tomorrow'] }),
    ]);
    expect(shown.text()).to.contain('about 2 different people');
    expect(shown.text()).to.contain('These are Maria’s');
    expect(shown.text()).not.to.contain('tomorrow');
    expect(shown.root.querySelector('#identity-title')?.getAttribute('tabindex')).to.equal('-1');
  });
});

describe('photos of paper', () => {
  it('are put in order, turned and removed by keyboard alone, and the focus stays with the page', async () => {
    const shown = await show<readonly PhotoPage[]>(photos, sample.pages());
    const order = () =>
      shown
        .state()
        .map(({ id }) => id)
        .join('');
    await shown.press('Move later: page 1');
    expect(order()).to.equal('bac');
    expect(shown.root.activeElement).to.equal(shown.button('Move later: page 2'));
    await shown.press('Move later: page 2');
    await shown.press('Move later: page 3');
    expect(order()).to.equal('bca');
    await shown.press('Move earlier: page 3');
    expect(shown.root.activeElement).to.equal(shown.button('Move earlier: page 2'));
    await shown.press('Turn: page 1');
    expect(shown.text()).to.contain('Turned by 180 degrees');
    await shown.press('Remove: page 1');
    expect(shown.text()).to.contain('Send as one document (2 pages)');
    await expectNoViolations(shown);
  });

  it('ask for another try where one cannot be read', async () => {
    const shown = await show<readonly PhotoPage[]>(photos, sample.pages());
    expect(shown.text()).to.contain('This photo looks blurred. Can you take it again?');
    expect(shown.button('Take again: page 2')).to.exist;
  });
});

describe('no disc drive', () => {
  const START: NoDisc = { problems: [], answers: [] };

  it('reads each way’s answer, with problems as codes', () => {
    const link = (url: string) => readNoDisc('image-link', form({ 'image-link-url': url }));
    const code = (url: string) => {
      const read = link(url);
      return read.ok ? null : read.problems[0]?.code;
    };
    expect(code('')).to.equal('url-missing');
    expect(code('http://images.example.org')).to.equal('url-not-secure');
    expect(code('javascript:alert(1)')).to.equal('url-invalid');
    expect(code('my hospital')).to.equal('url-invalid');
    expect(code(`https://a.org/${'x'.repeat(2000)}`)).to.equal('url-too-long');
    expect(link(' images.example.org/abc ')).to.deep.equal({
      ok: true,
      answer: { kind: 'image-link', url: 'https://images.example.org/abc' },
    });
    expect(readNoDisc('release-form', form({}))).to.deep.equal({
      ok: false,
      problems: [{ way: 'release-form', field: 'release-form-hospital', code: 'hospital-missing' }],
    });
    expect(
      readNoDisc(
        'hospital-sends',
        form({ 'hospital-sends-hospital': ' St Mary ', 'hospital-sends-note': 'Soon' }),
      ),
    ).to.deep.equal({ ok: true, answer: { kind: 'hospital-sends', hospital: 'St Mary', note: 'Soon' } });
    expect(readNoDisc('post', form({}))).to.deep.equal({ ok: true, answer: { kind: 'post' } });
  });

  it('says what is wrong at the field and in a summary, and keeps what was typed', async () => {
    const shown = await show(noDisc, START);
    const way = shown.root.querySelector<HTMLDetailsElement>('.way');
    if (way) way.open = true;
    const url = shown.root.querySelector<HTMLInputElement>('#image-link-url');
    if (url) url.value = 'http://images.example.org';
    await shown.press('Give it to the clinic');
    expect(shown.root.querySelector('#no-disc-problems')?.textContent).to.contain('must begin with https://');
    expect(url?.getAttribute('aria-invalid')).to.equal('true');
    expect(url?.value).to.equal('http://images.example.org');
    await expectNoViolations(shown);
    if (url) url.value = 'https://images.example.org';
    await shown.press('Give it to the clinic');
    expect(shown.state().answers).to.deep.equal([{ kind: 'image-link', url: 'https://images.example.org' }]);
  });

  it('says who acts next', async () => {
    const shown = await show(noDisc, START);
    expect(shown.text()).to.contain('The clinic’s team is next.');
    expect(shown.text()).to.contain('You are next: please post the disc.');
    expect(shown.text()).to.contain('The hospital is next.');
  });

  it('prints the form alone, with the hospital’s name, from a frame that goes away', async () => {
    const shown = await show(noDisc, START);
    const hospital = shown.root.querySelector<HTMLInputElement>('#release-form-hospital');
    const way = hospital?.closest('details');
    if (way) way.open = true;
    await shown.press('Print the form');
    expect(shown.root.querySelector('#no-disc-problems')?.textContent).to.contain('name of the hospital');
    if (hospital) hospital.value = 'St Mary Hospital';
    const printed: string[] = [];
    // The frame's own `print` opens a dialog: it is taken the moment the frame is there.
    const { append } = document.body;
    document.body.append = (...nodes) => {
      append.apply(document.body, nodes);
      for (const node of nodes)
        if (node instanceof HTMLIFrameElement && node.contentWindow) {
          const view = node.contentWindow;
          view.print = () => {
            printed.push(view.document.body.textContent ?? '');
            view.dispatchEvent(new Event('afterprint'));
          };
        }
    };
    try {
      await shown.press('Print the form');
    } finally {
      document.body.append = append;
    }
    expect(printed).to.have.length(1);
    expect(printed[0]).to.contain('St Mary Hospital');
    expect(printed[0]).to.contain('Signature');
    expect(document.querySelector('iframe')).to.equal(null);
  });
});

describe('records and what is left out', () => {
  it('offers a guess and a name of one’s own', async () => {
    const said: unknown[] = [];
    const record = {
      key: '7',
      fileName: 'Biopsy.pdf',
      title: null,
      category: 'pathology-report',
      guessed: true,
    } as const;
    const shown = await show(
      ({ t }) =>
        recordDetails({
          t,
          record,
          onCategory: (category) => said.push(category),
          onTitle: (name) => said.push(name),
        }),
      null,
    );
    const select = shown.root.querySelector('select');
    expect(select?.value).to.equal('pathology-report');
    expect(shown.text()).to.contain('We guessed this');
    if (select) {
      select.value = 'lab-results';
      select.dispatchEvent(new Event('change'));
    }
    const input = shown.root.querySelector('input');
    if (input) input.value = '  Biopsy of March ';
    await shown.press('Save the name: Biopsy.pdf');
    expect(said).to.deep.equal(['lab-results', 'Biopsy of March']);
    await expectNoViolations(shown);
  });

  it('tells why, by reason, and counts what it does not name', async () => {
    const shown = await show(({ t, locale }) => leftOutView(t, locale, sample.leftOut), null);
    for (const details of shown.root.querySelectorAll('details')) details.open = true;
    expect(shown.text()).to.contain('221 files were left out');
    expect(shown.text()).to.contain('and 194 more');
    expect(shown.text()).to.contain('Locked with a password');
    expect(shown.text()).to.contain('Other files');
    await expectNoViolations(shown);
  });

  it('says how far the reading is, and can be stopped', async () => {
    let stopped = 0;
    const shown = await show(
      ({ t, headingLevel }) =>
        readingView({
          t,
          headingLevel,
          progress: { looked: 480, known: 1240 },
          studies: 2,
          onCancel: () => stopped++,
        }),
      null,
    );
    expect(shown.text()).to.contain('Looking at what you chose: 1,240 files');
    expect(shown.root.querySelector('progress')?.value).to.equal(480);
    await shown.press('Stop looking');
    expect(stopped).to.equal(1);
    await expectNoViolations(shown);
  });

  it('shows what was removed, in a dialog that Escape closes too, and never claims that pixels are clean', async () => {
    let closed = 0;
    const shown = await show(
      ({ t, headingLevel }) =>
        deidentificationReport({ t, headingLevel, report: sample.report, onClose: () => closed++ }),
      null,
    );
    expect(shown.text()).to.contain('Names can be burned into the picture itself. We did not look there.');
    expect(shown.text()).to.contain('GARCIA^MARIA');
    await expectNoViolations(shown);
    shown.root.querySelector('dialog')?.close();
    await waitUntil(() => closed === 1);
  });
});

describe('in a language of brackets', () => {
  const bracketed = <T>(value: T): T => {
    if (typeof value === 'string') return `⟦${value}⟧` as T;
    if (typeof value === 'function')
      return ((...p: unknown[]) => bracketed((value as (...p: unknown[]) => unknown)(...p))) as T;
    if (Array.isArray(value)) return value.map(bracketed) as T;
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bracketed(each)])) as T;
    return value;
  };

  /** Words that stand outside of all brackets; months and units are the browser's. */
  function bare(root: Node): string[] {
    const found: string[] = [];
    const look = (text: string | null) => {
      let rest = text ?? '';
      for (let before = ''; before !== rest;) {
        before = rest;
        rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
      }
      rest = rest.replace(/\b(March|December|bytes?|MB|kB|GB)\b/g, '');
      if (/\p{L}{2,}/u.test(rest)) found.push(rest.trim());
    };
    const walk = (node: Node) => {
      if (node instanceof Text) look(node.data);
      // Names, as the files and the person give them, are nobody's language.
      if (node instanceof Element) {
        if (['style', 'svg', 'bdi'].includes(node.localName)) return;
        if (node.matches('.changes__path')) return;
        for (const name of ['aria-label', 'title', 'alt']) look(node.getAttribute(name));
      }
      node.childNodes.forEach(walk);
    };
    walk(root);
    return found;
  }

  before(() => registerLocale('qps-picked', bracketed<Messages>(en)));

  it('no view says anything else', async () => {
    const everything = [
      sample.card('sending', { description: '' }, { deidentified: 2 }),
      sample.card('held', {
        series: [
          sample.series({ missing: { count: 3, numbers: [[1, 2]], by: 'numbers' }, description: '' }),
          sample.series({ kind: 'presentation', number: null, description: '' }),
        ],
        findings: [{ finding: 'truncated', files: 2 }],
      }),
    ];
    const say = async <State>(view: (context: Context<State>) => unknown, state: State) => {
      const shown = await show(view, state, 'qps-picked');
      expect(bare(shown.root)).to.deep.equal([]);
      shown.element.remove();
    };
    await say<readonly StudyCard[]>(cards, everything);
    await say<readonly StudyCard[]>(identity(), [
      sample.card('held', {}, { reasons: ['name', 'birth-date'] }),
    ]);
    await say<readonly PhotoPage[]>(photos, sample.pages());
    await say<NoDisc>(noDisc, { problems: [], answers: [] });
    await say(({ t, locale }) => leftOutView(t, locale, sample.leftOut), null);
    await say(
      ({ t, headingLevel }) =>
        readingView({ t, headingLevel, progress: { looked: 1, known: 2 }, studies: 1, onCancel: ignore }),
      null,
    );
    await say(
      ({ t, locale, headingLevel }) =>
        missingView(t, locale, headingLevel, [sample.request({ title: '⟦Report⟧', reason: '⟦Why⟧' })]),
      null,
    );
    const report = { ...sample.report, edition: '⟦e⟧' };
    await say(
      ({ t, headingLevel }) => deidentificationReport({ t, headingLevel, report, onClose: ignore }),
      null,
    );
  });
});
