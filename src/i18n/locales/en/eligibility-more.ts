/** The eligibility checklist: questions and outcome. */
export const eligibility = {
  call: (number: string) => `Call ${number}`,
  callLocal: 'Call your local emergency number now.',
  contact: (organisation: string) => `Questions? Call ${organisation}:`,
  question: (number: string) => `Question ${number}`,
  atMost: (count: number, formatted: string) =>
    count === 0
      ? 'the last one'
      : count === 1
        ? 'at most 1 more after this'
        : `at most ${formatted} more after this`,
  numberWithUnit: (answer: string, unit: string) => `${answer} ${unit}`,
  mark: {
    eligible: 'You are eligible',
    'not-eligible': 'Not possible with this service',
    'needs-review': 'A person will decide',
    'seek-care-now': 'Urgent',
  },
  other: 'Something else',
  otherLabel: 'In your own words',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  notAnswered: 'Not answered',
  skip: 'I’d rather not answer',
  checkTitle: 'Check your answers',
  checkText: 'Is everything right? You can change any answer before you see your result.',
  checkSends: 'When you go on, we send these answers to the clinic, without your name.',
  seeResult: 'See your result',
  print: 'Print this page',
  why: 'Why',
  next: 'What you can do now',
  otherResult:
    'The clinic’s system has looked at your answers again and came to this result. It counts instead of the one shown before.',
  sameEitherWay:
    'You gave several answers that each lead to this result. The questions we left out would not change it.',
  yourAnswers: 'Your answers',
  yourAnswersHint: 'Not right? Change an answer and the result is worked out again.',
  because: 'This result follows from these answers',
  otherAnswers: 'Your other answers',
  whatIf: 'What would change this result',
  whatIfText:
    'Was an answer not right, or has something changed? Each line names one answer that would lead to another result. Please only give answers that are true for you.',
  wouldBe: (question: string, answers: string, outcome: string) =>
    `If your answer to “${question}” were ${answers}, the result would be “${outcome}”.`,
  quoted: (answer: string) => `“${answer}”`,
  numberRun: {
    between: (from: string, to: string) => `from ${from} to ${to}`,
    atLeast: (from: string) => `${from} or more`,
    atMost: (to: string) => `${to} or less`,
    any: 'a number',
  },
  dateRun: {
    between: (from: string, to: string) => `from ${from} to ${to}`,
    atLeast: (from: string) => `${from} or later`,
    atMost: (to: string) => `${to} or earlier`,
    any: 'a date',
  },
  keep: {
    title: 'Answers on this device',
    close: 'You may close this page at any time. You can keep your answers on this device and go on later.',
    offer: (until: string) =>
      `Need a break? You can keep your answers on this device until ${until}, or until you have your result. Other people who use this device could see them.`,
    keep: 'Keep my answers on this device',
    kept: 'Your answers are now kept on this device.',
    on: (until: string) =>
      `Your answers are kept on this device until ${until}, or until you have your result. Other people who use this device could see them.`,
    forget: 'Forget my answers',
    forgotten: 'Your answers are deleted from this device.',
    unavailable:
      'Your answers can’t be kept in this browser. Maybe this is a private window. If you close the page, you start again.',
    foundTitle: (from: string) => `Your answers from ${from} are on this device`,
    foundText: (until: string) =>
      `They are kept until ${until}. Other people who use this device could see them. You can go on where you stopped.`,
    again: 'Start again (deletes them)',
    changedTitle: 'The questions have changed since you were here',
    changed:
      'Your old answers no longer fit, so they are deleted from this device. We are sorry to ask again.',
  },
  goOn: 'Continue',
  saving: 'Saving your answers',
  saved: 'Your answers are saved.',
  problem: {
    choose: 'Choose one answer to go on',
    chooseAny: 'Choose all that apply, or the last choice if none does',
    other: 'Say in your own words what you mean by the other answer',
    number: 'Enter a whole number, such as 42',
    decimal: (example: string) => `Enter a number, such as ${example}`,
    decimals: (count: number, formatted: string) =>
      count === 1
        ? 'Enter a number with at most 1 digit after the point'
        : `Enter a number with at most ${formatted} digits after the point`,
    range: (min: string, max: string) => `Enter a number from ${min} to ${max}`,
    date: 'Enter the month, the day and the year',
    dateDay: 'Enter the day as a number, such as 5 or 27',
    dateMonth: 'Enter the month as a number from 1 to 12',
    dateYear: 'Enter the year with 4 digits, such as 1984',
    dateReal: 'Enter a date that is in the calendar. Check the day and the month',
    dateRange: (min: string, max: string) => `Enter a date from ${min} to ${max}`,
    text: 'Enter your answer',
    long: (most: string) => `Your answer is too long. Shorten it to ${most} characters or fewer`,
    both: 'Enter an answer or choose “I’m not sure”, but not both',
  },
};
