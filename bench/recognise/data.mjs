/** Makes the imaging that is read: slices as scanners write them, in folders and ZIP files on disk, never in memory whole. */
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

/** One element, explicit VR little endian (PS3.5 section 7.1.2). */
function element(group, number, vr, value) {
  let bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value), 'latin1');
  if (bytes.length % 2) bytes = Buffer.concat([bytes, Buffer.from(vr === 'UI' ? [0] : ' ')]);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}
const short = (value) => Buffer.from([value & 255, value >> 8]);

/** Everything before the pixels. `headerBytes`: private elements fill it up, as scanners do. */
export function sliceHead(number, { pixels, headerBytes = 6400, study = 1, series = 1 }) {
  const uid = (...parts) => ['1.2.826.0.1.3680043.10.1', study, ...parts].join('.');
  const meta = Buffer.concat([
    element(2, 1, 'OB', Buffer.from([0, 1])),
    element(2, 2, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(2, 3, 'UI', uid(series, number)),
    element(2, 0x10, 'UI', '1.2.840.10008.1.2.1'),
  ]);
  const before = [
    element(8, 5, 'CS', 'ISO_IR 100'),
    element(8, 8, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    element(8, 0x16, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(8, 0x18, 'UI', uid(series, number)),
    element(8, 0x20, 'DA', '20240312'),
    element(8, 0x60, 'CS', 'CT'),
    element(8, 0x80, 'LO', 'St Mary Hospital'),
    element(8, 0x1030, 'LO', 'CT head'),
    element(8, 0x103e, 'LO', `Series ${series}`),
    element(0x10, 0x10, 'PN', 'Doe^Jane'),
    element(0x10, 0x20, 'LO', `P${study}`),
    element(0x10, 0x30, 'DA', '19700101'),
    element(0x18, 0x15, 'CS', 'HEAD'),
    element(0x20, 0xd, 'UI', uid()),
    element(0x20, 0xe, 'UI', uid(series)),
    element(0x20, 0x11, 'IS', series),
    element(0x20, 0x13, 'IS', number),
    element(0x20, 0x32, 'DS', `-120\\-120\\${number}`),
    element(0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'),
  ];
  const edge = Math.max(1, Math.floor(Math.sqrt(pixels / 2)));
  const after = [
    element(0x28, 2, 'US', short(1)),
    element(0x28, 4, 'CS', 'MONOCHROME2'),
    element(0x28, 0x10, 'US', short(edge)),
    element(0x28, 0x11, 'US', short(edge)),
    element(0x28, 0x100, 'US', short(16)),
    element(0x28, 0x101, 'US', short(16)),
    element(0x28, 0x102, 'US', short(15)),
    element(0x28, 0x103, 'US', short(0)),
  ];
  const sum = (parts) => parts.reduce((total, { length }) => total + length, 0);
  const fill = Math.max(0, headerBytes - 132 - 12 - meta.length - sum(before) - sum(after));
  const filling = Array.from({ length: Math.ceil(fill / 64) }, (_, i) =>
    element(0x19, 0x1000 + i, 'LO', 'x'.repeat(56)),
  );
  const body = [...before, element(0x19, 0x10, 'LO', 'FILLER'), ...filling, ...after];
  const pixelHead = element(0x7fe0, 0x10, 'OW', Buffer.alloc(0));
  pixelHead.writeUInt32LE(pixels, 8);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0, 'UL', Buffer.from(Uint32Array.of(meta.length).buffer)),
    meta,
    ...body,
    pixelHead,
  ]);
}

export const slice = (number, options) =>
  Buffer.concat([sliceHead(number, options), noise(options.pixels, number)]);

let noises = null;
/** 12 bits of 16, which no compression makes much smaller; another stretch for each slice. */
function noise(bytes, seed) {
  noises ??= Buffer.from(Uint16Array.from({ length: 1 << 20 }, () => (Math.random() * 4096) | 0).buffer);
  const start = (seed * 7919 * 2) % (noises.length - bytes - 2);
  return noises.subarray(start - (start % 2), start - (start % 2) + bytes);
}

/** A folder of slices in series of 500, named as scanners name them. */
export function makeFolder(folder, files, options) {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < files; i++) {
    const series = Math.floor(i / 500) + 1;
    if (i % 500 === 0) mkdirSync(join(folder, `S${series}`), { recursive: true });
    writeFileSync(join(folder, `S${series}`, `IM${i}`), slice((i % 500) + 1, { ...options, series }));
  }
}

/** The folder as one ZIP file (APPNOTE 6.3.10), stored or deflated. */
export async function makeZip(folder, files, path, method) {
  const out = createWriteStream(path);
  const directory = [];
  let offset = 0;
  for (let i = 0; i < files; i++) {
    const name = Buffer.from(`DICOM/S${Math.floor(i / 500) + 1}/IM${i}`);
    const bytes = readFileSync(join(folder, `S${Math.floor(i / 500) + 1}`, `IM${i}`));
    const data = method === 8 ? deflateRawSync(bytes, { level: 1 }) : bytes;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, central, name]));
    if (!out.write(Buffer.concat([local, data]))) await once(out, 'drain');
    offset += local.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files, 8);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  out.end(Buffer.concat([...directory, end]));
  await once(out, 'finish');
}
