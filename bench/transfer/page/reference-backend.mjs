/** The reference backend, with a case that takes documents. */
import { createRestBackend } from '../../../dist/backend/index.js';
import { PATIENT } from './local-backend.mjs';

export async function openCase(url) {
  const backend = createRestBackend(url);
  const caseId = crypto.randomUUID();
  const { consentTexts } = await backend.capabilities();
  await backend.rememberCase(caseId, 'creating');
  await backend.createCase(caseId, {
    patient: PATIENT,
    representative: null,
    contact: { email: 'jane.doe@example.org' },
    locale: 'en',
    assessmentId: null,
    externalReference: null,
  });
  await backend.rememberCase(caseId, 'created');
  for (const text of consentTexts.filter(({ locale }) => locale === 'en')) {
    const { id: textId, version, locale, sha256 } = text;
    const agreedAt = new Date().toISOString();
    await backend.recordConsent(caseId, { textId, version, locale, sha256, agreedAt });
  }
  return { backend, caseId };
}

/** The same, telling when the last of its bytes was acknowledged: only then is anything completed. */
export function noting(backend, onAcknowledged) {
  const noted = (calls) => ({
    ...calls,
    complete: (...call) => {
      onAcknowledged();
      return calls.complete(...call);
    },
  });
  return {
    ...backend,
    completeDocument: (...call) => {
      onAcknowledged();
      return backend.completeDocument(...call);
    },
    bundles: async () => noted(await backend.bundles()),
    ...(backend.largeFiles && { largeFiles: async () => noted(await backend.largeFiles()) }),
  };
}
