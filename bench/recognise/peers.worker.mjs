/** A peer, or the practical limit, in a worker of its own: reads heads in its own best way and groups by series. */
import dcmjs from 'dcmjs';
import dicomParser from 'dicom-parser';
import { BlobReader, Uint8ArrayWriter, ZipReader, configure } from '@zip.js/zip.js';

configure({ useWebWorkers: false });
const HEAD = 8192;
const AT_ONCE = 16;
const BATCH = 64;

/** Something is done with the bytes: a read that nobody looks at could be left out. */
let sum = 0;

const parsers = {
  limit: (head) => {
    sum += head[head.length - 1];
    return null;
  },
  'dicom-parser': (head) => {
    const data = dicomParser.parseDicom(head, { untilTag: 'x7fe00010' });
    return data.string('x0020000e');
  },
  dcmjs: (head) => {
    const options = { ignoreErrors: true, untilTag: '7FE00010', includeUntilTagValue: false };
    const { dict } = dcmjs.data.DicomMessage.readFile(
      head.buffer.slice(head.byteOffset, head.byteOffset + head.byteLength),
      options,
    );
    return dict['0020000E'].Value[0];
  },
};

async function fromFiles(files, parse, found) {
  if (parse === parsers.limit) {
    let from = 0;
    // Two batches at a time: one is put together while the other is read.
    const read = async () => {
      while (from < files.length) {
        const heads = files.slice(from, (from += BATCH)).map((file) => file.slice(0, HEAD));
        const bytes = new Uint8Array(await new Blob(heads).arrayBuffer());
        for (let i = 0, at = 0; i < heads.length; at += heads[i++].size)
          found(parse(bytes.subarray(at, at + heads[i].size)));
      }
    };
    await Promise.all([read(), read()]);
    return;
  }
  let next = 0;
  const work = async () => {
    while (next < files.length)
      found(parse(new Uint8Array(await files[next++].slice(0, HEAD).arrayBuffer())));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The limit: local headers and heads in batches, inflated only as far as a head goes. */
async function headsOfZip(file, found) {
  const tail = new DataView(await file.slice(-22).arrayBuffer());
  const [count, size, start] = [tail.getUint16(10, true), tail.getUint32(12, true), tail.getUint32(16, true)];
  const directory = new DataView(await file.slice(start, start + size).arrayBuffer());
  const entries = [];
  for (let at = 0, i = 0; i < count; i++) {
    const [method, packed] = [directory.getUint16(at + 10, true), directory.getUint32(at + 20, true)];
    const name = directory.getUint16(at + 28, true);
    entries.push({ method, packed, at: directory.getUint32(at + 42, true), name });
    at += 46 + name + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  const { Inflate } = await import('fflate');
  let from = 0;
  const read = async () => {
    while (from < entries.length) await readHeads(entries.slice(from, (from += BATCH)));
  };
  const readHeads = async (batch) => {
    const slices = batch.map(({ at, packed, name }) =>
      file.slice(at, at + 30 + name + Math.min(packed, HEAD + 64)),
    );
    const bytes = new Uint8Array(await new Blob(slices).arrayBuffer());
    let at = 0;
    for (const [i, slice] of slices.entries()) {
      let head = bytes.subarray(at + 30 + batch[i].name, at + slice.size);
      if (batch[i].method === 8) {
        let first = null;
        const inflate = new Inflate((chunk) => (first ??= chunk));
        inflate.push(head);
        head = first ?? head;
      }
      found(parsers.limit(head.subarray(0, HEAD)));
      at += slice.size;
    }
  };
  await Promise.all([read(), read()]);
}

/** How those who take ZIP files do it: every entry is unpacked, then read. */
async function fromZip(file, parse, found) {
  if (parse === parsers.limit) return headsOfZip(file, found);
  const reader = new ZipReader(new BlobReader(file));
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) found(parse(await entry.getData(new Uint8ArrayWriter())));
  }
}

onmessage = async ({ data: { subject, files } }) => {
  const series = new Map();
  let looked = 0;
  const found = (uid) => {
    series.set(uid, (series.get(uid) ?? 0) + 1);
    if (++looked === 1) postMessage({ first: true });
  };
  const zip = files.length === 1 && files[0].name.endsWith('.zip');
  await (zip ? fromZip(files[0], parsers[subject], found) : fromFiles(files, parsers[subject], found));
  postMessage({ done: true, files: looked, series: series.size, sum });
};
