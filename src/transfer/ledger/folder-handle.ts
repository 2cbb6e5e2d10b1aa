/**
 * The folder that somebody chose, kept so that going on after a reload is one press (File System Access, Chromium). A handle
 * holds names of folders: only where the page allows it and the person has said so.
 */
import { caseStore, clearStore, type CaseStoreOptions } from './case-store.js';

/** Asking for permission is not part of the standard's first version. */
interface PermittedHandle extends FileSystemDirectoryHandle {
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

interface PickerWindow {
  showDirectoryPicker?(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
}

export interface FolderStore {
  /** Null when there is none, or storage is not to be had. Never rejects. */
  load(caseId: string): Promise<FileSystemDirectoryHandle | null>;
  /** Never rejects. */
  save(caseId: string, folder: FileSystemDirectoryHandle): Promise<void>;
  /** Never rejects. */
  forget(caseId: string): Promise<void>;
}

export const FOLDER_TABLE = { database: 'second-opinion-intake-folders', store: 'folders' };

/** Of all cases. Rejects where the browser refuses storage. */
export const forgetFolders = (): Promise<void> => clearStore(FOLDER_TABLE);

export function folderStore(options: CaseStoreOptions = {}): FolderStore {
  const store = caseStore(FOLDER_TABLE, options);
  const ignored = () => undefined;
  return {
    async load(caseId) {
      const kept = await store.get(caseId).catch(() => null);
      return typeof FileSystemDirectoryHandle !== 'undefined' && kept instanceof FileSystemDirectoryHandle
        ? kept
        : null;
    },
    save: (caseId, folder) => store.put(caseId, folder).catch(ignored),
    forget: (caseId) => store.delete(caseId).catch(ignored),
  };
}

/** Whether folders can be remembered here. */
export const picksFolders = (): boolean => 'showDirectoryPicker' in window;

/** Null when the person chose none. To be called while a press is handled. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const picker = window as PickerWindow;
    // Its own place to start from, beside other choosers of the page.
    return (await picker.showDirectoryPicker?.({ id: 'second-opinion', mode: 'read' })) ?? null;
  } catch {
    return null;
  }
}

/** Whether the folder may be read, and is there. To be called while a press is handled: the browser asks. */
export async function mayRead(folder: PermittedHandle): Promise<boolean> {
  try {
    if ((await folder.requestPermission?.({ mode: 'read' })) === 'denied') return false;
    // A disc that is no longer in fails here.
    await folder.keys().next();
    return true;
  } catch {
    return false;
  }
}
