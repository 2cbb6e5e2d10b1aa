/** Part of forgetting the device: nothing of any transfer stays on it. */
import { forgetFolders } from './folder-handle.js';
import { forgetLedgers } from './ledger.js';

/** Never rejects: where the browser refuses storage, there is nothing. */
export async function forgetTransfers(): Promise<void> {
  await Promise.allSettled([forgetLedgers(), forgetFolders()]);
}
