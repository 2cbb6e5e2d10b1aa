/** The whole journey: details, consent, review, and what stands around the other elements. */
export const intake = {
  title: 'Ask for a second opinion',
  introTime: 'It takes about 10 minutes in all. You can take breaks once your details are saved.',
  haveCase: 'I have a case already',
  introNeed:
    'Have at hand: your e-mail address, and your records and images (files, photos or a disc). You can also send records later.',
  introTurnaround: (min: string, max: string) =>
    `The report comes ${min} to ${max} business days after all records are there.`,
  steps: {
    eligibility: 'A few questions',
    details: 'Your details',
    consent: 'Your consent',
    documents: 'Records and images',
    review: 'Check and send',
  },
  stepsLabel: 'Steps',
  stepOf: (number: string, total: string, name: string) => `Step ${number} of ${total}: ${name}`,
  stepDone: 'Done',
  stepNow: 'You are here',
  stepToCome: 'To come',
  contact: (organisation: string) => `Questions? Contact ${organisation}:`,
};
