/** Digests, random tokens, and JSON that is equal when its content is. */
import { createHash, randomBytes } from 'node:crypto';

export const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');

/** Of a file in pieces: over the pieces' digests, in hexadecimal digits like the result. */
export const compositeSha256 = (digests: readonly string[]): string =>
  createHash('sha256').update(digests.join(''), 'hex').digest('hex');

/** The same of bytes as they come. */
export class CompositeHash {
  readonly #pieceBytes: number;
  readonly #ofPieces = createHash('sha256');
  #piece = createHash('sha256');
  /** Bytes that the present piece lacks. */
  #left: number;

  constructor(pieceBytes: number) {
    this.#pieceBytes = this.#left = pieceBytes;
  }

  update(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0;) {
      const part = rest.subarray(0, this.#left);
      this.#piece.update(part);
      this.#left -= part.length;
      rest = rest.subarray(part.length);
      if (this.#left === 0) this.#endPiece();
    }
  }

  digest(): string {
    if (this.#left < this.#pieceBytes) this.#endPiece();
    return this.#ofPieces.digest('hex');
  }

  #endPiece(): void {
    this.#ofPieces.update(this.#piece.digest());
    this.#piece = createHash('sha256');
    this.#left = this.#pieceBytes;
  }
}

/** 256 bits, for tokens. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** JSON with sorted keys: equal content gives an equal digest. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
