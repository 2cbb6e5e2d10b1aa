/** The eligibility checklist. Questions, outcomes and reasons are the definition's own. */
export const eligibility = {
  before: 'Before you start',
  takes: 'It takes about two minutes. You do not need your records for this.',
  forWhom: 'You can answer for yourself, for your child, or for somebody you care for.',
  cost: (cost: string) => `What it costs: ${cost}`,
  sentAtEnd: (organisation: string) =>
    `Your answers stay on this page until you ask for your result. Then we send them to ${organisation}, without your name.`,
  sentAtEndNoName:
    'Your answers stay on this page until you ask for your result. Then we send them to the clinic, without your name.',
  neverSent: 'Your answers stay on this page. They are not sent to anybody.',
  close: 'You may close this page at any time. If you close it before the end, you start again.',
  noAdvice: 'This is not medical advice. It does not take the place of your doctor.',
  emergencyTitle: 'Is this an emergency?',
  emergencyNumber: (number: string) => `Call ${number} now. Do not wait for a second opinion.`,
  emergencyNoNumber: 'Call your local emergency number now. Do not wait for a second opinion.',
  start: 'Start',
  outdatedTitle: 'The questions have changed since you started',
  outdatedText: 'Please answer the new questions. We are sorry to ask again. It takes about two minutes.',
  notSetUpTitle: 'The questions can’t be shown yet',
  notSetUpText:
    'This part of the website is not set up yet. This is not your fault. Please call the clinic, or come back later.',
  invalidTitle: 'The questions can’t be shown right now',
  invalidText:
    'There is a mistake in how the questions were set up. This is not your fault. Please call the clinic.',
};
