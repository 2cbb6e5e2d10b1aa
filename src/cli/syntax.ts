/** Mistakes in JSON itself, each with what to do. After a mistake a parser guesses: what may only be an echo is left out. */
import { createScanner, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { pointerPart, type JsonText } from './json-text.js';
import type { Remark } from './remark.js';

const MOST = 5;

/** After these nothing that follows can be trusted. */
const FATAL: ReadonlySet<string> = new Set([
  'CloseBraceExpected',
  'CloseBracketExpected',
  'EndOfFileExpected',
  'UnexpectedEndOfString',
  'UnexpectedEndOfComment',
]);

type Slip = readonly [message: string, hint?: string, offset?: number];

/** What keeps a text from being JSON. Empty: it is JSON. */
export function syntaxRemarks(json: JsonText): Remark[] {
  const remarks: Remark[] = [];
  const lines = new Set<number>();
  for (const error of json.errors) {
    const [message, hint, offset = error.offset] = slipOf(json, error);
    const { line } = json.position(offset);
    const echo = lines.has(line) || lines.has(json.position(error.offset).line);
    if (!echo) remarks.push({ code: 'not-json', severity: 'error', pointer: '', message, hint, offset });
    lines.add(line).add(json.position(error.offset).line);
    if (FATAL.has(printParseErrorCode(error.error)) || remarks.length >= MOST) break;
  }
  return remarks.length > 0 ? remarks : strictRemarks(json);
}

/** What the tolerant parser lets pass and JSON does not. */
function strictRemarks({ text }: JsonText): Remark[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const [, at] = /position (\d+)/.exec(String(error)) ?? [];
    const message = 'This is not JSON.';
    return [{ code: 'not-json', severity: 'error', pointer: '', message, offset: Number(at ?? 0) }];
  }
}

function slipOf(json: JsonText, { error, offset, length }: ParseError): Slip {
  const { text } = json;
  const word = text.slice(offset, offset + length);
  const next = text[offset] ?? '';
  const before = text.slice(0, offset).trimEnd();
  const afterComma = before.endsWith(',') && /[}\]]/.test(next);
  if (afterComma)
    return [
      `There is a comma before "${next}", and nothing after it.`,
      'Delete the comma.',
      before.length - 1,
    ];
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return ['JSON has no comments.', 'Delete the comment.'];
    case 'InvalidSymbol':
      return symbolSlip(word);
    case 'CommaExpected':
      return commaSlip(json, before.length, next);
    case 'ColonExpected':
      return ['A colon is missing between the key and its value.', 'Write ":" here.', before.length];
    case 'PropertyNameExpected':
      return ['A key in double quotes is expected here.', 'Write it like "id": "knee".'];
    case 'ValueExpected':
      return next === '' && before === ''
        ? ['The file is empty.', 'Start from one of the examples in docs/eligibility.md.']
        : ['A value is missing here.', 'Write the value, or delete the comma or the key that stands alone.'];
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
      return openSlip(json);
    case 'EndOfFileExpected':
      return [
        'The definition has ended, but there is more text.',
        'There may be a closing bracket too many above: each "}" and "]" closes one that is open.',
      ];
    case 'UnexpectedEndOfString':
      return [
        'This text has no closing quote on its line.',
        'Close it with ". A line break in a text is written \\n.',
      ];
    case 'InvalidEscapeCharacter':
      return [
        'A backslash stands before a character that it cannot stand before.',
        'Write \\\\ for a backslash.',
      ];
    case 'InvalidUnicode':
      return ['\\u needs four hexadecimal digits.', 'Write the character itself instead.'];
    case 'InvalidCharacter':
      return ['This text holds a control character.', 'Write \\t for a tab and \\n for a line break.'];
    default:
      return [`This is not JSON: ${word || next}`];
  }
}

/** A word that is neither text, number, true, false nor null. */
function symbolSlip(word: string): Slip {
  const instead = { True: 'true', TRUE: 'true', False: 'false', FALSE: 'false', None: 'null', NULL: 'null' }[
    word
  ];
  if (instead) return [`${word} is not JSON.`, `Write ${instead}, in lower case.`];
  if (/^['`]/.test(word)) return ['Text stands in single quotes.', 'Use double quotes: "…".'];
  if (/^[“”„«»‘’]/.test(word))
    return ['Text stands in typographic quotes.', 'Use straight double quotes: "…".'];
  if (/^[+.\d]/.test(word))
    return [`${word} is not a number in JSON.`, 'Write it like 0.5, -2 or 18, without "+".'];
  return [`${word} stands without quotes.`, 'Keys and texts stand in double quotes: "…".'];
}

function commaSlip(json: JsonText, end: number, next: string): Slip {
  const open = openBrackets(json.text, end).at(-1);
  if (/[}\]]/.test(next) && open)
    return [
      `"${next}" does not close the "${open.bracket}" of line ${json.position(open.offset).line}.`,
      `Write "${closing(open)}" first, or see what is missing before.`,
    ];
  if (/\d/.test(next) && /(?:^|[^\d.])0$/.test(json.text.slice(0, end)))
    return [
      'A number begins with 0.',
      'Write it without the leading zeros; a date or code stands in quotes.',
    ];
  return ['A comma is missing after this value.', 'Write "," here.', end];
}

interface Open {
  bracket: '{' | '[';
  offset: number;
}

/** Brackets that are open at an offset, outermost first. `see` is told of every token, and of what is open before it. */
function openBrackets(
  text: string,
  end: number,
  see?: (offset: number, open: readonly Open[]) => void,
): Open[] {
  const scanner = createScanner(text.slice(0, end), true);
  const open: Open[] = [];
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const token = text[offset];
    see?.(offset, open);
    if (token === '{' || token === '[') open.push({ bracket: token, offset });
    if (token === '}' || token === ']') open.pop();
  }
  return open;
}

const closing = ({ bracket }: Open) => (bracket === '{' ? '}' : ']');

/** Something is open at the end. Which bracket was forgotten only the indentation tells. */
function openSlip(json: JsonText): Slip {
  const { text } = json;
  const indent = (offset: number) => {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return text.slice(start).search(/\S/);
  };
  const column = (offset: number) => json.position(offset).column - 1;
  let forgotten: (Open & { before: number }) | undefined;
  const open = openBrackets(text, text.length, (offset, outer) => {
    const last = outer.at(-1);
    if (!last || forgotten || column(offset) !== indent(offset)) return;
    const opened = indent(last.offset);
    const isClosing = /[}\]]/.test(text[offset] ?? '');
    const { line } = json.position(offset);
    if (
      line > json.position(last.offset).line &&
      (isClosing ? column(offset) < opened : column(offset) <= opened)
    )
      forgotten = { ...last, before: line };
  }).at(-1);
  if (forgotten)
    return [
      `This "${forgotten.bracket}" seems never to be closed: line ${forgotten.before} is indented as if it were.`,
      `Write "${closing(forgotten)}" where it should end.`,
      forgotten.offset,
    ];
  if (!open) return ['A closing bracket is missing.'];
  const at = json.position(open.offset);
  return [
    `The file ends, and the "${open.bracket}" of ${at.line}:${at.column} is still open.`,
    `Write "${closing(open)}" where it should end.`,
    text.trimEnd().length,
  ];
}

/** Keys that an object has twice: JSON keeps the last one only, without a word. */
export function duplicateKeys(json: JsonText): Remark[] {
  const remarks: Remark[] = [];
  const visit = (node: Node, pointer: string): void => {
    if (node.type === 'array') node.children?.forEach((each, i) => visit(each, `${pointer}/${i}`));
    if (node.type !== 'object') return;
    const first = new Map<string, Node>();
    for (const { children: [key, value] = [] } of node.children ?? []) {
      if (!key) continue;
      const name = String(key.value);
      const at = `${pointer}/${pointerPart(name)}`;
      const earlier = first.get(name);
      if (!earlier) first.set(name, key);
      else
        remarks.push({
          code: 'duplicate-key',
          severity: 'error',
          pointer: at,
          message: `"${name}" stands here twice; the first is in line ${json.position(earlier.offset).line}.`,
          hint: 'Keep one: of two equal keys only the last counts.',
          offset: key.offset,
        });
      if (value) visit(value, at);
    }
  };
  if (json.root) visit(json.root, '');
  return remarks;
}
