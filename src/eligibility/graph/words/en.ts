import type { AgeUnit } from '../../dates.js';
import { list, lowerFirst, plural, type GraphWords } from './words.js';

const enUnit = (count: number, unit: AgeUnit) => plural(count, unit.slice(0, -1), unit);

export const en: GraphWords = {
  language: 'en',
  yes: 'Yes',
  no: 'No',
  notSure: 'Not sure',
  leftOut: 'Left unanswered',
  ownWords: 'Something else',
  anyText: 'Any text',
  anyNumber: 'Any number',
  anyDate: 'Any date',
  anyAnswer: 'Any answer',
  others: (count) => `and ${count} more`,
  kinds: {
    boolean: 'Yes or no',
    'single-choice': 'One choice',
    'multiple-choice': 'Any number of choices',
    integer: 'Whole number',
    decimal: 'Number',
    date: 'Date',
    text: 'Own words',
    note: 'Text to read',
  },
  outcomes: {
    eligible: 'Can have a second opinion',
    'not-eligible': 'Not possible here',
    'needs-review': 'The team looks first',
    'seek-care-now': 'Emergency: care now',
  },
  between: (from, to) =>
    from === undefined
      ? `Up to ${to}`
      : to === undefined
        ? `${from} or more`
        : from === to
          ? from
          : `${from} to ${to}`,
  atLeastAgo: (age, unit) => {
    if (age < 0) return `At most ${enUnit(age, unit)} ahead`;
    if (age === 0) return 'Today or earlier';
    return age === 1 && unit === 'days' ? 'Before today' : `${enUnit(age, unit)} ago or longer`;
  },
  notYetAgo: (age, unit) => {
    if (age < 0) return `More than ${enUnit(age, unit)} ahead`;
    if (age === 0) return 'After today';
    return age === 1 && unit === 'days' ? 'Today or later' : `Less than ${enUnit(age, unit)} ago`;
  },
  both: (bounds) => bounds.map((each, i) => (i === 0 ? each : lowerFirst(each))).join(' and '),
  number: (position) => `Q${position}`,
  conditions: {
    quoted: (text) => `“${text}”`,
    all: (parts) => parts.join(' and '),
    any: (parts) => parts.join(' or '),
    not: (part) => `not (${part})`,
    bounds: (atLeast, atMost) =>
      atLeast === undefined
        ? `at most ${atMost}`
        : atMost === undefined
          ? `at least ${atLeast}`
          : atLeast === atMost
            ? `exactly ${atLeast}`
            : `${atLeast} to ${atMost}`,
    is: (question, values) => `${question} is ${list('en', 'disjunction', values)}`,
    includes: (question, option) => `${question} includes ${option}`,
    chosen: (question, howMany, among) =>
      among.length > 0
        ? `${howMany} of ${list('en', 'conjunction', among)} chosen in ${question}`
        : `${howMany} chosen in ${question}`,
    answered: (question, answered) => `${question} is ${answered ? 'answered' : 'not answered'}`,
    count: (howMany, parts) => `${howMany} of: ${parts.join('; ')}`,
    score: (questions, howMuch) =>
      `the points of ${list('en', 'conjunction', questions)} add up to ${howMuch}`,
  },
  next: (questions) => `Next: ${list('en', 'disjunction', questions)}`,
  neverEnds: 'No outcome: a gap',
  version: 'Version',
  reviewBy: 'review by',
  asOf: 'dates as of',
  questionCount: (count) => plural(count, 'question', 'questions'),
  ends: 'How it can end',
  alwaysEnds: 'Ends here, whatever else is answered',
  mayEnd: 'May end here, depending on other answers',
  questions: 'Questions, in the order in which they are asked',
  shownIf: (condition) => `Shown only if ${condition}`,
  record: 'Always asked while shown, for the record',
  recordOnly: 'Does not decide. It is asked whatever the outcome, except in an emergency.',
  decidesRecord: (questions) => `Decides only whether ${list('en', 'conjunction', questions)} is shown.`,
  neverAsked: 'Never asked: nothing hangs on it.',
  anyOrder: 'asked in the order that needs the fewest questions',
  decidesAbout: 'Has a say in',
  rules: 'What leads to which outcome',
  rulesHelp: 'The first of these rules that holds decides.',
  otherwise: 'Otherwise',
  whenUnsure: 'If “not sure” leaves it open',
  tooLarge:
    'This definition is too large to work out which answers end it. The picture shows which outcomes each question has a say in, and nothing more.',
  listedOrder: 'Groups of free order are drawn in the order listed: there are too many ways through them.',
};
