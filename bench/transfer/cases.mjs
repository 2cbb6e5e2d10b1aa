/** Who sends what over which line. */
import { CT_SLICES, FILES, MANY } from './data.mjs';

/** `send`: its function in the page. `reference`: to the reference backend and not to the sink. */
export const SUBJECTS = {
  ours: { name: 'second-opinion-intake', send: 'ours' },
  reference: { name: 'ours, to the reference backend', send: 'oursReference', reference: true },
  element: { name: 'ours, the whole element', send: 'element', element: true },
  elementReference: {
    name: 'ours, the whole element, to the reference backend',
    send: 'elementReference',
    reference: true,
    element: true,
  },
  noDigests: { name: 'ours, no digests', send: 'oursNoDigests' },
  elementNoReading: {
    name: 'ours, the whole element, pieces neither read nor digested',
    send: 'element',
    element: true,
    page: 'no-reading/',
  },
  elementNoDigests: {
    name: 'ours, the whole element, pieces read and not digested',
    send: 'element',
    element: true,
    page: 'no-digests/',
  },
  alone: { name: 'ours, no bundles', send: 'oursAlone' },
  tus: { name: 'ours, tus alone, 4 at a time', send: 'oursTus' },
  uppyDashboard: { name: 'Uppy Dashboard', send: 'uppyDashboard' },
  uppy: { name: 'Uppy tus, no view', send: 'uppy' },
  tusJs: { name: 'tus-js-client', send: 'tusJs' },
  tusJsPlain: { name: 'tus-js-client, 4 at a time', send: 'tusJsPlain' },
  filePond: { name: 'FilePond', send: 'filePond' },
  rawFetch: { name: 'raw fetch, 6 at a time', send: 'rawFetch' },
  rawPieces: { name: 'raw XHR, 8 MB pieces, 4 at a time', send: 'rawPieces' },
  rawBatches: { name: 'raw batches of 32 MB, 2 at a time', send: 'rawBatches' },
  digestedPieces: { name: 'raw XHR, 8 MB pieces, each read for SHA-256', send: 'digestedPieces' },
  digestedBatches: { name: 'raw batches of 8 MB, each read for SHA-256', send: 'digestedBatches' },
  rawTus: { name: 'one raw tus PATCH', send: 'rawTus' },
};

const megabits = (count) => (count * 1e6) / 8;
export const LINES = {
  loopback: null,
  '40 ms': { bytesPerSecond: 0, rttMs: 40, loss: 0 },
  '10 Mbit/s up, 40 ms': { bytesPerSecond: megabits(10), rttMs: 40, loss: 0 },
  '2 Mbit/s up, 120 ms, 1 % loss': { bytesPerSecond: megabits(2), rttMs: 120, loss: 0.01 },
};
const [LOOPBACK, FAR, SLOW, BAD] = Object.keys(LINES);

/** Shows the same few files a second for however many: more of them would only take longer. */
const FILEPOND_FILES = 100;
/** So that who sends them as they are needs about half a minute, and a minute. */
const SLOW_SLICES = 72;
const BAD_SLICES = 24;

const PEERS = ['uppyDashboard', 'uppy', 'tusJs', 'filePond'];
const ONE_BY_ONE = ['ours', 'reference', 'elementReference', ...PEERS, 'rawFetch', 'rawBatches'];
const files = (count) => count.toLocaleString('en');

const SMALL = {
  data: 'small',
  subjects: [...ONE_BY_ONE, 'digestedBatches', 'alone', 'rawTus'],
  /** Another sends the same bytes in one. */
  other: { rawTus: 'small-in-one' },
  few: { filePond: FILEPOND_FILES },
};

/**
 * `rounds`: fewer than all where a line or a slow peer decides the time; `once` lists subjects of the first round alone.
 * `few`: how many of the files a subject gets.
 */
export const CASES = [
  {
    id: 'ct',
    at: `CT, ${CT_SLICES} slices, ${LOOPBACK}`,
    line: LOOPBACK,
    data: 'ct',
    subjects: ONE_BY_ONE,
    few: { filePond: FILEPOND_FILES },
    once: ['filePond'],
  },
  {
    id: 'ct-10mbit',
    at: `CT, ${SLOW_SLICES} slices, ${SLOW}`,
    line: SLOW,
    data: 'ct',
    count: SLOW_SLICES,
    subjects: ONE_BY_ONE,
    rounds: 3,
  },
  {
    id: 'ct-2mbit',
    at: `CT, ${BAD_SLICES} slices, ${BAD}`,
    line: BAD,
    data: 'ct',
    count: BAD_SLICES,
    subjects: ['ours', 'reference', 'uppy', 'tusJs', 'rawFetch', 'rawBatches'],
    rounds: 1,
  },
  {
    id: 'slices',
    at: `${files(FILES)} x 512 KB, ${LOOPBACK}`,
    line: LOOPBACK,
    data: 'slices',
    subjects: ONE_BY_ONE,
    few: { filePond: FILEPOND_FILES },
    once: ['filePond'],
    rounds: 3,
  },
  {
    ...SMALL,
    id: 'small',
    at: `${files(FILES)} x 100 KB, ${LOOPBACK}`,
    line: LOOPBACK,
    once: ['filePond'],
  },
  {
    ...SMALL,
    id: 'small-40ms',
    at: `${files(FILES)} x 100 KB, ${FAR}`,
    line: FAR,
    once: ['filePond'],
    rounds: 3,
  },
  {
    id: 'big',
    at: `one file of 1 GB, ${LOOPBACK}`,
    line: LOOPBACK,
    data: 'big',
    subjects: [
      'ours',
      'noDigests',
      'reference',
      'element',
      'elementNoReading',
      'elementNoDigests',
      ...PEERS,
      'rawFetch',
      'rawPieces',
      'digestedPieces',
      'rawTus',
    ],
  },
  {
    id: 'tus',
    at: `tus by hand and tus-js-client, ${files(FILES)} x 100 KB, ${LOOPBACK}`,
    line: LOOPBACK,
    data: 'small',
    subjects: ['tus', 'tusJsPlain'],
  },
  {
    id: 'tus',
    at: `tus by hand and tus-js-client, one file of 1 GB, ${LOOPBACK}`,
    line: LOOPBACK,
    data: 'big',
    subjects: ['tus', 'tusJsPlain'],
  },
  ...['slices', 'slices-2', 'slices-4'].map((data, i) => ({
    id: 'heap',
    at: `${2 ** i} GB, ${LOOPBACK}`,
    line: LOOPBACK,
    data,
    subjects: ['ours'],
    rounds: 3,
    heavy: i > 1,
  })),
  {
    id: 'many',
    at: `${files(MANY)} files added, ${LOOPBACK}`,
    line: LOOPBACK,
    data: 'many',
    subjects: ['element', 'uppyDashboard'],
    adding: true,
    once: ['uppyDashboard'],
  },
];
