/** Proof of possession of the device's key: a JWT in the manner of RFC 9449 section 4.2, signed with ES256 (RFC 7518). */

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

const encode = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));

/** `now` in milliseconds; the URL without query and fragment. */
export async function deviceProof(
  keyPair: CryptoKeyPair,
  method: string,
  url: string,
  now: number,
): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keyPair.publicKey);
  const header = encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } });
  const payload = encode({ jti: crypto.randomUUID(), htm: method, htu: url, iat: Math.floor(now / 1000) });
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keyPair.privateKey, signed);
  return `${header}.${payload}.${base64url(new Uint8Array(signature))}`;
}
