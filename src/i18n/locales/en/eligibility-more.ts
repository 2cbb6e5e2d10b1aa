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
  why: 'Why',
  next: 'What you can do now',
  otherResult:
    'The clinic’s system has looked at your answers again and came to this result. It counts instead of the one shown before.',
  yourAnswers: 'Your answers',
  yourAnswersHint: 'Not right? Change an answer and the result is worked out again.',
  goOn: 'Continue',
  saving: 'Saving your answers',
  saved: 'Your answers are saved.',
  problem: {
    choose: 'Choose one answer to go on',
    chooseAny: 'Choose all that apply, or the last choice if none does',
    number: 'Enter a whole number, such as 42',
    range: (min: string, max: string) => `Enter a number from ${min} to ${max}`,
    both: 'Enter a number or choose “I’m not sure”, but not both',
  },
};
