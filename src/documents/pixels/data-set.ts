/** Where the data set of a file begins, how it is written, and what it is read from. */
import type { Encoding } from '../dicom/elements.js';
import { readFileMeta } from '../dicom/file-meta.js';
import { type TransferSyntax, transferSyntax } from '../dicom/transfer-syntaxes.js';
import { PixelFault } from './raster.js';
import { blobSource, inflated, type Source } from './source.js';

export interface DataSet {
  source: Source;
  /** Of its first element in the source. */
  start: number;
  encoding: Encoding;
  /** Null for one that the standard does not know. */
  syntax: TransferSyntax | null;
}

const FIRST_READ = 4096;
/** Private information may stand in the file meta information; more than this is no header. */
const MAX_META = 4 * 1024 * 1024;

/** Throws {@link PixelFault}, or the signal's reason. */
export async function openDataSet(file: Blob, signal: AbortSignal): Promise<DataSet> {
  const source = blobSource(file, signal);
  for (let length = FIRST_READ; length <= MAX_META; length *= 8) {
    const meta = readFileMeta(await source.read(0, length), source.size);
    if (meta.incomplete && length < source.size) continue;
    const { encoding, deflated, dataSetOffset, transferSyntaxUID } = meta;
    const common = { encoding, syntax: transferSyntax(transferSyntaxUID) };
    if (!deflated) return { ...common, source, start: dataSetOffset };
    return { ...common, source: await inflated(file, dataSetOffset, signal), start: 0 };
  }
  throw new PixelFault('damaged');
}
