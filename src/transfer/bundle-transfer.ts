/** A bundle on its way: from the part that was made to the backend's word on each of its files. */
import type { Backend, BundleCalls, Uploader } from '../backend/backend.js';
import type { BundleDeclaration, BundleWithPlan, CaseDocument } from '../contract/index.js';

/** A part as it is sent. Its bytes are held until the backend has them. */
export interface BundlePart {
  zip: Blob;
  sha256: string;
  /** What is declared, in the order of the entries. */
  documents: BundleDeclaration['documents'];
  /** For each entry, which of the bundle's files it is. */
  places: readonly number[];
}

export interface BundleSending {
  backend: Backend;
  uploader: Uploader;
  caseId: string;
  signal: AbortSignal;
  onDeclared: (bundleId: string) => void;
  /** Bytes of the ZIP file. */
  onProgress: (acknowledged: number, sent: number) => void;
}

/** Declares a part, sends what the backend lacks of it, and completes it. Rejects with BackendError. */
export async function sendBundle(
  { zip, sha256, documents }: BundlePart,
  calls: BundleCalls,
  { backend, uploader, caseId, signal, onDeclared, onProgress }: BundleSending,
): Promise<BundleWithPlan> {
  const digest = { sha256, size: zip.size };
  const declared = await calls.declare(caseId, { ...digest, documents }, { signal });
  onDeclared(declared.bundle.id);
  if (!declared.plan) return declared;
  await uploader.upload({
    plan: declared.plan,
    body: zip,
    signal,
    authorize: (renew) => backend.authorize(renew),
    onProgress,
  });
  return calls.complete(declared.bundle.id, digest, { signal });
}

const AT_REST: readonly CaseDocument['status'][] = [
  'received',
  'accepted',
  'not-needed',
  'rejected',
  'delivery-failed',
];

/** Whether the backend has said of each document what became of it. */
export const isSettled = ({ bundle, documents }: BundleWithPlan): boolean =>
  bundle.status === 'rejected' || documents.every(({ status }) => AT_REST.includes(status));
