/**
 * Keeps the answers on this device between two visits, once the person has asked for it: in IndexedDB, encrypted by AES-GCM
 * with a key that no script can extract, bound to the definition's content and to the day on which they are deleted.
 */
import { inStore } from '../../backend/database.js';
import type { EligibilityAnswers, EligibilityDefinition } from '../../contract/index.js';
import { definitionHash } from '../../eligibility/record.js';

export interface KeptAnswers {
  answers: EligibilityAnswers;
  /** Questions in the order in which they were asked; left out for all on one page. */
  visited?: readonly string[] | undefined;
}

/** Times are milliseconds since the epoch. */
export type Kept =
  /** This browser keeps nothing for this page, as in some private windows. */
  | { state: 'unavailable' }
  /** Nothing is kept. `changed`: what was kept belonged to other questions, and is deleted. */
  | { state: 'off'; changed?: boolean }
  /** Every new answer is kept. */
  | { state: 'on'; until: number }
  /** An earlier visit has left answers. */
  | { state: 'found'; from: number; until: number; found: KeptAnswers };

interface KeptRecord {
  id: string;
  hash: string;
  savedAt: number;
  expiresAt: number;
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const TABLE = { database: 'second-opinion-intake-answers', store: 'answers' };
const DAY_MS = 24 * 3600 * 1000;

export class AnswerKeeper {
  kept: Kept = { state: 'off' };
  readonly #id: string;
  readonly #hash: string;
  readonly #onChange: () => void;
  #key: CryptoKey | null = null;
  /** One after the other: what is forgotten must not be written again by a save on its way. */
  #last: Promise<void> = Promise.resolve();

  constructor(definition: EligibilityDefinition, onChange: () => void) {
    this.#id = definition.id;
    this.#hash = definitionHash(definition);
    this.#onChange = onChange;
  }

  /** Looks for answers of an earlier visit; deletes what is too old, of other definitions too. */
  async look(): Promise<void> {
    await this.#attempt(async () => {
      await deleteExpired();
      const record = await inStore(
        TABLE,
        'readonly',
        (store) => store.get(this.#id) as IDBRequest<KeptRecord | undefined>,
      );
      if (!record) return;
      const found = record.hash === this.#hash ? await this.#decrypt(record) : null;
      if (found) {
        this.#key = record.key;
        const { savedAt: from, expiresAt: until } = record;
        const isEmpty = Object.keys(found.answers).length === 0;
        this.#set(isEmpty ? { state: 'on', until } : { state: 'found', from, until, found });
        return;
      }
      await this.#delete();
      this.#set({ state: 'off', changed: true });
    });
  }

  /** Begins to keep. What is said about the day holds: later answers do not move it. */
  async keep(days: number, kept: KeptAnswers): Promise<void> {
    await this.#attempt(async () => {
      this.#key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]);
      const until = Date.now() + days * DAY_MS;
      await this.#write(kept, this.#key, until);
      this.#set({ state: 'on', until });
    });
  }

  /** Takes up what was found, and goes on keeping. */
  resume(): KeptAnswers | null {
    if (this.kept.state !== 'found') return null;
    const { found, until } = this.kept;
    this.#set({ state: 'on', until });
    return found;
  }

  async save(kept: KeptAnswers): Promise<void> {
    await this.#attempt(async () => {
      if (this.kept.state !== 'on' || !this.#key) return;
      if (this.kept.until > Date.now()) await this.#write(kept, this.#key, this.kept.until);
      else {
        await this.#delete();
        this.#set({ state: 'off' });
      }
    });
  }

  async forget(): Promise<void> {
    if (this.kept.state === 'on' || this.kept.state === 'found') this.#set({ state: 'off' });
    await this.#attempt(() => this.#delete());
  }

  #attempt(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (this.kept.state === 'unavailable') return;
      try {
        await work();
      } catch {
        this.#set({ state: 'unavailable' });
      }
    });
    return this.#last;
  }

  #set(kept: Kept): void {
    this.kept = kept;
    this.#onChange();
  }

  async #write(kept: KeptAnswers, key: CryptoKey, expiresAt: number): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: 'AES-GCM', iv, additionalData: this.#bound(expiresAt) };
    const data = await crypto.subtle.encrypt(algorithm, key, new TextEncoder().encode(JSON.stringify(kept)));
    const record: KeptRecord = {
      id: this.#id,
      hash: this.#hash,
      savedAt: Date.now(),
      expiresAt,
      key,
      iv,
      data,
    };
    await inStore(TABLE, 'readwrite', (store) => store.put(record, this.#id));
  }

  /** Null for what was not written for this definition and this day. */
  async #decrypt({ key, iv, data, expiresAt }: KeptRecord): Promise<KeptAnswers | null> {
    const algorithm = { name: 'AES-GCM', iv, additionalData: this.#bound(expiresAt) };
    try {
      const text = new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, data));
      return JSON.parse(text) as KeptAnswers;
    } catch {
      return null;
    }
  }

  #bound(expiresAt: number): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`${this.#id} ${this.#hash} ${expiresAt}`);
  }

  async #delete(): Promise<void> {
    await inStore(TABLE, 'readwrite', (store) => store.delete(this.#id));
  }
}

async function deleteExpired(): Promise<void> {
  await inStore(TABLE, 'readwrite', (store) => {
    const all: IDBRequest<KeptRecord[]> = store.getAll();
    all.addEventListener('success', () => {
      for (const { id, expiresAt } of all.result) if (expiresAt <= Date.now()) store.delete(id);
    });
    return all;
  });
}
