/** SHA-256 in a page; 64 hexadecimal digits. */
export async function sha256(of: Blob | string): Promise<string> {
  const bytes = await new Blob([of]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
