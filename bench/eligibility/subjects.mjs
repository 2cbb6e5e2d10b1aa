/**
 * Runs in the page. A subject starts a form, and tells where the box of a question and the radio of an answer are. Boxes
 * are looked up again each time: some subjects make them anew.
 */
import { fhirQuestionnaire, ourDefinition, surveyModel } from './forms.mjs';

const host = document.querySelector('main');

/** The least that does the work: built once, and one look-up for each answer. */
export const floor = {
  start(questions, prefilled) {
    const dependants = new Map();
    for (const { id, after } of questions)
      if (after) dependants.set(after, [...(dependants.get(after) ?? []), id]);
    const boxes = new Map();
    const answers = new Map();
    const shows = (id) => !boxes.get(id).hidden && answers.get(id) === 'true';
    // A list to work off: a chain is deeper than the stack.
    const settle = (first) => {
      const open = [first];
      for (let id; (id = open.pop());) {
        for (const next of dependants.get(id) ?? []) {
          const hidden = !shows(id);
          if (boxes.get(next).hidden === hidden) continue;
          boxes.get(next).hidden = hidden;
          open.push(next);
        }
      }
    };
    const all = document.createElement('form');
    for (const { id, after, label } of questions) {
      const box = document.createElement('fieldset');
      box.dataset.question = id;
      box.append(Object.assign(document.createElement('legend'), { textContent: label }));
      for (const [value, words] of [
        ['true', 'Yes'],
        ['false', 'No'],
      ]) {
        const radio = Object.assign(document.createElement('input'), { type: 'radio', name: id, value });
        if (prefilled && value === 'true') radio.checked = true;
        const line = document.createElement('label');
        line.append(radio, words);
        box.append(line);
      }
      if (prefilled) answers.set(id, 'true');
      box.hidden = after !== null && !prefilled;
      boxes.set(id, box);
      all.append(box);
    }
    all.addEventListener('change', ({ target }) => {
      answers.set(target.name, target.value);
      settle(target.name);
    });
    host.append(all);
  },
  box: (id) => host.querySelector(`[data-question="${id}"]`),
  radio: (id, value) => floor.box(id)?.querySelector(`[value="${value}"]`),
};

export const ours = {
  /** The introduction comes first: Start is pressed as soon as it is there, and counts into the time. */
  async start(questions, prefilled, { layout = 'all' } = {}) {
    const element = document.createElement('so-eligibility-checklist');
    element.setAttribute('layout', layout);
    element.definition = ourDefinition(questions);
    host.append(element);
    ours.root = element.shadowRoot ?? (await element.updateComplete, element.shadowRoot);
    let start;
    while (!(start = ours.root.querySelector('[part=intro] .submit')))
      (await element.updateComplete, await turn());
    start.click();
    if (!prefilled) return;
    for (const { id } of questions) {
      let radio;
      while (!(radio = ours.radio(id, true))) await turn();
      radio.click();
    }
  },
  box: (id) => ours.root.querySelector(`[data-question="${id}"]`),
  radio: (id, value) => ours.box(id)?.querySelector(`input[value="${value}"]`),
};

export const lforms = {
  async start(questions, prefilled) {
    const element = document.createElement('div');
    element.id = 'lhc';
    host.append(element);
    await window.LForms.Util.addFormToPage(fhirQuestionnaire(questions, prefilled), element, {
      fhirVersion: 'R4',
    });
  },
  /** Ids are the link id with `/1` for the first repetition. */
  box: (id) =>
    document.getElementById(`item-${id}/1`) ?? document.getElementById(`label-${id}/1`)?.closest('lhc-item'),
  radio: (id, value) =>
    document.getElementById(`${id}/1${value}`)?.querySelector('input') ??
    lforms.box(id)?.querySelectorAll('input[type=radio]')[value ? 0 : 1],
};

export const surveyjs = {
  start(questions, prefilled) {
    const survey = new window.Survey.Model(surveyModel(questions));
    surveyjs.survey = survey;
    if (prefilled) survey.data = Object.fromEntries(questions.map(({ id }) => [id, true]));
    survey.render(host);
  },
  box: (id) => host.querySelector(`[data-name="${id}"]`),
  radio: (id, value) => surveyjs.box(id)?.querySelector(`input[value="${value}"]`),
};

/** A task's end: what a subject puts off to a later task gets its turn, without waiting for a frame. */
export function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(null);
  });
}
