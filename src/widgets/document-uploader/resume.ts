/** What an earlier visit left unfinished by this device's ledger, and the offer to go on. Loaded once the first screen stands. */
import type { Case } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import { folderStore, mayRead, pickFolder, picksFolders } from '../../transfer/ledger/folder-handle.js';
import { createLedger, noLedger, type LedgerEntry } from '../../transfer/ledger/ledger.js';
import type { Picked } from './load.js';

export interface ResumeHost {
  readonly noLedger: boolean;
  readonly rememberFolder: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
  requestUpdate(): void;
  give(picked: Picked): void;
  sayMore(sentence: (t: Messages) => string): void;
}

/** Id of the checkbox that has the folder remembered. */
export const REMEMBER = 'remember-folder';

export class Resume {
  /** Of the case, and unfinished. */
  entries: readonly LedgerEntry[] = [];
  /** That an earlier visit remembered. */
  folder: FileSystemDirectoryHandle | null = null;
  /** The remembered folder could not be opened. */
  notReadable = false;

  readonly #host: ResumeHost;
  readonly #folders = folderStore();
  #caseId: string | null = null;

  constructor(host: ResumeHost) {
    this.#host = host;
  }

  get #ledger() {
    return this.#host.noLedger ? noLedger : createLedger();
  }

  /** Folders are chosen in the way that lets them be remembered. */
  get remembers(): boolean {
    return this.#host.rememberFolder && picksFolders();
  }

  /** To be called whenever the case may have been read. */
  async look({ id }: Case): Promise<void> {
    if (id === this.#caseId) return;
    this.#caseId = id;
    this.#set([], null);
    const entries = await this.#ledger.read(id);
    const folder = entries.length > 0 && this.remembers ? await this.#folders.load(id) : null;
    if (this.#caseId === id) this.#set(entries, folder);
  }

  /** With the remembered folder. */
  async goOn(): Promise<void> {
    const { folder } = this;
    if (!folder) return;
    if (await mayRead(folder)) this.#host.give({ folder });
    else {
      this.#set(this.entries, null);
      this.notReadable = true;
      this.#host.sayMore((t) => t.uploader.resume.notReadable);
    }
  }

  /** The person does not want to. What the clinic has stays there. */
  async dismiss(): Promise<void> {
    this.#set([], null);
    this.#host.sayMore((t) => t.uploader.resume.dismissed);
    this.#host.renderRoot.querySelector<HTMLElement>('#title')?.focus();
    const id = this.#caseId;
    if (id) await Promise.all([this.#ledger.forget(id), this.#folders.forget(id)]);
  }

  /** The person chooses a folder; it is remembered if they have said so. */
  async choose(): Promise<void> {
    const folder = await pickFolder();
    if (folder) this.#host.give({ folder, remembered: this.#ticked ? Promise.resolve(folder) : undefined });
  }

  /** The folder that was dropped, if it is to be remembered. To be called while the drop is handled. */
  dropped(items: readonly DataTransferItem[]): Picked['remembered'] {
    const [item] = items;
    if (!item || items.length > 1 || !this.#ticked) return undefined;
    return folderOf(item);
  }

  get #ticked(): boolean {
    const tick = this.#host.renderRoot.querySelector<HTMLInputElement>(`#${REMEMBER}`);
    return this.remembers && tick?.checked === true;
  }

  #set(entries: readonly LedgerEntry[], folder: FileSystemDirectoryHandle | null): void {
    this.entries = entries;
    this.folder = folder;
    this.notReadable = false;
    this.#host.requestUpdate();
  }
}

/** Not part of the standard's first version. */
interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

async function folderOf(item: HandleItem): Promise<FileSystemDirectoryHandle | null> {
  const handle = await item.getAsFileSystemHandle?.().catch(() => null);
  return handle instanceof FileSystemDirectoryHandle ? handle : null;
}
