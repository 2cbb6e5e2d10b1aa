/**
 * The text of a PDF's first pages, for guessing what it is: best effort, bounded, never an exception. Of a scanned or
 * encrypted PDF there is none.
 */
import { PdfFile, type PdfPage } from './pdf-file.js';
import { readFont, type PdfFont } from './pdf-font.js';
import { PdfLexer, PdfName, type PdfDictionary, type PdfValue } from './pdf-values.js';

const PAGES = 3;
const MAX_CHARACTERS = 20_000;
/** Over all pages: an upper bound of the work. */
const MAX_TOKENS = 400_000;
const MAX_FORMS = 8;
const MAX_STATES = 64;
const MAX_FONTS = 64;

/** `[a b c d e f]` of section 8.3.3. */
type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const multiply = ([a, b, c, d, e, f]: Matrix, n: Matrix): Matrix => [
  a * n[0] + b * n[2],
  a * n[1] + b * n[3],
  c * n[0] + d * n[2],
  c * n[1] + d * n[3],
  e * n[0] + f * n[2] + n[4],
  e * n[1] + f * n[3] + n[5],
];

interface State {
  matrix: Matrix;
  font: PdfFont | null;
  size: number;
  leading: number;
  characterSpace: number;
  wordSpace: number;
}
interface Frame {
  lexer: PdfLexer;
  resources: PdfDictionary | null;
  states: State[];
}

class TextReader {
  text = '';
  #tokens = 0;
  /** Where the last text ended, in the page's space; null before the first. */
  #pen: { x: number; y: number } | null = null;
  readonly #fonts = new Map<PdfDictionary, PdfFont>();

  constructor(readonly file: PdfFile) {}

  get full(): boolean {
    return this.#tokens >= MAX_TOKENS || this.text.length >= MAX_CHARACTERS;
  }

  async page({ page, resources }: PdfPage): Promise<void> {
    const contents = this.file.get(page.get('Contents'));
    const parts = Array.isArray(contents) ? contents.slice(0, 64) : [page.get('Contents')];
    let content = '';
    for (const part of parts) content += `${await this.file.stream(part)}\n`;
    const first: State = {
      matrix: IDENTITY,
      font: null,
      size: 1,
      leading: 0,
      characterSpace: 0,
      wordSpace: 0,
    };
    const frames: Frame[] = [{ lexer: new PdfLexer(content), resources, states: [first] }];
    let line = IDENTITY;
    let current = IDENTITY;
    let operands: PdfValue[] = [];
    const next = (x: number, y: number) => {
      line = multiply([1, 0, 0, 1, x, y], line);
      current = line;
    };
    while (frames.length > 0 && !this.full) {
      const frame = frames.at(-1) as Frame;
      const state = frame.states.at(-1) as State;
      const token = frame.lexer.next();
      this.#tokens++;
      if (!token) {
        frames.pop();
        continue;
      }
      if ('value' in token) {
        if (operands.length < 4_096) operands.push(token.value);
        continue;
      }
      const number = (index: number) => {
        const value = operands[index];
        return typeof value === 'number' ? value : 0;
      };
      const matrix = (): Matrix => [number(0), number(1), number(2), number(3), number(4), number(5)];
      const show = (codes: PdfValue | undefined) => {
        if (typeof codes === 'string') current = this.#show(codes, state, current);
      };
      switch (token.word) {
        case '[':
        case ']':
          // An array's parts are taken as they come: only TJ has one that matters here.
          continue;
        case '<<':
        case '>>':
          continue;
        case 'q':
          if (frame.states.length < MAX_STATES) frame.states.push({ ...state });
          break;
        case 'Q':
          if (frame.states.length > 1) frame.states.pop();
          break;
        case 'cm':
          state.matrix = multiply(matrix(), state.matrix);
          break;
        case 'BT':
          line = current = IDENTITY;
          break;
        case 'Tf':
          state.font = await this.#font(frame.resources, operands[0]);
          state.size = number(1);
          break;
        case 'TL':
          state.leading = number(0);
          break;
        case 'Tc':
          state.characterSpace = number(0);
          break;
        case 'Tw':
          state.wordSpace = number(0);
          break;
        case 'Td':
          next(number(0), number(1));
          break;
        case 'TD':
          state.leading = -number(1);
          next(number(0), number(1));
          break;
        case 'Tm':
          line = current = matrix();
          break;
        case 'T*':
          next(0, -state.leading);
          break;
        case 'Tj':
          show(operands[0]);
          break;
        case "'":
        case '"':
          next(0, -state.leading);
          show(operands.at(-1));
          break;
        case 'TJ':
          for (const part of operands) {
            if (typeof part === 'number')
              current = multiply([1, 0, 0, 1, (-part / 1000) * state.size, 0], current);
            else show(part);
          }
          break;
        case 'Do':
          if (frames.length < MAX_FORMS) {
            const form = await this.#form(frame, state, operands[0]);
            if (form) frames.push(form);
          }
          break;
        case 'ID': {
          const end = frame.lexer.text.indexOf('EI', frame.lexer.position);
          frame.lexer.position = end < 0 ? frame.lexer.end : end + 2;
          break;
        }
      }
      operands = [];
    }
    this.text += '\n';
    this.#pen = null;
  }

  #show(codes: string, state: State, at: Matrix): Matrix {
    if (!state.font) return at;
    const { text, width } = state.font.show(codes);
    const [a, b, , , x, y] = multiply(at, state.matrix);
    const scale = Math.hypot(a, b) || 1;
    const size = Math.abs(state.size * scale);
    if (this.#pen && size > 0) {
      // Along the line and across it, whichever way the text runs.
      const [dx, dy] = [x - this.#pen.x, y - this.#pen.y];
      const along = (dx * a + dy * b) / scale;
      const across = (dy * a - dx * b) / scale;
      if (Math.abs(across) > 0.5 * size) this.#separate('\n');
      else if (along > 0.16 * size || along < -size) this.#separate(' ');
    }
    this.text += text;
    const spaces = codes.split(' ').length - 1;
    const advance =
      (width / 1000) * state.size + codes.length * state.characterSpace + spaces * state.wordSpace;
    this.#pen = { x: x + advance * a, y: y + advance * b };
    return multiply([1, 0, 0, 1, advance, 0], at);
  }

  #separate(by: string): void {
    if (this.text !== '' && !/\s$/.test(this.text.slice(-1))) this.text += by;
  }

  async #font(resources: PdfDictionary | null, name: PdfValue | undefined): Promise<PdfFont | null> {
    const fonts = this.file.dictionary(resources?.get('Font'));
    const font = name instanceof PdfName ? this.file.dictionary(fonts?.get(name.name)) : null;
    if (!font) return null;
    const known = this.#fonts.get(font);
    if (known || this.#fonts.size >= MAX_FONTS) return known ?? null;
    const read = await readFont(this.file, font);
    this.#fonts.set(font, read);
    return read;
  }

  async #form(frame: Frame, state: State, name: PdfValue | undefined): Promise<Frame | null> {
    const objects = this.file.dictionary(frame.resources?.get('XObject'));
    const form = name instanceof PdfName ? this.file.dictionary(objects?.get(name.name)) : null;
    if (!form || this.file.name(form.get('Subtype')) !== 'Form') return null;
    const values = this.file.get(form.get('Matrix'));
    const own = Array.isArray(values) && values.every((each) => typeof each === 'number') ? values : [];
    const matrix = own.length === 6 ? multiply(own as unknown as Matrix, state.matrix) : state.matrix;
    return {
      lexer: new PdfLexer(await this.file.stream(form)),
      resources: this.file.dictionary(form.get('Resources')) ?? frame.resources,
      states: [{ ...state, matrix }],
    };
  }
}

/**
 * Text of the first three pages, lines apart, at most 20,000 characters; ligatures and compatibility characters
 * resolved. Of a file larger than `maxBytes` the beginning and the end are read, so that most page trees are there.
 * '' for a scan, an encrypted PDF, and whatever cannot be read.
 */
export async function pdfText(file: Blob | Uint8Array, maxBytes = 4 * 1024 * 1024): Promise<string> {
  try {
    const blob = file instanceof Blob ? file : new Blob([file.slice()]);
    const tail = blob.size > maxBytes ? Math.floor(maxBytes / 4) : 0;
    const head = blob.slice(0, maxBytes - tail);
    const parts = tail > 0 ? [head, '\nendstream endobj\n', blob.slice(blob.size - tail)] : [head];
    const opened = await PdfFile.open(new Uint8Array(await new Blob(parts).arrayBuffer()));
    if (!opened) return '';
    const reader = new TextReader(opened);
    for (const page of opened.pages(PAGES)) {
      if (reader.full) break;
      await reader.page(page);
    }
    return reader.text.slice(0, MAX_CHARACTERS).normalize('NFKC').trim();
  } catch {
    return '';
  }
}
