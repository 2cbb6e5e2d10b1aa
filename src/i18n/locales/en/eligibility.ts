/** The eligibility checklist. Questions, outcomes and reasons are the definition's own. */
export const eligibility = {
  before: 'Before you start',
  takes: 'It takes about two minutes. You do not need your records for this.',
  forWhom: 'You can answer for yourself, for your child, or for somebody you care for.',
  cost: (cost: string) => `What it costs: ${cost}`,
  sentAtEnd: (organisation: string) =>
    `Your answers stay on this page until the last question. Then we send them to ${organisation}, without your name.`,
  sentAtEndNoName:
    'Your answers stay on this page until the last question. Then we send them to the clinic, without your name.',
  neverSent: 'Your answers stay on this page. They are not sent to anybody.',
  close: 'You may close this page at any time. If you close it before the end, you start again.',
  noAdvice: 'This is not medical advice. It does not take the place of your doctor.',
  emergencyTitle: 'Is this an emergency?',
  emergencyNumber: (number: string) => `Call ${number} now. Do not wait for a second opinion.`,
  emergencyNoNumber: 'Call your local emergency number now. Do not wait for a second opinion.',
  call: (number: string) => `Call ${number}`,
  callLocal: 'Call your local emergency number now.',
  contact: (organisation: string) => `Questions? Call ${organisation}:`,
  start: 'Start',
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
  outdatedTitle: 'The questions have changed since you started',
  outdatedText: 'Please answer the new questions. We are sorry to ask again. It takes about two minutes.',
  problem: {
    choose: 'Choose one answer to go on',
    chooseAny: 'Choose all that apply, or the last choice if none does',
    number: 'Enter a whole number, such as 42',
    range: (min: string, max: string) => `Enter a number from ${min} to ${max}`,
    both: 'Enter a number or choose “I’m not sure”, but not both',
  },
  notSetUpTitle: 'The questions can’t be shown yet',
  notSetUpText:
    'This part of the website is not set up yet. This is not your fault. Please call the clinic, or come back later.',
  invalidTitle: 'The questions can’t be shown right now',
  invalidText:
    'There is a mistake in how the questions were set up. This is not your fault. Please call the clinic.',
};
