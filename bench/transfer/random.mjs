/** Chance that is the same in every run. */
import { createCipheriv, createHash } from 'node:crypto';

/** Whole numbers of 32 bits, one after another (xorshift32, Marsaglia 2003). */
export function random(seed) {
  let state = (Math.imul(seed + 1, 0x9e3779b1) | 1) >>> 0;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** Bytes that nothing makes smaller: AES in counter mode over zeros. */
export function incompressible(seed) {
  const key = createHash('sha256').update(`${seed}`).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  return (bytes) => cipher.update(Buffer.alloc(bytes));
}
