/** A 64-bit hash of a UID as two numbers: of 200,000 UIDs two meet once in a thousand million picks. Not cryptographic. */
export function hashUID(uid: string): readonly [low: number, high: number] {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < uid.length; i++) {
    const code = uid.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995);
    high ^= high >>> 15;
  }
  return [mix(low ^ uid.length), mix(high)];
}

/** The finaliser of MurmurHash3 (public domain): every bit depends on every other. */
function mix(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
