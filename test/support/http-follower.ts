/** Follows HTTP/1.1 messages (RFC 9112) in one direction of a connection, as their bytes pass. */

/** `length` of the body in bytes; null where only the connection's end ends it. */
interface Framing {
  length: number | null;
  chunked: boolean;
}

interface MessageHandlers {
  /** A head: start line and fields as text, and all its bytes. */
  onHead(head: string, bytes: Buffer): Framing;
  /** A piece of a body. */
  onBody(bytes: Buffer): void;
  /** Sizes of chunks and what ends them. */
  onChunkFrame(bytes: Buffer): void;
  onEnd(): void;
}

const CRLF = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

/** Value of a field in a head. */
export const field = (head: string, name: string): string | null =>
  new RegExp(`\\r\\n${name}:[ \\t]*([^\\r\\n]*)`, 'i').exec(head)?.[1]?.trim() ?? null;

export const numberOf = (value: string | null): number | null =>
  value === null || !/^\d+$/.test(value) ? null : Number(value);

export const isChunked = (head: string): boolean => /chunked/i.test(field(head, 'transfer-encoding') ?? '');

/** Takes the bytes as they come, however they are cut into pieces. */
export function followMessages({
  onHead,
  onBody,
  onChunkFrame,
  onEnd,
}: MessageHandlers): (piece: Buffer) => void {
  let pending = Buffer.alloc(0);
  let left = 0;
  let chunked = false;

  /** Bytes of `pending` that make up a whole head or chunk frame; null while more are to come. */
  function whole(): number | null {
    if (!chunked) {
      const end = pending.indexOf(HEAD_END);
      return end < 0 ? null : end + HEAD_END.length;
    }
    // The end of the chunk before stands in front of the size.
    const line = pending.indexOf(CRLF, pending.subarray(0, 2).equals(CRLF) ? 2 : 0);
    if (line < 0) return null;
    if (chunkSize(line) > 0) return line + CRLF.length;
    const end = pending.indexOf(HEAD_END, line);
    return end < 0 ? null : end + HEAD_END.length;
  }
  const chunkSize = (line: number) =>
    Number.parseInt(pending.subarray(0, line).toString('latin1').trim(), 16);

  function take(length: number): void {
    const bytes = pending.subarray(0, length);
    if (chunked) {
      left = Number.parseInt(bytes.toString('latin1').trim(), 16);
      onChunkFrame(bytes);
      if (left > 0) return;
      chunked = false;
      onEnd();
      return;
    }
    const framing = onHead(bytes.subarray(0, -HEAD_END.length).toString('latin1'), bytes);
    ({ chunked } = framing);
    left = chunked ? 0 : (framing.length ?? Infinity);
    if (!chunked && left === 0) onEnd();
  }

  return (piece) => {
    for (let rest: Buffer = piece; rest.length > 0;) {
      if (left > 0) {
        const taken = rest.subarray(0, Math.min(left, rest.length));
        left -= taken.length;
        rest = rest.subarray(taken.length);
        onBody(taken);
        if (left === 0 && !chunked) onEnd();
        continue;
      }
      const before = pending.length;
      pending = Buffer.concat([pending, rest]);
      const length = whole();
      if (length === null) return;
      rest = rest.subarray(length - before);
      take(length);
      pending = Buffer.alloc(0);
    }
  };
}
