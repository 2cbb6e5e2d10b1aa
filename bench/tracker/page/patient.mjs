/** Runs in the page: the patient, by our own adapter and engine. The case is remembered, so that a later page finds it. */
import { createRestBackend } from '../../../dist/backend/index.js';
import { oursReference } from '../../transfer/page/ours.mjs';
import { openCase } from '../../transfer/page/reference-backend.mjs';

const FILE_BYTES = 2048;
/** Before it 128 bytes for any use (PS3.10, 7.1). */
const DICM = new TextEncoder().encode('DICM');

function dicomFile(_, index) {
  const bytes = crypto.getRandomValues(new Uint8Array(FILE_BYTES)).fill(0, 0, 128);
  bytes.set(DICM, 128);
  return new File([bytes], `IM${String(index + 1).padStart(6, '0')}`);
}

/** A case that is submitted once so many documents have been received. Gives its id, and that of its last event. */
window.submitCase = async (url, documents) => {
  if (documents === 0) await openCase(url);
  else await (await oursReference(url))(Array.from({ length: documents }, dicomFile));
  const backend = createRestBackend(url);
  const { id } = await backend.rememberedCase();
  const { version } = await backend.getCase(id);
  const { lastEventId } = await backend.updateCase(id, { phase: 'submitted' }, version);
  return { id, lastEventId };
};

window.ready = true;
