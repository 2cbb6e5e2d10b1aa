/** Makes one piece of a large file, as `contract/piece.ts` wants it: read once, digested, and deflated where it is worth it. */
import { readTogether } from '../containers/read.js';
import { digestBytes } from '../digest.js';
import { gzipWorthy } from './deflate.js';
import { LongRead, giveBack } from './long-read.js';

export interface PieceOptions {
  /** From 0 on. */
  index: number;
  /** Of every piece but the last, which may be shorter. */
  pieceBytes: number;
  /** Sent as a gzip member (RFC 1952) where a sample of it becomes smaller by a twentieth. */
  gzip: boolean;
}

export interface PieceCall extends PieceOptions {
  file: Blob;
  /**
   * The same for all pieces of a file, and for no other: those that are asked for one after the other are read in one go.
   * Without it each is read by itself.
   */
  reading?: number;
}

export interface MadePiece {
  /** Of the range, in bytes. */
  size: number;
  /** Of the range, 64 lower-case hexadecimal digits. */
  sha256: string;
  encoding: 'identity' | 'gzip';
  /** Of what is sent. */
  encoded: { size: number; sha256: string };
  /** What is sent: the range of the file as it is, of which nothing is held, or the gzip member. */
  blob: Blob;
}

/** Cut here, not in the page: in Chromium whoever cuts a file has to wait for it. */
export const cutPiece = (file: Blob, index: number, pieceBytes: number): Blob =>
  file.slice(index * pieceBytes, (index + 1) * pieceBytes);

interface BegunRead {
  read: LongRead;
  /** Of the piece that comes next. */
  index: number;
  givenUp?: ReturnType<typeof setTimeout>;
}

/** Files of which the next piece is expected, by their `reading`. */
const begun = new Map<number, BegunRead>();
/** When a line takes longer for a piece, a new read costs nothing that matters, and the file is not kept open. */
const EXPECTED_MS = 1_000;

/** The same piece gives the same bytes in the same browser. Rejects with the signal's reason, or NotReadableError. */
export async function makePiece(call: PieceCall, signal: AbortSignal): Promise<MadePiece> {
  const range = cutPiece(call.file, call.index, call.pieceBytes);
  const bytes = await readPiece(call, range, signal);
  const { length: size } = bytes;
  const digest = digestBytes(bytes);
  const member = call.gzip ? await gzipWorthy(bytes, signal) : null;
  const sha256 = await digest;
  giveBack(bytes.buffer);
  signal.throwIfAborted();
  if (!member) return { size, sha256, encoding: 'identity', encoded: { size, sha256 }, blob: range };
  const encoded = { size: member.length, sha256: await digestBytes(member) };
  return { size, sha256, encoding: 'gzip', encoded, blob: new Blob([member]) };
}

async function readPiece(
  { file, reading, index, pieceBytes }: PieceCall,
  range: Blob,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted();
  const inOneGo =
    reading === undefined ? null : await readBegun(file, { reading, index, pieceBytes, size: range.size });
  signal.throwIfAborted();
  if (inOneGo) return inOneGo;
  const [bytes] = await readTogether([range], signal);
  if (!bytes || bytes === 'unreadable') throw new DOMException('unreadable', 'NotReadableError');
  return bytes;
}

/** Goes on with the read of the piece before, or begins one here. Null when that does not go. */
async function readBegun(
  file: Blob,
  { reading, index, pieceBytes, size }: Required<Omit<PieceCall, 'file' | 'gzip'>> & { size: number },
): Promise<Uint8Array<ArrayBuffer> | null> {
  let each = begun.get(reading);
  clearTimeout(each?.givenUp);
  if (each?.index !== index) {
    each?.read.end();
    each = { read: new LongRead(file.slice(index * pieceBytes)), index };
    begun.set(reading, each);
  }
  each.index++;
  const bytes = await each.read.next(size);
  const end = () => {
    each.read.end();
    if (begun.get(reading) === each) begun.delete(reading);
  };
  if (!bytes || (index + 1) * pieceBytes >= file.size) end();
  else if (each.index === index + 1) each.givenUp = setTimeout(end, EXPECTED_MS);
  return bytes;
}
