/** Bundles made on the spot (`contract/bundle.ts`), right ones and wrong ones. */
import { createHash } from 'node:crypto';
import type { BundleDeclaration, DocumentDeclaration } from '../../src/contract/index.js';
import { zipFile, type ZipEntry } from './zip-writer.js';

export interface BundleFile {
  zip: Uint8Array<ArrayBuffer>;
  declaration: BundleDeclaration;
}

export interface Bundled {
  bytes: Uint8Array;
  declaration: DocumentDeclaration;
  /** How it stands in the ZIP file, where that is not as stored under its own name. */
  zip?: Partial<ZipEntry>;
}

/** `change` spoils the finished ZIP file; what is declared is true of the spoilt one. */
export function bundleOf(
  files: readonly Bundled[],
  change: (zip: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = (zip) => zip,
): BundleFile {
  const names = files.map((_, index) => index.toString(36));
  const zip = change(
    zipFile(
      files.map(({ bytes, zip: entry }, index) => ({ name: names[index] ?? '', data: bytes, ...entry })),
    ),
  );
  return {
    zip,
    declaration: {
      size: zip.length,
      sha256: createHash('sha256').update(zip).digest('hex'),
      documents: files.map(({ declaration }, index) => ({ ...declaration, entry: names[index] ?? '' })),
    },
  };
}
