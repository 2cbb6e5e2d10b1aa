import { formatNumber } from '../../format.js';

const files = (n: number) => (n === 1 ? '1 file' : `${formatNumber(n, 'en')} files`);

export const tracker = {
  reference: (id: string) => `Case ${id}`,
  headline: {
    draft: 'Your request has not been sent yet',
    submitted: 'We have your request',
    'checking-eligibility': 'We are checking your request',
    accepted: 'We can give you a second opinion',
    'collecting-records': 'We are collecting your records',
    'matching-specialist': 'We are choosing the right specialist',
    'in-review': 'A specialist is reviewing your case',
    'writing-report': 'Your report is being written',
    'report-ready': 'Your report is ready',
    closed: 'Your case is closed',
  } as Record<string, string>,
  inProgress: 'Your case is in progress',
  since: (day: string) => `Since ${day}`,
  movedBack: 'Your case went back a step. That is normal, and nothing is lost.',
  words: (text: string) => `The clinic says: “${text}”`,
  outcome: {
    completed: 'Your second opinion is complete. You can still read your report.',
    declined: 'The clinic can’t give a second opinion in this case. Please go on with your own doctor.',
    withdrawn: 'This request was withdrawn. Nobody is working on it any more.',
    failed: 'The clinic could not finish this case. This is not your fault. Please call the clinic.',
  },
  turn: {
    patient: 'It is your turn',
    clinic: 'The clinic is working on it',
    'third-party': 'Another hospital must send something',
    nobody: 'Nothing is waiting for you',
    other: 'Somebody else is working on it',
    specialist: 'The expert is working on it',
  },
  why: {
    draft: 'Please finish your request and send it. Work starts then.',
    requests: (n: number) =>
      n === 1 ? 'The clinic needs one thing from you.' : `The clinic needs ${n} things from you.`,
    call: 'The clinic is waiting for you. Please call them if you don’t know what for.',
    'third-party':
      'Nothing is needed from you, because the hospital that holds your records sends them. Calling that hospital can speed it up.',
    checking: 'Nothing is needed from you, because the team is reading your request.',
    records: 'Nothing is needed from you, because the team checks that all your records are there.',
    specialist: 'Nothing is needed from you, because the clinic looks for the right expert.',
    review: 'Nothing is needed from you, because the expert has all that they need.',
    report: 'Read your report, then talk about it with your own doctor.',
    closed: 'Nothing more is needed from you.',
    'in-progress': 'Nothing is needed from you, because nothing is asked of you.',
  },
  steps: {
    title: 'The steps',
    name: {
      request: 'Your request',
      records: 'Records and images',
      specialist: 'Choosing a specialist',
      review: 'Review and report',
      report: 'Report ready',
    },
    what: {
      request: 'The clinic reads what you sent.',
      records: 'The clinic makes sure that nothing is missing. This is often the longest step.',
      specialist: 'The clinic finds the right expert for you.',
      review: 'The expert studies your records and writes the report.',
      report: 'You download the report here.',
    },
    state: {
      done: 'Done',
      current: 'Now',
      'to-come': 'To come',
      ended: 'Ended here',
      'not-done': 'Not done',
    },
    began: (day: string) => `Began ${day}`,
  },
  next: {
    title: 'What happens next',
    request: 'The clinic tells you whether it can help. Then your records are collected.',
    records: 'When all your records are there, the clinic looks for the right expert.',
    specialist: 'The specialist studies your records and images.',
    review: 'You are told when your report is ready. You download it here.',
    report: 'Take the report to your own doctor, and decide together.',
  },
  loading: 'Loading your case',
  noCase: {
    title: 'There is no case on this device yet',
    text: 'Start a request here, or open this page on the device where you started it. If you need help, call the clinic.',
  },
  forgotten: {
    title: 'This device has forgotten your case',
    text: 'Your case itself is safe with the clinic.',
  },
  notSetUp: {
    title: 'This page is not connected to a clinic yet',
    text: 'The website’s owner must set this up.',
  },
  below: 'See below.',
  seeBelow: 'See your documents below.',
  unusable: (n: number) => `${files(n)} could not be used`,
  arrived: (received: number, all: number) =>
    received === all
      ? `${files(all)} arrived whole`
      : `${formatNumber(received, 'en')} of ${files(all)} arrived whole`,
  unread: (n: number) => (n === 1 ? 'You have a new message' : `You have ${n} new messages`),
};
