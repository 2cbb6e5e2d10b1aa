/**
 * The prover on made-up definitions of a realistic build: mostly yes-or-no questions in the order of their topics, some
 * shown on conditions, rules over neighbouring questions and over a few that many rules ask for (age, place, plan).
 */

/** Mulberry32 (Tommy Ettinger, public domain): the same definitions in every run. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const text = (en) => ({ en });
const options = (count) =>
  Array.from({ length: count }, (_, i) => ({ id: `o${i}`, label: text(`Option ${i}`) }));

function question(index, next) {
  const base = { id: `q${index}`, label: text(`Question ${index}?`), ...(next() < 0.5 && { unsure: true }) };
  const kind = next();
  if (kind < 0.55) return { ...base, kind: 'boolean' };
  if (kind < 0.75) return { ...base, kind: 'single-choice', options: options(3 + Math.floor(next() * 5)) };
  if (kind < 0.85)
    return {
      ...base,
      kind: 'multiple-choice',
      options: options(3 + Math.floor(next() * 4)),
      noneLabel: text('None'),
    };
  return kind < 0.95
    ? { ...base, kind: 'integer', min: 0, max: 120 }
    : { ...base, kind: 'date', max: 'today' };
}

function comparison({ id, kind, options: offered = [] }, next) {
  const option = () => `o${Math.floor(next() * offered.length)}`;
  switch (kind) {
    case 'boolean':
      return { question: id, equals: next() < 0.5 };
    case 'single-choice':
      return next() < 0.6 ? { question: id, equals: option() } : { question: id, in: [option(), 'o0'] };
    case 'multiple-choice':
      return next() < 0.6
        ? { question: id, includes: option() }
        : { question: id, selected: { atLeast: 1 + Math.floor(next() * 2) } };
    case 'integer':
      return { question: id, atLeast: 10 + Math.floor(next() * 80) };
    default:
      return { question: id, age: { atLeast: 18 + 20 * Math.floor(next() * 3) } };
  }
}

/** `shared`: how many first questions rules anywhere may ask for. All of them: no build at all, the hardest there is. */
function definition(count, ruleCount, seed, shared = 5) {
  const next = random(seed);
  const questions = [];
  for (let i = 0; i < count; i++) {
    const one = question(i, next);
    if (i > 0 && next() < 0.3)
      one.visible = comparison(questions[Math.max(0, i - 1 - Math.floor(next() * 3))], next);
    questions.push(one);
  }
  const kinds = ['seek-care-now', 'not-eligible', 'needs-review', 'eligible'];
  const rules = Array.from({ length: ruleCount }, (_, i) => {
    const near = Math.floor((i / ruleCount) * count);
    const pick = () =>
      next() < 0.35 || shared === count
        ? Math.floor(next() * shared)
        : Math.min(count - 1, Math.max(0, near + Math.floor(next() * 9) - 4));
    const parts = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
      comparison(questions[pick()], next),
    );
    return {
      id: `r${i}`,
      outcome: kinds[i < ruleCount / 10 ? 0 : 1 + Math.floor(next() * 3)],
      priority: ruleCount - i,
      when: parts.length === 1 ? parts[0] : next() < 0.7 ? { all: parts } : { any: parts },
      reason: text(`Reason ${i}`),
    };
  });
  return {
    format: 'eligibility/1',
    id: 'bench',
    version: '1',
    title: text('Benchmark'),
    questions,
    outcomes: kinds.map((kind) => ({ id: kind, kind, title: text(kind), text: text(kind) })),
    rules,
    fallback: { outcome: 'needs-review', reason: text('Somebody looks at every case.') },
  };
}

export const SIZES = [
  { at: '40 questions, 40 rules', questions: 40, rules: 40 },
  { at: '100 questions, 200 rules', questions: 100, rules: 200 },
];
export const HARDEST = '100 questions, 200 rules over any of them';
const ON = '2026-11-25';

/** Times of whole proofs, each of another definition; `decided`: whether every one of them was. */
export function proofTimes(prove, { questions, rules }, rounds) {
  const times = [];
  let decided = true;
  // One more: the first has the code compiled.
  for (let seed = 0; seed <= rounds; seed++) {
    const made = definition(questions, rules, seed);
    const before = performance.now();
    decided = prove(made, ON).decided && decided;
    if (seed > 0) times.push(performance.now() - before);
  }
  return { times, decided };
}

/** What is said of a definition that is beyond the limit. */
export function hardest(prove) {
  const before = performance.now();
  const { decided, undecided } = prove(definition(100, 200, 1, 100), ON);
  return { time: performance.now() - before, decided, undecided };
}

/** Questions asked on average over uniform answers, at best, and when all are asked. */
export function asked(prove, given) {
  const { questions } = prove(given, ON);
  const { mean, meanAtBest, meanUnlessUrgent, total, forTheRecord } = questions;
  return { mean, meanAtBest, meanUnlessUrgent, all: total - forTheRecord };
}
