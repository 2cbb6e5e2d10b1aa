/** The second walk: what stays is copied as it stands, what does not is left out or written anew, at any depth. */
import type { TextReader } from '../dicom/character-sets.js';
import { DataSetWalker, type Encoding } from '../dicom/elements.js';
import type { ByteWriter } from './byte-writer.js';
import { ChangeLog, SEQUENCE } from './change-log.js';
import { cleanText, looksLikeText, mayHoldWords, type TextCleaning } from './clean-text.js';
import { DUMMY_ITEMS, dummyBytes, dummyText, EMPTY_PDF, GRAPHIC_ANNOTATION } from './dummies.js';
import type { IdentifyingWords } from './identifying-words.js';
import type { Insertion } from './insertions.js';
import { PRIVATE, type Action, type Profile, type Rule } from './profile.js';
import type { Change, ChangeKind } from './report.js';
import { Splice } from './splice.js';
import { SOP_INSTANCE, textAt } from './survey.js';
import type { UidMap } from './uid-map.js';

export interface RewriteContext {
  profile: Profile;
  uids: UidMap;
  words: IdentifyingWords;
  /** For the report only. */
  readText: TextReader;
  /** In the order of their tags. */
  insertions: readonly Insertion[];
}

export interface Rewritten {
  bytes: Uint8Array<ArrayBuffer>;
  changes: readonly Change[];
  cleanedBeside: number;
  /** The SOP Instance UID as it is now. */
  sopInstanceUID: string;
}

const ENCAPSULATED_DOCUMENT = 0x00420011;
const PATIENT_ID = 0x00100020;
const SHORT_FORM_LIMIT = 0xfffe;

export class Rewriter {
  readonly #context: RewriteContext;
  readonly #cleaning: TextCleaning;
  readonly #bytes: Uint8Array;
  readonly #encoding: Encoding;
  readonly #walker: DataSetWalker;
  readonly #splice: Splice;
  readonly #out: ByteWriter;
  readonly #log: ChangeLog;
  #inserted = 0;
  #cleanedBeside = 0;
  #sopInstanceUID = '';

  /** `bytes` hold everything from `start` to `end`, where the pixel data begins or the data set is over. */
  constructor(bytes: Uint8Array, start: number, end: number, encoding: Encoding, context: RewriteContext) {
    this.#context = context;
    this.#cleaning = {
      words: context.words,
      uids: context.profile.options.uids ? null : context.uids,
    };
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#walker = new DataSetWalker(bytes.subarray(0, end), start, encoding);
    this.#splice = new Splice(bytes, this.#walker, end - start + 1024);
    this.#out = this.#splice.out;
    this.#log = new ChangeLog(bytes, context.readText);
  }

  /** Null when it cannot be followed to its end. */
  run(): Rewritten | null {
    const walker = this.#walker;
    while (walker.next()) {
      if (walker.malformed || walker.truncated) return null;
      switch (walker.event) {
        case 'element':
          this.#element();
          break;
        case 'sequence':
          this.#sequence();
          break;
        case 'pixels':
          this.#nestedPixels();
          break;
        case 'item':
          this.#splice.openItem();
          break;
        case 'fragment':
        case 'pixels-end':
          this.#splice.copy();
          break;
        default:
          this.#splice.close();
      }
    }
    if (walker.malformed || walker.truncated || walker.incomplete) return null;
    this.#insertBefore(Infinity);
    return {
      bytes: this.#out.written,
      changes: this.#log.changes,
      cleanedBeside: this.#cleanedBeside,
      sopInstanceUID: this.#sopInstanceUID,
    };
  }

  #insertBefore(tag: number): void {
    const { insertions } = this.#context;
    for (; this.#inserted < insertions.length; this.#inserted++) {
      const insertion = insertions[this.#inserted];
      if (!insertion || insertion.tag >= tag) return;
      insertion.write(this.#out, this.#encoding);
      this.#log.added(insertion.tag, insertion.name, insertion.text);
    }
  }

  /** Writes what comes before; true where ours stands in place of what the file has. */
  #isInserted(): boolean {
    const { tag, depth } = this.#walker;
    if (depth) return false;
    this.#insertBefore(tag);
    return this.#context.insertions[this.#inserted]?.tag === tag;
  }

  #element(): void {
    if (this.#isInserted()) return;
    const walker = this.#walker;
    const { profile } = this.#context;
    const rule = profile.rule(walker.tag);
    const vr = walker.vr && walker.vr !== 'UN' ? walker.vr : (rule?.vr ?? walker.vr);
    if (walker.depth === 0 && walker.tag === SOP_INSTANCE) this.#sopInstanceUID = this.#value();
    switch (rule?.action) {
      case 'remove':
        return this.#note('removed', rule, vr, '');
      case 'empty':
        return this.#empty(rule, vr);
      case 'dummy':
        return this.#dummy(rule, vr);
      case 'uid':
        return this.#uids(rule, vr);
      case 'class-uid':
        return this.#splice.copy();
      case 'clean':
        return this.#clean(rule, vr);
    }
    // Beside the table: another instance's UID, another person's name.
    if (vr === 'UI' && !rule && !profile.options.uids) return this.#uids(rule, vr);
    if (vr === 'PN' && !rule) return this.#empty(rule, vr);
    if (mayHoldWords(vr)) return this.#clean(rule, vr);
    this.#splice.copy();
  }

  #value(): string {
    return textAt(this.#bytes, this.#walker.valueOffset, this.#walker.end).replace(/[\0 ]+$/, '');
  }

  #empty(rule: Rule | undefined, vr: string): void {
    if (this.#walker.end === this.#walker.valueOffset) return this.#splice.copy();
    this.#splice.header(0);
    this.#note('emptied', rule, vr, '');
  }

  #uids(rule: Rule | undefined, vr: string): void {
    const { uids } = this.#context;
    const value = this.#value();
    const mapped = value
      .split('\\')
      .map((uid) => uids.uid(uid.trim()))
      .join('\\');
    if (this.#walker.depth === 0 && this.#walker.tag === SOP_INSTANCE) this.#sopInstanceUID = mapped;
    if (mapped === value) this.#splice.copy();
    else this.#replace(mapped, '\0', ['replaced', rule, vr]);
  }

  #dummy(rule: Rule, vr: string): void {
    const { tag, valueOffset, end } = this.#walker;
    // Where nothing was there is nothing to hide, and the attribute was not of Type 1.
    if (end === valueOffset) return this.#splice.copy();
    const value = this.#value();
    if (tag === PATIENT_ID)
      return this.#replace(this.#context.uids.pseudonym(value), ' ', ['replaced', rule, vr]);
    if (tag === ENCAPSULATED_DOCUMENT && value.startsWith('%PDF'))
      return this.#replace(EMPTY_PDF, '\n', ['replaced', rule, vr]);
    const text = dummyText(vr);
    if (text !== undefined) return this.#replace(text, ' ', ['replaced', rule, vr]);
    const bytes = dummyBytes(vr);
    this.#splice.header(bytes.length);
    this.#out.bytes(bytes);
    this.#note('replaced', rule, vr, `[${bytes.length} bytes]`);
  }

  #clean(rule: Rule | undefined, vr: string): void {
    const isDescriptor = rule?.action === 'clean';
    if (!vr && !this.#beginsAsText()) return this.#splice.copy();
    const value = this.#value();
    const text = cleanText(value, vr, isDescriptor, this.#cleaning);
    if (text === value) return this.#splice.copy();
    if (!isDescriptor) this.#cleanedBeside++;
    this.#replace(text, ' ', ['cleaned', rule, vr]);
  }

  /** Implicit VR does not say what is a text: large tables are told by their first bytes. */
  #beginsAsText(): boolean {
    const { valueOffset, end } = this.#walker;
    return looksLikeText(textAt(this.#bytes, valueOffset, Math.min(end - 1, valueOffset + 512)));
  }

  #replace(
    text: string,
    padding: string,
    [kind, rule, vr]: readonly [ChangeKind, Rule | undefined, string],
  ): void {
    const padded = text.length % 2 ? text + padding : text;
    // New UIDs are longer than old ones: thousands of them in one value may not fit its header.
    if (this.#splice.isShortForm() && padded.length > SHORT_FORM_LIMIT) return this.#empty(rule, vr);
    this.#splice.header(padded.length);
    this.#out.latin1(padded);
    this.#note(kind, rule, vr, text);
  }

  #sequence(): void {
    const walker = this.#walker;
    if (this.#isInserted()) return walker.skip();
    const { tag, explicit, littleEndian } = walker;
    const rule = this.#context.profile.rule(tag);
    const action: Action =
      tag === GRAPHIC_ANNOTATION && rule?.action === 'dummy' ? 'remove' : (rule?.action ?? 'keep');
    const template = action === 'dummy' && walker.length ? DUMMY_ITEMS.get(tag) : undefined;
    if (action !== 'remove' && action !== 'empty' && !template) return this.#splice.openSequence();
    if (action !== 'remove') this.#splice.header(0);
    if (template) {
      const start = this.#out.length;
      // Of `UN` the items are in implicit VR little endian (PS3.5 section 6.2.2).
      const isUnknown = explicit && textAt(this.#bytes, walker.offset + 4, walker.offset + 6) === 'UN';
      const encoding = isUnknown ? { explicit: false, littleEndian: true } : { explicit, littleEndian };
      this.#out.item(() => template(this.#out, encoding), encoding);
      this.#out.patch32(start - 4, this.#out.length - start, littleEndian);
    }
    const kind = action === 'remove' ? 'removed' : template ? 'replaced' : 'emptied';
    this.#note(kind, rule, 'SQ', template ? SEQUENCE : '');
    walker.skip();
  }

  /** Encapsulated pixel data inside of an item; that of the data set itself is where the walk ends. */
  #nestedPixels(): void {
    const walker = this.#walker;
    if (this.#isInserted()) return walker.skip();
    const rule = this.#context.profile.rule(walker.tag);
    if (!rule || rule.action === 'keep') return this.#splice.copy();
    this.#note('removed', rule, walker.vr, '');
    walker.skip();
  }

  #note(kind: ChangeKind, rule: Rule | undefined, vr: string, after: string): void {
    const parents = this.#splice.parents();
    if (rule === PRIVATE) return this.#log.removedPrivate(this.#walker, parents, rule.name);
    this.#log.changed(this.#walker, parents, [kind, rule, vr], after);
  }
}
