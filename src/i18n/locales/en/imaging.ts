/** Imaging that was picked: reading, studies, whose they are, what is left out, names taken out. */
import { formatNumber } from '../../format.js';
import { names } from './imaging-names.js';

const number = (n: number) => formatNumber(n, 'en');
const count = (n: number, one: string, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
const list = (items: readonly string[]) => new Intl.ListFormat('en-GB').format(items);

export const imaging = {
  ...names,
  list,
  reading: {
    title: (known: number) => `Looking at what you chose: ${count(known, 'file')}`,
    unknown: 'Looking at what you chose',
    looked: (looked: number, known: number) => `${number(looked)} of ${count(known, 'file')} looked at`,
    progress: 'Files looked at',
    found: (studies: number) => `${count(studies, 'exam')} found so far`,
    hint: 'Everything stays on your device until you see what it is.',
    cancel: 'Stop looking',
  },
  studies: {
    title: (n: number) => `Your scans and images (${number(n)})`,
    lead: 'This is what we found. Leave out what the clinic should not see.',
  },
  card: {
    thumbnail: (title: string) => `Picture from the middle of this exam: ${title}`,
    unknownDate: 'Date not given',
    described: 'The hospital calls it:',
    images: (n: number) => count(n, 'image'),
    inSeries: (images: string, series: number) => `${images} in ${number(series)} series`,
    clips: (n: number) => count(n, 'moving clip'),
    allHere: 'All here',
    noGaps: 'No gaps found',
    stillLooking: 'Still looking for more',
    missing: (n: number, which: string) =>
      `${count(n, 'image')} ${n === 1 ? 'is' : 'are'} missing${which && `: ${which}`}`,
    missingIn: (n: number, series: number) =>
      `${count(n, 'image')} ${n === 1 ? 'is' : 'are'} missing, in ${number(series)} series`,
    numbers: (runs: readonly string[], more: boolean) => list([...runs, ...(more ? ['more'] : [])]),
    run: (first: number, last: number) => `${number(first)} to ${number(last)}`,
    missingBy: {
      dicomdir: 'The disc’s own list of contents names more than there is.',
      series: 'The images themselves say how many there should be.',
      numbers: 'The images are numbered, and there is a gap.',
      positions: 'The slices lie side by side, and there is a gap.',
    },
    missingNext:
      'If you can, choose the whole disc or folder once more. If not, send what you have. The clinic asks the hospital if it needs the rest.',
    damaged: (n: number) =>
      `${count(n, 'file')} ${n === 1 ? 'looks' : 'look'} damaged. ${n === 1 ? 'It is sent as it is' : 'They are sent as they are'}; the clinic decides.`,
    nameless: 'These images do not say which exam they belong to. They are sent together.',
    alsoIn: 'Also in it:',
    kinds: {
      images: (n: number) => count(n, 'image'),
      clip: (n: number) => count(n, 'moving clip'),
      'structured-report': (n: number) => (n === 1 ? 'a written report' : `${number(n)} written reports`),
      dose: (n: number) =>
        n === 1 ? 'a sheet about the radiation dose' : `${number(n)} sheets about the radiation dose`,
      document: (n: number) => (n === 1 ? 'a document' : `${number(n)} documents`),
      'key-images': (n: number) =>
        n === 1 ? 'a list of the most important images' : `${number(n)} lists of the most important images`,
      presentation: (n: number) => (n === 1 ? 'drawings on images' : `drawings on images, ${number(n)} sets`),
      segmentation: (n: number) => (n === 1 ? 'outlined areas' : `outlined areas, ${number(n)} sets`),
      radiotherapy: (n: number) =>
        n === 1 ? 'a file of a radiation treatment' : `${number(n)} files of a radiation treatment`,
      waveform: (n: number) => (n === 1 ? 'a tracing' : `${number(n)} tracings`),
      other: (n: number) => (n === 1 ? 'another file' : `${number(n)} other files`),
    },
    progress: (title: string) => `Sent of ${title}`,
    sent: (sent: number, all: number) => `${number(sent)} of ${number(all)} sent`,
    state: {
      reading: 'We are still looking at your files',
      held: 'Not sent. It waits for your answer above.',
      'left-out': 'Left out by you. Nothing of it is sent.',
      queued: 'In line',
      sending: 'Sending',
      waiting: 'Waiting for the connection. It goes on by itself.',
      paused: 'Paused by you. Nothing of it is being sent until you go on.',
      stopped: 'Stopped by you. Nothing is lost: you can go on.',
      attention: (n: number) => `${count(n, 'file')} ${n === 1 ? 'needs' : 'need'} your attention`,
      received: 'Received by the clinic',
    },
    actions: {
      'leave-out': 'Leave out',
      'put-back': 'Put back',
      remove: 'Remove',
      stop: 'Stop',
      'go-on': 'Go on',
    },
    of: (action: string, title: string) => `${action}: ${title}`,
    details: 'What is in it',
    detailsOf: (title: string) => `What is in it: ${title}`,
    seriesName: (n: number) => `Series ${n}`,
    series: 'Series',
    content: 'Content',
    size: 'Size',
    moreSeries: (n: number) => `and ${number(n)} more series`,
    remarks: {
      'no-preamble': (n: number) => `${count(n, 'file')} in an older form. That is fine.`,
      'no-meta': (n: number) => `${count(n, 'file')} in an older form. That is fine.`,
      truncated: (n: number) => `${count(n, 'file')} that ${n === 1 ? 'ends' : 'end'} too early.`,
      malformed: (n: number) => `${count(n, 'file')} with parts that do not fit together.`,
      'not-inflatable': (n: number) => `${count(n, 'file')} that we could not unpack.`,
      'no-identity': (n: number) =>
        `${count(n, 'file')} without the number that says where ${n === 1 ? 'it belongs' : 'they belong'}.`,
      'character-set': (n: number) => `${count(n, 'file')} with letters that we could not read.`,
      'pixels-missing': (n: number) => `${count(n, 'file')} in which a part of the image is missing.`,
    },
    deidentified: (n: number) =>
      n === 0
        ? 'Names are removed from these images before sending.'
        : `Names were removed from these images before sending: ${count(n, 'entry', 'entries')} in each file.`,
    report: 'See what was removed',
  },
  identity: {
    titleTwo: (n: number) => `These images are about ${number(n)} different people`,
    titleOther: 'Is this you?',
    titleOtherFor: (name: string) => `Is this ${name}?`,
    titleDone: 'Thank you. You have answered.',
    lead: 'The name or birth date on some images is not the same as in your request. This can be a spelling mistake, or somebody else’s images on the same disc.',
    leadTwo:
      'Discs sometimes hold images of other people by mistake. Please tell us which ones belong to this request.',
    held: 'None of these images are sent until you decide.',
    change: 'You can change your answer below.',
    left: (n: number) => `${number(n)} still to decide`,
    onImages: 'On the images',
    inRequest: 'In your request',
    name: 'Name',
    born: 'Born',
    noName: 'no name',
    noDate: 'no date',
    compare: (title: string) => `Name and birth date: ${title}`,
    mine: 'These are mine',
    theirs: (name: string) => `These are ${name}’s`,
    notMine: 'Not mine, leave out',
    notTheirs: (name: string) => `Not ${name}’s, leave out`,
    saidMine: 'You said: these are mine. They are sent.',
    saidTheirs: (name: string) => `You said: these are ${name}’s. They are sent.`,
    saidNot: 'You said: not mine. None of these are sent.',
    saidNotTheirs: (name: string) => `You said: not ${name}’s. None of these are sent.`,
    /** By reason code; one that is not here is passed over. */
    reasons: {
      name: 'The name is another one.',
      'birth-date': 'The birth date is another one.',
      'day-month-swapped': 'Day and month of the birth date may have changed places.',
      sex: 'The images say another sex.',
      'other-spelling': 'The name is spelled in another way.',
      'part-of-name': 'Only a part of the name is given.',
      'name-missing': 'The images give no name.',
      placeholder: 'The name was taken off these images.',
      'other-script': 'The name is written in other letters.',
      'birth-date-missing': 'The images give no birth date.',
      'same-id': 'The patient number is the same.',
    },
  },
  leftOut: {
    title: (n: number) => `${count(n, 'file')} ${n === 1 ? 'was' : 'were'} left out`,
    count: (n: number) => count(n, 'file'),
    more: (n: number) => `and ${number(n)} more`,
    /** By code; `other` for one that is not here. */
    reasons: {
      viewer: {
        title: 'Viewer software',
        why: 'It only shows the images on a computer. The specialist does not need it.',
      },
      'not-a-record': {
        title: 'Viewer software and system files',
        why: 'They belong to the disc or to a computer, not to your records.',
      },
      'system-file': {
        title: 'System files',
        why: 'Your computer made them. They hold nothing of your records.',
      },
      'disc-directory': {
        title: 'The disc’s list of contents',
        why: 'We used it to check that nothing is missing. It is not needed any more.',
      },
      executable: {
        title: 'Programs',
        why: 'Programs are never sent, for your safety and the clinic’s.',
      },
      'program-in-preamble': {
        title: 'An image with a program hidden in it',
        why: 'It could harm a computer, so it is never sent. Ask the hospital for a new copy.',
      },
      'password-protected': {
        title: 'Locked with a password',
        why: 'We can’t look inside. Open it with your password, save it without one, then choose it again.',
      },
      'active-content': {
        title: 'Files with a small program inside',
        why: 'Save it as a PDF without the macro or script, then choose the PDF.',
      },
      encrypted: {
        title: 'Locked with a password',
        why: 'We can’t look inside. Open it with your password, save it without one, then choose it again.',
      },
      damaged: {
        title: 'Damaged',
        why: 'A part of it is missing. Copy it from the disc again, or ask the hospital for a new copy.',
      },
      empty: {
        title: 'Empty',
        why: 'There is nothing in it. It may not have been copied to the end, or its folder path is too long for this computer.',
      },
      'unsupported-type': {
        title: 'A kind of file that the clinic can’t open',
        why: 'Please send a PDF, a photo, or the images from your disc.',
      },
      'unsupported-method': {
        title: 'Packed in a way that we can’t open',
        why: 'Unpack it on your computer, then choose the folder.',
      },
      video: {
        title: 'Videos',
        why: 'The clinic can’t take them here. If one shows a medical exam, call the clinic.',
      },
      duplicate: { title: 'There twice', why: 'Each is sent once, which is enough.' },
      'content-differs-from-name': {
        title: 'Not what the name says',
        why: 'Open it to check. If it opens, save it as a PDF, then choose the PDF.',
      },
      'too-deep': {
        title: 'Packed too many times over',
        why: 'It is a ZIP file inside of others. Unpack it on your computer, then choose the folder.',
      },
      bomb: {
        title: 'A ZIP file that can’t be right',
        why: 'It would grow far too big when unpacked, so we did not open it.',
      },
      'too-much': {
        title: 'Too big when unpacked',
        why: 'Choose a part of it at a time, or call the clinic.',
      },
      'too-many-entries': {
        title: 'Too many files in one ZIP file',
        why: 'Unpack it on your computer, then choose a part at a time.',
      },
      'too-large': {
        title: 'Larger than the clinic takes',
        why: 'Nothing is wrong with it. Call the clinic to send it another way.',
      },
      'case-full': {
        title: 'No room left in your request',
        why: 'Call the clinic to send it another way.',
      },
      'too-many': {
        title: 'More files than the clinic takes',
        why: 'Remove some that are not needed, or call the clinic.',
      },
      unreadable: {
        title: 'Could not be read',
        why: 'Is the disc or stick still in? Put it in again, then choose the folder again.',
      },
      other: { title: 'Other files', why: 'They are not medical records that we know.' },
    },
  },
  removed: {
    title: 'What was removed before sending',
    lead: (n: number) =>
      `This is one of your files as an example: ${count(n, 'entry', 'entries')} ${n === 1 ? 'was' : 'were'} changed. The others were treated in the same way.`,
    none: 'Nothing had to be changed in this file.',
    pixelTitle: 'Names can be burned into the picture itself. We did not look there.',
    pixelText:
      'This happens with ultrasound images and with pictures of a screen. If you can see a name on an image and do not want to send it, leave the exam out.',
    entry: 'Entry',
    action: 'What happened',
    before: 'Before',
    after: 'After',
    nothing: 'nothing',
    risks: {
      'burned-in': 'The file itself says that words are burned into the image.',
      'secondary-capture': 'It is a scan or a photo of an image. Names often stand on it.',
      'screen-save': 'It is a picture of a screen. Names often stand on it.',
      derived: 'It was made from other images. A name may stand in a corner.',
      ultrasound: 'It is an ultrasound image. Names often stand at its edge.',
      'photo-or-document': 'It is a photo or a scanned paper.',
      'dose-report': 'It is a sheet about the radiation dose. Names often stand on it.',
      'encapsulated-document':
        'It held a document, which was taken out. Send the document by itself if the clinic needs it.',
      'structured-report':
        'It is a written report. Names were taken out where the standard says; nobody has read the rest.',
      'other-media': 'It holds sound, video or a tracing. We did not look or listen.',
    },
    actions: {
      removed: 'Removed',
      emptied: 'Emptied',
      replaced: 'Replaced',
      cleaned: 'Names taken out',
      added: 'Added',
    },
    standard: (edition: string) =>
      `By the DICOM standard, PS3.15 Annex E, Basic Application Level Confidentiality Profile, edition ${edition}.`,
  },
  say: {
    found: (studies: number, images: number) =>
      `Found ${count(studies, 'exam')} with ${count(images, 'image')}.`,
    nothingFound: 'No medical images were found in what you chose.',
    asked: (n: number) =>
      `Please decide: are these images yours? ${count(n, 'exam')} ${n === 1 ? 'waits' : 'wait'} for your answer.`,
    leftOut: (title: string) => `Left out: ${title}. Nothing of it is sent.`,
    putBack: (title: string) => `Put back: ${title}.`,
    decidedMine: (title: string) => `Noted. It is sent: ${title}.`,
    decidedNot: (title: string) => `Noted. It is left out: ${title}.`,
    cancelled: 'Stopped. Nothing was sent of what we had not looked at.',
  },
};
