/** A file on an engine's list, and the backend's word on it. */
import type { CaseDocument, DocumentStatus } from '../../src/contract/index.js';
import { isHeld } from '../../src/transfer/queue.js';
import type { TransferItem } from '../../src/transfer/transfer.js';

/** `size` in bytes. */
export const queuedItem = (size: number): TransferItem => ({
  id: 'a',
  fileName: 'a.pdf',
  folder: '',
  size,
  type: null,
  mediaType: null,
  sha256: null,
  documentId: null,
  files: 1,
  requestId: null,
  description: {},
  state: { name: 'queued' },
});

export function documentIn(status: DocumentStatus, size: number): CaseDocument {
  const document: CaseDocument = {
    id: 'd',
    caseId: 'c',
    fileName: 'a.pdf',
    mediaType: 'application/pdf',
    type: 'pdf',
    size,
    sha256: 'a'.repeat(64),
    status,
    rejection: null,
    requestId: null,
    declaredAt: '2026-11-01T00:00:00Z',
    receivedAt: null,
  };
  return isHeld(document) ? { ...document, receivedAt: '2026-11-01T00:00:01Z' } : document;
}
