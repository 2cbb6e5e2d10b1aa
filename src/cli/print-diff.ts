/** The difference between two versions as a person reads it: first what it means for patients, then what was written. */
import type { DefinitionChange } from '../eligibility/diff.js';
import type { Outcome, OutcomeChange } from '../eligibility/outcome-diff.js';
import type { OneSided, Unmatched } from '../eligibility/shared-questions.js';
import { stepsInWords } from '../eligibility/words.js';
import type { Versions } from './versions.js';
import { wrapped, type Paint } from './paint.js';
import { percent, stepLines } from './print-check.js';

export function diffLines(versions: Versions, on: string, paint: Paint): string[] {
  const { old, new: now, changes } = versions;
  const from = `${old.file} (${old.definition.version})`;
  const to = `${now.file} (${now.definition.version})`;
  return [
    paint('bold', `${from} → ${to}`),
    '',
    paint('bold', 'Answers that lead elsewhere'),
    ...outcomeLines(versions, on, paint),
    '',
    paint('bold', 'Changes'),
    ...(changes.length === 0 ? ['  none'] : changes.flatMap((change) => changeLines(change, paint))),
  ];
}

function outcomeLines({ outcomes, new: now }: Versions, on: string, paint: Paint): string[] {
  if (!outcomes) return wrapped('not compared: a version has errors, which are said above', 2);
  if (!outcomes.compared)
    return outcomes.reason === 'limit'
      ? wrapped('not compared within the limit; a higher --limit may do it', 2)
      : ['  not compared, since answers cannot be matched:', ...outcomes.unmatched.flatMap(unmatchedLines)];
  const { changes, oneSided, questions } = outcomes;
  const whole = { ...now.definition, questions };
  const day = questions.some(({ kind }) => kind === 'date') ? `  As of ${on}.` : '';
  const among = oneSided.length > 0 ? 'Of the answers that both versions offer, no' : 'No';
  return [
    ...(changes.length === 0
      ? [`  ${paint('green', `${among} answers lead to another outcome.`)}${day}`]
      : []),
    ...changes.flatMap((change) => [
      `  ${changeTitle(change, paint)}`,
      ...stepLines(stepsInWords(whole, change.answers, on), 6),
    ]),
    ...oneSided.flatMap(oneSidedLines),
  ];
}

function changeTitle({ before, after, share }: OutcomeChange, paint: Paint): string {
  const sameId = before?.id === after?.id;
  const name = (outcome: Outcome | null) =>
    outcome === null ? 'no outcome' : sameId ? `${outcome.id} (${outcome.kind})` : outcome.id;
  const size = paint('dim', `${percent(share)} if all answers were equally likely`);
  return `${paint('yellow', `${name(before)} → ${name(after)}`)}  ${size}`;
}

function oneSidedLines({ question, version, answers }: OneSided): string[] {
  return wrapped(
    `Not compared: ${answers} to "${question}", which only the ${version} version offers.`,
    2,
    2,
  );
}

const REASONS: Record<Unmatched['reason'], string> = {
  kind: 'its kind has changed',
  decimals: 'its decimals have changed',
  'nothing-in-common': 'its two versions have no answer in common',
};

function unmatchedLines({ question, reason }: Unmatched): string[] {
  return wrapped(`"${question}": ${REASONS[reason]}; give the new question an id of its own`, 4, 2);
}

const SIGNS: Record<DefinitionChange['what'], string> = {
  added: '+',
  removed: '-',
  moved: '↕',
  changed: '~',
};

function changeLines({ what, of, ids, key, before, after }: DefinitionChange, paint: Paint): string[] {
  const name = [of, ...ids.slice(-1).map((id) => `"${id}"`)].join(' ');
  const within = ids.length > 1 ? ` of question "${ids[0]}"` : '';
  const title = `${SIGNS[what]} ${name}${within}`;
  if (what === 'moved') return wrapped(`${title} moved ${after ?? ''}`, 2, 2);
  if (what !== 'changed') {
    const text = before ?? after;
    return wrapped(`${title} ${what}${text ? `: ${text}` : ''}`, 2, 2);
  }
  return [
    `  ${title}  ${key ?? ''}`,
    ...valueLines('-', before).map((line) => paint('red', line)),
    ...valueLines('+', after).map((line) => paint('green', line)),
  ];
}

const valueLines = (sign: string, value: string | undefined) =>
  value === undefined ? [] : wrapped(`${sign} ${value}`, 6, 2);
