/** DICOM data sets without preamble (PS3.10 wants one, old archives and PACS exports have none). Pure. */

/**
 * PixelMed's rule: the first element is of group 0008 with an element number up to 0018, followed by a VR (two capital
 * letters) or a plausible length (up to 0x100, implicit VR), in either byte order. A meta group without preamble
 * begins with its length (0002,0000).
 */
export function isBareDicom(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const vr = [head[4] ?? 0, head[5] ?? 0].every((byte) => byte >= 0x41 && byte <= 0x5a);
  return [true, false].some((little) => {
    const group = view.getUint16(0, little);
    const element = view.getUint16(2, little);
    if (group === 2) return element === 0 && head[4] === 0x55 && head[5] === 0x4c;
    return group === 8 && element <= 0x18 && (vr || view.getUint32(4, little) <= 0x100);
  });
}
