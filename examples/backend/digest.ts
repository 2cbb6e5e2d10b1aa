/** Digests, random tokens, and JSON that is equal when its content is. */
import { createHash, randomBytes } from 'node:crypto';

export const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');

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
