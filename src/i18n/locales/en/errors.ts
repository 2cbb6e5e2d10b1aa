/**
 * What went wrong, whose turn it is and what to do next, for every code of a BackendError.
 * `title` says what happened, `next` what to do. Nobody is blamed for a fault of the system.
 */
export const errors = {
  offline: {
    title: 'You are not connected to the internet',
    next: 'What you entered is still here. We go on by ourselves as soon as you are connected again.',
  },
  unreachable: {
    title: 'We can’t reach the clinic’s server right now',
    next: 'This is not your fault. What you entered is still here. Wait a moment, then try again.',
  },
  'origin-not-allowed': {
    title: 'This website is not connected to the clinic’s server yet',
    next: 'This is a setting that the website’s owner must change. Please call the clinic.',
  },
  'not-a-backend': {
    title: 'The clinic’s server gave an answer that we can’t read',
    next: 'This is not your fault. What you entered is still here. Try again later, or call the clinic.',
  },
  'contract-version': {
    title: 'This page and the clinic’s server do not fit together',
    next: 'Please load the page again. If that does not help, call the clinic.',
  },
  busy: {
    title: 'The clinic’s server is busy',
    next: 'What you entered is still here. Please try again in a minute.',
  },
  'invalid-request': {
    title: 'Something in what was sent could not be accepted',
    next: 'Please check what you entered, then try again.',
  },
  unauthenticated: {
    title: 'You have been signed out',
    next: 'What you entered is still here. Please sign in again, then go on.',
  },
  forbidden: {
    title: 'You can’t open this case from here',
    next: 'Use the device or the sign-in that you started with, or call the clinic.',
  },
  'not-found': {
    title: 'We can’t find this case any more',
    next: 'It may have been closed or removed. Please call the clinic.',
  },
  conflict: {
    title: 'This does not fit with where your case is now',
    next: 'We have loaded the newest state. Please look at it, then try again.',
  },
  'idempotency-key-reused': {
    title: 'This was already sent with other content',
    next: 'Please try again.',
  },
  'request-in-progress': {
    title: 'We are still working on this',
    next: 'Please wait a moment, then try again.',
  },
  'version-mismatch': {
    title: 'Your case was changed somewhere else, perhaps in another tab',
    next: 'We have loaded the newest state and kept what you entered. Please check it, then save again.',
  },
  'version-required': {
    title: 'Something went wrong on our side',
    next: 'What you entered is still here. Please load the page again.',
  },
  'too-large': {
    title: 'This file is larger than the clinic accepts',
    next: 'Please call the clinic to send it another way.',
  },
  'too-many-documents': {
    title: 'This case already has as many files as the clinic accepts',
    next: 'Remove files that are not needed, or call the clinic.',
  },
  'unsupported-media-type': {
    title: 'The clinic does not accept this kind of file',
    next: 'Send it as a PDF or a photo instead.',
  },
  'digest-mismatch': {
    title: 'The file did not arrive as it was sent',
    next: 'This is not your fault. Please send it again.',
  },
  'pieces-missing': {
    title: 'The file did not arrive as it was sent',
    next: 'This is not your fault. Please send it again.',
  },
  'consent-required': {
    title: 'Your consent is needed first',
    next: 'Please read the consent text and agree to it, then go on.',
  },
  'consent-outdated': {
    title: 'The consent text has changed',
    next: 'Please read the new text and agree to it, then go on.',
  },
  'definition-outdated': {
    title: 'The questions have changed since you started',
    next: 'Please answer the new questions. It takes about two minutes.',
  },
  'upload-expired': {
    title: 'This upload was paused for too long',
    next: 'Please choose the file again.',
  },
  'report-not-ready': {
    title: 'The report is not ready yet',
    next: 'This page shows it as soon as it is there.',
  },
  'link-expired': {
    title: 'This download link is no longer valid',
    next: 'Choose “Download the report” again to get a new one.',
  },
  'rate-limited': {
    title: 'That was too many tries in a short time',
    next: 'What you entered is still here. Please wait a minute, then try again.',
  },
  unavailable: {
    title: 'The clinic’s server is not available right now',
    next: 'This is not your fault. What you entered is still here. Please try again later.',
  },
  unexpected: {
    title: 'Something went wrong on our side',
    next: 'This is not your fault. What you entered is still here. Please try again.',
  },
};
