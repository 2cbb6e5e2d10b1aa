/** The same forms for every subject, and each subject's own way of writing them. Also loaded by the pages themselves. */

/** `pairs`: a-i is always there, b-i when a-i is yes. `chain`: each is there when the one before is yes. */
export function form(kind, items) {
  return Array.from({ length: items }, (_, i) => {
    if (kind === 'chain') return { id: `q-${i}`, after: i ? `q-${i - 1}` : null };
    const pair = Math.floor(i / 2);
    return i % 2 ? { id: `b-${pair}`, after: `a-${pair}` } : { id: `a-${pair}`, after: null };
  }).map((question) => ({ ...question, label: `Does statement ${question.id} hold for you?` }));
}

const text = (en) => ({ en });

/** `record: true`: asked whenever visible, though one outcome needs no answer. */
export function ourDefinition(questions) {
  return {
    format: 'eligibility/1',
    id: 'bench',
    version: '1',
    title: text('Benchmark'),
    questions: questions.map(({ id, after, label }) => ({
      id,
      kind: 'boolean',
      label: text(label),
      record: true,
      ...(after ? { visible: { question: after, equals: true } } : {}),
    })),
    outcomes: [{ id: 'review', kind: 'needs-review', title: text('We look'), text: text('A person looks.') }],
    rules: [
      {
        id: 'first',
        outcome: 'review',
        when: { question: questions[0].id, equals: true },
        reason: text('You said yes.'),
      },
    ],
    fallback: { outcome: 'review', reason: text('Somebody looks at every case.') },
  };
}

export function fhirQuestionnaire(questions, prefilled) {
  return {
    resourceType: 'Questionnaire',
    status: 'draft',
    title: 'Benchmark',
    item: questions.map(({ id, after, label }) => ({
      linkId: id,
      type: 'boolean',
      text: label,
      ...(after ? { enableWhen: [{ question: after, operator: '=', answerBoolean: true }] } : {}),
      ...(prefilled ? { initial: [{ valueBoolean: true }] } : {}),
    })),
  };
}

/** A boolean with radio buttons, as the others have. */
export function surveyModel(questions) {
  return {
    elements: questions.map(({ id, after, label }) => ({
      type: 'boolean',
      renderAs: 'radio',
      name: id,
      title: label,
      ...(after ? { visibleIf: `{${after}} = true` } : {}),
    })),
  };
}
