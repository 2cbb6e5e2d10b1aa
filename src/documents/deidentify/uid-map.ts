import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Registered by the standard (PS3.6 Annex A): says what a thing is, never whose. */
const WELL_KNOWN = '1.2.840.10008.';

/**
 * New UIDs and pseudonyms for one case. The same key gives the same ones, whatever the order and on whatever device, so
 * that references within a study hold; without the key nobody can tell which original a new one stands for, nor link
 * the same original across cases.
 */
export class UidMap {
  readonly #key: Uint8Array;
  readonly #uids = new Map<string, string>();
  readonly #pseudonyms = new Map<string, string>();

  /** @param key at least 16 random bytes, of this case only. Throws a RangeError when it is shorter. */
  constructor(key: Uint8Array) {
    if (key.length < 16) throw new RangeError('The key of a case has at least 16 bytes');
    this.#key = key.slice();
  }

  /** `2.25.` and a 128-bit integer (PS3.5 section B.2), at most 44 characters. Well-known UIDs and '' stay. */
  uid(original: string): string {
    if (!original || original.startsWith(WELL_KNOWN)) return original;
    let uid = this.#uids.get(original);
    if (!uid) {
      const bytes = this.#mac('uid', original).slice(0, 16);
      // A UUID of version 8 (RFC 9562 section 5.8), as B.2 wants one.
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      uid = `2.25.${BigInt(`0x${bytesToHex(bytes)}`)}`;
      this.#uids.set(original, uid);
    }
    return uid;
  }

  /** Twelve capital letters and digits that stand for a patient id. */
  pseudonym(original: string): string {
    let pseudonym = this.#pseudonyms.get(original);
    if (!pseudonym) {
      pseudonym = bytesToHex(this.#mac('patient', original).slice(0, 6)).toUpperCase();
      this.#pseudonyms.set(original, pseudonym);
    }
    return pseudonym;
  }

  #mac(purpose: string, text: string): Uint8Array {
    return hmac(sha256, this.#key, utf8ToBytes(`${purpose}\0${text}`));
  }
}
