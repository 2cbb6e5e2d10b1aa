/** The uploader's first screen. */
export const uploader = {
  title: 'Send your records and images',
  forRequest: (what: string) => `The clinic asks for: ${what}`,
  lead: 'The specialist needs the images themselves, not only the reports.',
  dropTitle: 'Drop files or a folder here',
  chooseTitle: 'Choose what to send',
  dropNow: 'Let go to send',
  startsAtOnce: 'Sending starts at once. There is no other button to press.',
  kinds: 'Reports as PDF, photos, scans, and all files of an imaging disc (DICOM).',
  limit: (size: string) => `Each file may have up to ${size}.`,
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder or disc',
  takePhoto: 'Take a photo',
  reading: 'Looking at what you chose …',
  close: {
    question: 'May I close this page?',
    idle: 'Yes. Nothing is being sent right now.',
    sending:
      'Please keep this page open. If it closes, choose the same files again, and only what is missing is sent.',
    attention: 'Yes, but some files have not been sent. They are listed below.',
    done: 'Yes. Everything that you sent has been received.',
  },
  noCase: {
    title: 'We don’t know yet which request these files are for',
    next: 'Please start your request first, or open this page on the device where you started it.',
  },
};
