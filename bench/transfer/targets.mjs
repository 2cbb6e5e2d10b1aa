/** What is aimed at, each held against the rows, and the cases that it needs. A row that is missing meets nothing. */
import { CASES, SUBJECTS } from './cases.mjs';

const at = (id) => CASES.filter((each) => each.id === id).map((each) => each.at);
const [CT_SLOW, SMALL, SMALL_FAR, BIG, MANY] = ['ct-10mbit', 'small', 'small-40ms', 'big', 'many'].flatMap(
  at,
);
const HEAP = at('heap');
const OURS = Object.values(SUBJECTS)
  .map(({ name }) => name)
  .filter((name) => name === SUBJECTS.ours.name || name.startsWith('ours,'));

const valueOf = (rows, name, where, metric) =>
  rows.find((row) => row.subject === SUBJECTS[name].name && row.case === where && row.metric === metric)
    ?.value ?? NaN;

/** One over another: at least, or at most. */
const ratio = (id, target, [one, other, metric], where, bound) => ({
  id,
  target,
  cases: [CASES.find((each) => each.at === where).id],
  measure: (rows) => {
    const [first, second] = [one, other].map((name) => valueOf(rows, name, where, metric));
    const measured = first / second;
    return {
      measured: `${measured.toFixed(2)} (${first} against ${second})`,
      met: measured >= bound,
    };
  },
});

const atMost = (id, target, metric, limit, unit) => ({
  id,
  target,
  cases: ['many'],
  measure: (rows) => {
    const value = valueOf(rows, 'element', MANY, metric);
    return { measured: `${value} ${unit}`, met: value <= limit };
  },
});

const PEAK = 'peak heap above idle';
const TASK = 'longest main-thread task';
const TIME = 'time to all bytes safe';

export const targets = [
  {
    id: 'ct-10mbit',
    cases: ['ct-10mbit'],
    target: `CT over ${CT_SLOW.split(', ').slice(2).join(', ')}, all received by the reference backend: at most 0.5 of the best peer's time`,
    measure: (rows) => {
      const others = rows.filter(
        ({ case: where, metric, subject }) => where === CT_SLOW && metric === TIME && !OURS.includes(subject),
      );
      const best = Math.min(...others.map(({ value }) => value));
      const mine = valueOf(rows, 'reference', CT_SLOW, TIME);
      return {
        measured: `${(mine / best).toFixed(2)} (${mine} against ${best} s)`,
        met: mine / best <= 0.5,
      };
    },
  },
  ...[
    ['small', SMALL, 'on loopback'],
    ['small-40ms', SMALL_FAR, 'at 40 ms'],
  ].flatMap(([id, where, words]) => [
    ratio(
      `${id}-limit`,
      `2,000 x 100 KB ${words}: at least 0.8 of one raw tus PATCH of equal bytes`,
      ['ours', 'rawTus', 'MB/s'],
      where,
      0.8,
    ),
    ratio(
      `${id}-dashboard`,
      `2,000 x 100 KB ${words}: at least 15 times Uppy Dashboard's files/s`,
      ['ours', 'uppyDashboard', 'files/s'],
      where,
      15,
    ),
    ratio(
      `${id}-alone`,
      `2,000 x 100 KB ${words}, a plain tus backend without bundles: at least raw fetch with six connections`,
      ['alone', 'rawFetch', 'files/s'],
      where,
      1,
    ),
  ]),
  ratio(
    'big',
    'one file of 1 GB, with the view, no digests: at least 0.9 of raw XHR in 8 MB pieces, four at a time',
    ['elementNoReading', 'rawPieces', 'MB/s'],
    BIG,
    0.9,
  ),
  ratio(
    'big-digests',
    'one file of 1 GB, with the view and SHA-256 of pieces: at least 0.9 of that without digests, read all the same',
    ['element', 'elementNoDigests', 'MB/s'],
    BIG,
    0.9,
  ),
  {
    id: 'heap',
    cases: ['heap'],
    target: 'heap under 100 MB above idle',
    measure: (rows) => {
      const peaks = HEAP.map((where) => valueOf(rows, 'ours', where, PEAK)).filter(
        (value) => !Number.isNaN(value),
      );
      const most = Math.max(...peaks);
      return { measured: `${most} MB`, met: peaks.length > 0 && most < 100 };
    },
  },
  {
    id: 'heap-flat',
    cases: ['heap'],
    target: 'heap flat however much is sent: at most a fifth more than with 1 GB (up to 4 GB with --heavy)',
    measure: (rows) => {
      const peaks = HEAP.map((where) => valueOf(rows, 'ours', where, PEAK));
      const more = peaks.slice(1).filter((value) => !Number.isNaN(value));
      return {
        measured: `${peaks.filter((value) => !Number.isNaN(value)).join(', ')} MB`,
        met: more.length > 0 && Math.max(...more) <= peaks[0] * 1.2,
      };
    },
  },
  atMost('many-ready', '20,000 files added: ready in 1.5 s', 'ready', 1500, 'ms'),
  atMost('many-nodes', '20,000 files added: at most 500 nodes', 'nodes', 500, 'nodes'),
  {
    id: 'tasks',
    target: 'no main-thread task of 50 ms or more throughout',
    measure: (rows) => {
      const mine = rows.filter(({ metric, subject }) => metric === TASK && OURS.includes(subject));
      const worst = mine.reduce(
        (most, row) => (row.value > most.value ? row : most),
        mine[0] ?? { value: NaN },
      );
      // Chromium reports tasks of 50 ms or more only: 0 is none.
      return {
        measured: `${worst.value} ms${worst.value ? ` (${worst.subject}, ${worst.case})` : ''}`,
        met: worst.value === 0,
      };
    },
  },
];
