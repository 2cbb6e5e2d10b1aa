/** What tests of the transfer engine share: a case that may be sent to, and waiting for a state. */
import type { Backend } from '../../src/backend/backend.js';
import type { Limits } from '../../src/contract/index.js';
import type { TransferEngine, TransferSnapshot } from '../../src/transfer/transfer.js';
import { draft } from '../adapters/backend-suite.js';

/** A new case with every consent given. */
export async function agreedCase(backend: Backend): Promise<{ caseId: string; limits: Limits }> {
  const caseId = crypto.randomUUID();
  const { limits, consentTexts } = await backend.capabilities();
  await backend.createCase(caseId, draft());
  for (const { id: textId, version, locale, sha256 } of consentTexts) {
    const agreedAt = new Date().toISOString();
    await backend.recordConsent(caseId, { textId, version, locale, sha256, agreedAt });
  }
  return { caseId, limits };
}

export const until = (engine: TransferEngine, holds: (snapshot: TransferSnapshot) => boolean) =>
  new Promise<TransferSnapshot>((resolve) => {
    if (holds(engine.snapshot)) return resolve(engine.snapshot);
    const leave = engine.subscribe((snapshot) => {
      if (!holds(snapshot)) return;
      leave();
      resolve(snapshot);
    });
  });
