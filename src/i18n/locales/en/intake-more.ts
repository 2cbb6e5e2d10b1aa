/** The whole journey: the steps after the first. */
export const intake = {
  details: {
    title: 'Your details',
    lead: 'We use these to open your case and to reach you about it.',
    whoFor: 'Who is the second opinion for?',
    who: { me: 'For me', child: 'For my child', other: 'For somebody else' },
    patient: 'About the patient',
    patientMe: 'About you',
    givenName: 'First name',
    familyName: 'Last name',
    birthDate: 'Date of birth',
    birthHint: 'For example: month 5, day 17, year 1964',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    representative: 'About you',
    representativeHint: 'You act for the patient, so we need to know who you are.',
    representativeName: 'Your full name',
    role: 'What are you to the patient?',
    roles: {
      parent: 'Parent',
      guardian: 'Legal guardian',
      'power-of-attorney': 'I have a power of attorney',
      family: 'Family member',
      other: 'Something else',
    },
    authority: 'I am allowed to act for this patient in health matters.',
    contact: 'How we reach you',
    email: 'E-mail address',
    emailHint: 'We only write that there is news. Health details never stand in an e-mail.',
    phone: 'Phone number',
    reason: 'Why do you want a second opinion?',
    reasonHint: 'In your own words. A few sentences help the specialist.',
    problems: {
      'who-for': 'Choose who the second opinion is for',
      'given-name': 'Enter the patient’s first name, with at most 100 letters',
      'family-name': 'Enter the patient’s last name, with at most 100 letters',
      'birth-missing': 'Enter the day, month and year of birth',
      'birth-not-real': 'Enter a real date of birth, such as 5, 17 and 1964 for May 17, 1964',
      'birth-future': 'The date of birth must not be in the future',
      'birth-too-old': 'The year of birth must be within the last 130 years',
      'representative-name': 'Enter your full name, with at most 200 letters',
      'representative-role': 'Choose what you are to the patient',
      'representative-authority': 'Confirm that you are allowed to act for this patient',
      'email-missing': 'Enter your e-mail address',
      'email-form': 'Enter an e-mail address like name@example.com',
      phone: 'Enter a phone number with at most 40 signs',
      reason: 'Shorten the reason to at most 4,000 letters',
    },
  },
  other: {
    title: 'You already have a case on this device',
    text: (reference: string) =>
      `It was started in another tab or window. Its reference is ${reference}. To avoid a second case, go on with that one.`,
    goOn: 'Go on with that case',
  },
  consent: {
    title: 'Your consent',
    lead: 'Please read the text. If you act for somebody else, you agree for them.',
    version: (version: string) => `Version ${version}`,
    otherLanguage:
      'This text is not available in your language. It is shown in the language that the clinic offers.',
    agree: 'I have read this and I agree',
    agreed: (date: string) => `You agreed to this on ${date}`,
    missing: (title: string) => `To go on, tick that you agree: ${title}`,
    none: 'The clinic offers no consent text right now. Please call the clinic.',
  },
  documents: {
    goOn: 'Continue',
    later: 'I’ll send records later',
    laterHint: 'You can send records at any time after this too. The review starts when they are complete.',
  },
  review: {
    title: 'Check and send',
    lead: 'Please check that everything is right. Then send your request to the care team.',
    patient: 'Patient',
    birthDate: 'Date of birth',
    representative: 'Acts for the patient',
    email: 'E-mail address',
    phone: 'Phone number',
    reason: 'Reason',
    notGiven: 'Not given',
    consent: 'Consent',
    consentGiven: (title: string, date: string) => `${title}: agreed on ${date}`,
    documents: 'Records',
    received: (count: number, formatted: string) =>
      count === 0
        ? 'No files received yet'
        : count === 1
          ? '1 file received by the clinic'
          : `${formatted} files received by the clinic`,
    stillSending: (count: number, formatted: string) =>
      count === 1
        ? '1 file is still on its way. It goes on while this page is open.'
        : `${formatted} files are still on their way. They go on while this page is open.`,
    next: 'What happens next',
    nextCheck: 'The care team looks at your request and asks you if something is missing.',
    nextReport: (min: string, max: string) =>
      `A specialist reviews your case. The report comes ${min} to ${max} business days after all records are there.`,
    nextTrack: 'You see each step on this page.',
    cost: (cost: string) => `Cost: ${cost}`,
    send: 'Send to the care team',
  },
  sent: {
    title: 'Your request is with the care team',
    text: (reference: string) => `Your reference is ${reference}. Below you see where your case is.`,
  },
  working: 'Saving',
  sending: 'Sending',
  welcome: {
    title: 'Welcome back',
    text: (reference: string) => `We go on with your case. Its reference is ${reference}.`,
    notMine: 'This is not my case',
    startOver: 'Start over on this device',
  },
  forget: {
    title: 'Start over on this device?',
    text: 'This device forgets the case. The clinic keeps what was sent. You can’t open the case from this device again; to reach it, call the clinic with the reference.',
    confirm: 'Forget the case and start over',
    failed: 'This device could not forget the case',
  },
  close: {
    question: 'May I close this page?',
    unsaved: 'Nothing is saved yet. If you close this page, you start again.',
    saved:
      'Yes. Your case is saved. Come back on this device within 90 days. Changes on this page that you have not continued from are not saved.',
    savedAccount:
      'Yes. Your case is saved. Sign in here again to go on. Changes on this page that you have not continued from are not saved.',
    sending: 'Please keep this page open: files are still being sent. Your case itself is saved.',
    working: 'Please wait a moment: we are saving.',
  },
};
