/** The prover's findings in words, each with how to mend it. */
import type { Comparison, EligibilityDefinition, EligibilityQuestion } from '../contract/index.js';
import type { Finding as ProverFinding, FindingCode } from '../eligibility/index.js';
import { conditionInWords, listed, stepsInWords } from '../eligibility/words.js';
import { pointerParts } from './json-text.js';
import { didYouMean } from './nearest.js';
import type { Remark } from './remark.js';

interface Words {
  message: string;
  hint: string;
  /** Key below the pointer at which the author has to look. */
  at?: string;
}

type Say = (about: {
  definition: EligibilityDefinition;
  ids: readonly string[];
  /** The ids, quoted. */
  names: readonly string[];
  pointer: string;
}) => Words;

/** What can be asked about each kind, as an author would write it. */
const COMPARISONS: Record<EligibilityQuestion['kind'], string> = {
  boolean: '"equals": true or false, "answered" or "unsure"',
  'single-choice': '"equals": an option, "in": [options], "answered" or "unsure"',
  'multiple-choice': '"includes": an option, "selected": { "atLeast": 1 }, "answered" or "unsure"',
  integer: '"atLeast", "atMost", "equals" or "in" with whole numbers, "answered" or "unsure"',
  decimal:
    '"atLeast", "atMost", "equals" or "in" with numbers of no more than its "decimals", "answered" or "unsure"',
  date: '"age": { "atLeast": 18 }, "atLeast", "atMost", "equals" or "in" with dates, "answered" or "unsure"',
  text: '"equals": a text, "in": [texts], "answered" or "unsure"',
  note: 'nothing: a note has no answer',
};

const WORDS: Record<FindingCode, Say> = {
  'duplicate-id': ({ pointer, names }) => {
    const list = pointerParts(pointer).at(-3) ?? '';
    return {
      message: `Two ${list} have the id ${names[0]}.`,
      hint: 'Give each an id of its own, and see which one is meant where the id is used.',
    };
  },
  'unknown-question': ({ definition, ids: [id = ''], names }) => ({
    message: `There is no question ${names[0]}.`,
    hint: didYouMean(
      id,
      definition.questions.map((each) => each.id),
      'questions',
    ),
    at: 'question',
  }),
  'unknown-option': ({ definition, ids: [id = ''], names, pointer }) => {
    const comparison = valueAt(definition, pointer) as Comparison;
    const question = definition.questions.find((each) => each.id === comparison.question);
    const options = question && 'options' in question ? question.options.map((each) => each.id) : [];
    return {
      message: `Question "${comparison.question}" has no option ${listed(names, 'and')}.`,
      hint: didYouMean(id, options, 'options'),
      at: ['equals', 'in', 'includes', 'of'].find((key) => key in comparison) ?? '',
    };
  },
  'unknown-outcome': ({ definition, ids: [id = ''], names }) => ({
    message: `There is no outcome ${names[0]}.`,
    hint: didYouMean(
      id,
      definition.outcomes.map((each) => each.id),
      'outcomes',
    ),
  }),
  'unknown-group': ({ definition, ids: [id = ''], names }) => ({
    message: `There is no group ${names[0]}.`,
    hint: didYouMean(
      id,
      (definition.groups ?? []).map((each) => each.id),
      'groups',
    ),
  }),
  'group-apart': ({ names }) => ({
    message: `Other questions stand between those of group ${names[0]}.`,
    hint: 'Move this question up to the others of its group, or take it out of the group.',
  }),
  'visible-looks-ahead': ({ names }) => ({
    message: `Whether this question is shown hangs on ${listed(names, 'and')}, which is asked later.`,
    hint: `Move this question behind ${names.at(-1)}.`,
  }),
  'visible-on-itself': () => ({
    message: 'Whether this question is shown hangs on its own answer.',
    hint: 'Name an earlier question in "visible".',
  }),
  'visibility-cycle': ({ names }) => ({
    message: `Questions wait for each other to be shown: ${names.join(' → ')}.`,
    hint: 'Take "visible" away from one of them, or let it look at an earlier question.',
  }),
  'no-comparison': ({ definition, ids, names }) => ({
    message: `Question ${names[0]} is named, but nothing is asked about its answer.`,
    hint: `Add ${comparisonsOf(definition, ids[0])}.`,
  }),
  'wrong-comparison': ({ definition, ids, names, pointer }) => {
    const question = definition.questions.find((each) => each.id === ids[0]);
    const { question: _id, ...comparison } = valueAt(definition, pointer) as Record<string, unknown>;
    const parts = Object.entries(comparison).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
    const [key = ''] = Object.keys(comparison);
    const isPair = 'atLeast' in comparison && 'atMost' in comparison && parts.length === 2;
    if (parts.length > 1 && !isPair && !('of' in comparison))
      return {
        message: `This condition asks more than one thing about ${names[0]}: ${listed(parts, 'and')}.`,
        hint: 'Make one condition of each, and join them by { "all": [ …, … ] }.',
      };
    return {
      message: `${listed(parts, 'and')} does not fit ${names[0]}, a question of kind ${question?.kind ?? ''}.`,
      hint: `About this kind ask ${comparisonsOf(definition, ids[0])}.`,
      at: key,
    };
  },
  'no-bounds': () => ({
    message: 'There is no bound to compare with.',
    hint: 'Add "atLeast", "atMost" or both.',
  }),
  'impossible-bounds': ({ definition, pointer }) =>
    pointerParts(pointer).length === 2
      ? { message: 'No answer fits: "min" is above "max".', hint: 'Swap the two, or mend one.', at: 'min' }
      : {
          message: `Nothing is at least ${bound(definition, pointer, 'atLeast')} and at most ${bound(definition, pointer, 'atMost')}.`,
          hint: 'Swap "atLeast" and "atMost", or mend one.',
        },
  'no-scores': ({ names }) => ({
    message: `Question ${names[0]} has no options with a "score", so it adds nothing.`,
    hint: 'Give its options a "score", or take the question out of the list.',
  }),
  'assertion-shape': () => ({
    message: 'An assertion has either "never" or "always".',
    hint: 'Keep one of the two; "when" may say where the promise is kept.',
  }),
  gap: () => ({ message: 'Some answers lead to no outcome.', hint: 'Add a "fallback".' }),
  'no-outcome': () => ({
    message: 'No rule holds for these answers, and there is no fallback: the patient gets no outcome.',
    hint: 'Add a rule for them, or a "fallback".',
  }),
  'no-outcome-when-unsure': () => ({
    message: '"I\'m not sure" leaves the outcome open here, and nothing says what then.',
    hint: 'Add "whenUnsure" or a "fallback", or a rule that asks { "question": …, "unsure": true }.',
  }),
  'rule-never-holds': ({ definition, ids, names }) => ({
    message: `Rule ${names[0]} never holds: nobody can answer so that ${ruleInWords(definition, ids[0])}.`,
    hint: 'Look for parts that exclude each other, and for questions that are hidden then.',
  }),
  'rule-shadowed': ({ ids, names: [name, ...others] }) => ({
    message: `Rule ${name} never decides: wherever it holds, ${listed(others, 'or')} ${ids.length > 2 ? 'go' : 'goes'} first.`,
    hint: 'Give it a higher "priority", ask less in the other rule, or delete it.',
  }),
  'condition-never-holds': ({ definition, pointer }) => ({
    message: `This part is never true: ${conditionAt(definition, pointer)}.`,
    hint: 'See whether the question is hidden then, or the bound out of reach; else delete the part.',
  }),
  'condition-always-holds': ({ definition, pointer }) => ({
    message: `This part is always true: ${conditionAt(definition, pointer)}.`,
    hint: 'Delete it, or mend the bound: it tells no answers apart.',
  }),
  'rules-disagree': ({ definition, ids, names }) => ({
    message: `Rules ${listed(names, 'and')} hold for the same answers and lead to different outcomes (${ids
      .map((id) => `"${definition.rules.find((rule) => rule.id === id)?.outcome ?? ''}"`)
      .join(', ')}).`,
    hint: 'Give the one that should decide a higher "priority", or make their conditions exclude each other.',
  }),
  'outcome-unreachable': ({ names }) => ({
    message: `No answers lead to outcome ${names[0]}.`,
    hint: 'Delete it, or add a rule that leads to it.',
  }),
  'question-never-shown': ({ names }) => ({
    message: `Question ${names[0]} is never shown: its "visible" is never true.`,
    hint: 'Mend "visible", or delete the question.',
  }),
  'question-cannot-matter': ({ names }) => ({
    message: `No outcome hangs on question ${names[0]}, so it is never asked.`,
    hint: 'Use it in a rule, mark it "record": true if staff need the answer, or delete it.',
  }),
  'care-asked-late': ({ names }) => ({
    message: `Question ${names[0]} can call for care now, but stands behind ${names[1]}, which cannot.`,
    hint: 'Ask for warning signs first.',
  }),
  'missing-translation': ({ ids }) => ({
    message: `This text is missing in ${listed(ids, 'and')}.`,
    hint: 'Write it, or leave the language out of "languages" and of all other texts.',
  }),
};

function comparisonsOf({ questions }: EligibilityDefinition, id: string | undefined): string {
  const kind = questions.find((each) => each.id === id)?.kind;
  return kind ? COMPARISONS[kind] : 'a comparison';
}

function ruleInWords({ rules }: EligibilityDefinition, id: string | undefined): string {
  const rule = rules.find((each) => each.id === id);
  return rule ? conditionInWords(rule.when) : '';
}

function conditionAt(definition: EligibilityDefinition, pointer: string): string {
  return conditionInWords(valueAt(definition, pointer) as Comparison);
}

function bound(definition: EligibilityDefinition, pointer: string, key: 'atLeast' | 'atMost'): string {
  return String((valueAt(definition, pointer) as Record<string, unknown>)[key]);
}

/** What a JSON Pointer (RFC 6901) points at. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointerParts(pointer).reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
    document,
  );
}

/** A finding in words, its path as questions and answers. */
export function findingRemark(
  definition: EligibilityDefinition,
  finding: ProverFinding,
  today: string,
): Remark {
  const { code, severity, pointer, ids, path, on } = finding;
  const names = ids.map((id) => `"${id}"`);
  const { message, hint, at } = WORDS[code]({ definition, ids, names, pointer });
  const below = at && valueAt(definition, `${pointer}/${at}`) !== undefined ? `/${at}` : '';
  return {
    code,
    severity,
    pointer: pointer + below,
    message: onDay(on, message),
    hint,
    path: path && stepsInWords(definition, path, on ?? today),
    on,
  };
}

/** A message about a later day. */
export const onDay = (on: string | undefined, message: string) => (on ? `On ${on}: ${message}` : message);
