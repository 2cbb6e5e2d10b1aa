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
  seeResult: 'See the result',
  print: 'Print this page',
  why: 'Why',
  next: 'What you can do now',
  otherResult:
    'The clinic’s system has looked at your answers again and came to this result. It counts instead of the one shown before.',
  sameEitherWay:
    'You gave several answers that each lead to this result. The questions we left out would not change it.',
  yourAnswers: 'Your answers',
  yourAnswersHint: 'Not right? Change an answer and the result is worked out again.',
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
