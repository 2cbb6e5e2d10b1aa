/** A bundle on its way: from the part that was made to the backend's word on each of its files. */
import type { BundleCalls } from '../backend/backend.js';
import type { BundleDeclaration, BundleWithPlan, CaseDocument, UploadPlan } from '../contract/index.js';

/** A part as it is sent. What is deflated of it is held until the backend has it; the rest is read from the files. */
export interface BundlePart {
  zip: Blob;
  /** Of the ZIP file, in memory. */
  heldBytes: number;
  /** Files of the entries. */
  sources: readonly Blob[];
  sha256: string;
  /** What is declared, in the order of the entries. */
  documents: BundleDeclaration['documents'];
  /** For each entry, which of the bundle's files it is. */
  places: readonly number[];
  /** Files that the case held before, and that are not in the part, by their place in the bundle. */
  there: ReadonlyMap<number, CaseDocument>;
}

export interface BundleSending {
  caseId: string;
  signal: AbortSignal;
  onDeclared: (bundleId: string) => void;
  /** Sends the ZIP file. */
  upload: (plan: UploadPlan) => Promise<void>;
  onSent: () => void;
}

/** Declares a part, sends what the backend lacks of it, and completes it. Rejects with BackendError. */
export async function sendBundle(
  { zip, sha256, documents }: BundlePart,
  calls: BundleCalls,
  { caseId, signal, onDeclared, upload, onSent }: BundleSending,
): Promise<BundleWithPlan> {
  const digest = { sha256, size: zip.size };
  const declared = await calls.declare(caseId, { ...digest, documents }, { signal });
  onDeclared(declared.bundle.id);
  if (!declared.plan) return declared;
  await upload(declared.plan);
  onSent();
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
