/** The uploader: the list of files, the receipt, help. */
import { formatNumber } from '../../format.js';

const files = (n: number) => (n === 1 ? '1 file' : `${formatNumber(n, 'en')} files`);

export const uploader = {
  what: {
    title: 'What should I send?',
    items: [
      'The report that says what you have: from pathology, radiology or a hospital stay',
      'Your images: CT, MRI, X-ray, ultrasound or PET. Send the whole disc or folder',
      'Newest lab results',
      'Letters from your doctors, and the treatment plan',
      'A list of your medicines',
    ],
    enough: 'You don’t need to have everything. Send what you have. The clinic tells you if more is needed.',
  },
  noDisc: {
    title: 'What if I can’t read my disc?',
    items: [
      'Ask the hospital that made the images for a download link. Save the files, then choose them here.',
      'Many libraries and family members have a computer with a disc drive.',
      'You can also send the disc by post. Keep a copy if you can.',
    ],
    call: 'Call the clinic. They tell you where to post it, or ask the hospital for you:',
    callOnly: 'Call the clinic. They tell you where to post it, or ask the hospital for you.',
    phone: (number: string) => `Phone: ${number}`,
    email: (address: string) => `E-mail: ${address}`,
  },
  twice: (n: number) =>
    `${files(n)} ${n === 1 ? 'is' : 'are'} there twice. Each was sent once, which is enough.`,
  unreadableEntries: (n: number) =>
    `${files(n)} could not be read and ${n === 1 ? 'is' : 'are'} not in the list below. Is the disc or stick still in? Choose the folder again to try once more.`,
  nothingFound: 'There were no files in what you chose. Please choose another folder or file.',
  notTakenBack: (n: number) =>
    `${files(n)} that you took out ${n === 1 ? 'is' : 'are'} still at the clinic. Please call them, so that they delete ${n === 1 ? 'it' : 'them'}.`,
  notAsBefore: (n: number) =>
    `${formatNumber(n, 'en')} ${n === 1 ? 'image is' : 'images are'} not the ${n === 1 ? 'one' : 'ones'} from before. ${n === 1 ? 'It was' : 'They were'} sent as new.`,
  left: {
    underMinute: 'less than a minute left',
    minutes: (n: number) => `about ${n === 1 ? '1 minute' : `${formatNumber(n, 'en')} minutes`} left`,
    /** `half`: and half an hour. */
    hours: (n: number, half: boolean) =>
      `about ${formatNumber(n, 'en')}${half ? ' and a half' : ''} ${n === 1 && !half ? 'hour' : 'hours'} left`,
    dayOrMore: 'a day or more left',
  },
  resume: {
    title: 'You have not sent everything yet',
    /** `what`: files or images, and their size. */
    were: (what: string) => `You were sending ${what}.`,
    images: (n: number) => `${formatNumber(n, 'en')} ${n === 1 ? 'image' : 'images'}`,
    files,
    and: (first: string, second: string) => `${first} and ${second}`,
    sized: (what: string, size: string) => `${what} (${size})`,
    arrived: (n: number, all: number, size: string) =>
      n === 0
        ? `Of these, ${size} have arrived. Nothing of that is lost.`
        : `${formatNumber(n, 'en')} of ${formatNumber(all, 'en')} have arrived (${size}). Nothing of that is lost.`,
    noneArrived: 'None of it has arrived yet.',
    of: (dates: string) => `Images of ${dates}`,
    folder: 'Choose the same folder again: we go on where it stopped.',
    chooseFolder: 'Choose the same folder',
    file: 'Choose the same files again: we go on where it stopped.',
    chooseFiles: 'Choose the same files',
    known: 'This device remembers the folder. Is the disc or stick in? Then go on.',
    goOn: 'Go on',
    dismiss: 'Do not go on',
    dismissed: 'Removed from this device. What has arrived stays with the clinic.',
    notReadable: 'The folder could not be opened. Please choose it again.',
    remember: 'Remember this folder on this device until everything has arrived',
  },
  storedImages: {
    title: 'Images from an earlier visit',
    of: (date: string) => `Images of ${date}`,
    undated: 'Images without a date',
    files,
    received: (day: string) => `Received by ${day}`,
    unfinished: (received: number, n: number) =>
      `Unfinished: ${formatNumber(received, 'en')} of ${n === 1 ? '1 image is' : `${formatNumber(n, 'en')} images are`} here`,
    goOn: 'Choose the same folder again to go on. Only what is missing is sent.',
    removeUnfinished: 'Remove unfinished',
  },
  notDescribed: 'That could not be saved right now. Please try again.',
  list: {
    title: 'Your files',
    sending: 'Sending your files',
    waiting: 'Waiting to go on',
    paused: 'Paused',
    pausedHint: 'Nothing is being sent until you press “Go on”. What has arrived is safe.',
    pause: 'Pause',
    attention: 'Some files need your attention',
    done: 'All files were received',
    none: 'Nothing has been sent yet',
    count: (received: number, total: number) => `${formatNumber(received, 'en')} of ${files(total)} received`,
    bytes: (sent: string, total: string) => `${sent} of ${total} sent`,
    rate: (size: string) => `${size} per second`,
    progress: 'All files',
    groupAttention: (n: number) => `Needs your attention (${formatNumber(n, 'en')})`,
    groupProgress: (n: number) => `On the way (${formatNumber(n, 'en')})`,
    groupReceived: (n: number) => `Received (${formatNumber(n, 'en')})`,
    first: (shown: number, n: number) => `The first ${formatNumber(shown, 'en')} of ${files(n)}`,
    showAll: (n: number) => `Show all ${files(n)}`,
    retryAll: (n: number) => `Try all ${formatNumber(n, 'en')} again`,
    clearRefused: (n: number) => `Take ${files(n)} off the list`,
  },
  state: {
    queued: 'In line',
    checking: 'Looking at the file',
    uploading: (percent: string) => `Sending, ${percent}`,
    waitingNetwork: 'Waiting for the connection. It goes on by itself.',
    waitingBusy: 'The clinic’s server is busy. It goes on by itself.',
    waitingToken: 'Signing you in again. It goes on by itself.',
    paused: 'Paused by you. Nothing is lost.',
    verifying: 'Sent. The clinic’s server is checking it.',
    received: 'Received',
    alreadyThere: 'Received. The clinic had this file already, so it was not sent twice.',
    accepted: 'Received, and looked at by the clinic',
    notNeeded: 'Received. The clinic does not need it.',
    refused: 'Not sent',
    rejected: 'The clinic could not take this file',
    /** Who has to act. */
    needs: {
      patient: 'Not sent yet',
      clinic: 'Not sent yet. The clinic has to put something right first.',
      site: 'Not sent yet. This website has to put something right first.',
    },
    nothingLost: 'Nothing is lost. You can try again later.',
    cancelled: 'Stopped by you. Nothing is lost: you can go on.',
    unfinished: 'Not finished. Choose the same file again to go on. Only the missing part is sent.',
    deliveryFailed:
      'The clinic’s system lost this file after it arrived. This is not your fault. Please send it again.',
    cannotRemove: 'It could not be removed right now.',
  },
  progressOf: (file: string) => `Sent of ${file}`,
  actions: {
    retry: 'Try again',
    goOn: 'Go on',
    cancel: 'Stop',
    remove: 'Remove',
    of: (action: string, file: string) => `${action}: ${file}`,
  },
  types: { dicom: 'Medical image', pdf: 'PDF', image: 'Picture', other: 'File' },
  refusals: {
    empty: 'This file is empty. It may not have been saved to the end. Save it again, then choose it again.',
    'too-large': (limit: string) =>
      `This file is larger than ${limit}, the most that the clinic takes here. Nothing is wrong with your file. Please call the clinic to send it another way.`,
    'case-full': (limit: string) =>
      `With this file, your request would hold more than ${limit}, the most that the clinic takes. Please call the clinic to send it another way.`,
    'too-many': (limit: string) =>
      `Your request already has ${limit} files, the most that the clinic takes. Remove some that are not needed, or call the clinic.`,
    unreadable:
      'Your device could not read this file. Is the disc or stick still in? Put it in again, then choose the file again.',
    executable:
      'This is a program, not a medical record. Programs are never sent, for your safety and the clinic’s.',
    'active-content':
      'This file holds a small program (a macro or script). Please save it as a PDF without it, then choose the PDF.',
    'unsupported-type':
      'The clinic can’t open this kind of file. Please send a PDF, a photo, or the images from your disc.',
    damaged:
      'This file is damaged: a part of it is missing. Copy it from the disc again, or ask the hospital for a new copy.',
    'not-a-record':
      'It belongs to the disc’s software or to a computer, not to your records. It was left out.',
    'content-differs-from-name':
      'The name says one kind of file, but something else is inside. Open it to check. If it opens, save it as a PDF, then choose the PDF.',
    duplicate: 'The same file is already in your list. You don’t need to do anything.',
  },
  rejections: {
    'digest-mismatch': 'It changed on the way. This is not your fault. Please send it again.',
    'size-mismatch': 'A part of it is missing. This is not your fault. Please send it again.',
    'type-mismatch': 'It holds something else than its name says. Please check it, then send the right file.',
    unreadable: 'It could not be opened. Ask the hospital for a new copy, or call the clinic.',
    malware: 'The virus check stopped it. Ask the hospital for a new copy, or call the clinic.',
    'not-this-patient':
      'It seems to be about another person. Please check it. If it is yours, call the clinic.',
    other: 'Please call the clinic. They can tell you why.',
  },
  removeDialog: {
    title: 'Remove this file from your request?',
    text: 'The clinic has received it. If you remove it, the specialist will not see it.',
    confirm: 'Remove the file',
    keep: 'Keep it',
  },
  receipt: {
    title: 'Receipt',
    lead: (n: number) =>
      `The clinic’s server has stored ${n === 1 ? 'this file' : `these ${files(n)}`} and checked that ${n === 1 ? 'it is' : 'each one is'} exactly the same as yours.`,
    reference: 'Reference',
    file: 'File',
    size: 'Size',
    receivedAt: 'Received',
    digest: 'Check number (SHA-256)',
    digestOfPieces: (bytes: number) =>
      `Check number (SHA-256 of the SHA-256 of pieces of ${formatNumber(bytes, 'en')} bytes)`,
    twice: (n: number) => `${files(n)} ${n === 1 ? 'was' : 'were'} there twice and went once.`,
    details: 'Show the full check numbers',
    receivedBy: 'Received by',
    more: (n: number) => `${files(n)} more ${n === 1 ? 'is' : 'are'} in the receipt that you print or save.`,
    print: 'Print the receipt',
    save: 'Save the receipt',
    fileName: (reference: string) => `receipt-${reference}.txt`,
    to: (organisation: string) => `Sent to ${organisation}`,
  },
  say: {
    started: (n: number) => `Sending ${files(n)}. It started by itself.`,
    refusedOnly: (n: number) => `${files(n)} could not be taken. The list says why.`,
    problem: (n: number) =>
      `${files(n)} ${n === 1 ? 'needs' : 'need'} your attention. The list says why. The others go on.`,
    waiting: 'Sending has paused. It goes on by itself.',
    paused: 'Paused. Nothing is being sent until you go on.',
    done: (n: number) => `Done. ${n === 1 ? '1 file was' : `All ${files(n)} were`} received.`,
    doneWithProblems: (received: number, total: number, attention: number) =>
      `${formatNumber(received, 'en')} of ${files(total)} received. ${files(attention)} ${attention === 1 ? 'needs' : 'need'} your attention.`,
    removed: 'The file was removed.',
    stopped: 'Stopped. You can go on later.',
  },
};
