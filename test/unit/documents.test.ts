/** Recognition and digest: over the real files where they are, and over our own always. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { openSync, readFileSync, readSync, closeSync, statSync, readdirSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digest } from '../../src/documents/digest.js';
import { HEAD_BYTES, recognise } from '../../src/documents/recognise.js';
import { dicomFile, jpegFile, noise, pdfFile, pngFile, textFile } from '../support/fixtures.js';
import { testData } from '../support/test-data.js';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const look = (content: Uint8Array, name: string) =>
  recognise(content.subarray(0, HEAD_BYTES), name, content.length);
/** `pdf application/pdf`, or the codes. */
const brief = (content: Uint8Array, name: string) => {
  const found = look(content, name);
  return found.ok ? `${found.type} ${found.mediaType}` : found.codes.join('+');
};
function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(HEAD_BYTES);
  const read = readSync(file, buffer, 0, HEAD_BYTES, 0);
  closeSync(file);
  return new Uint8Array(buffer.subarray(0, read));
}

describe('recognise', () => {
  const dicom = 'dicom application/dicom';
  for (const [what, content, name, expected] of [
    ['a DICOM file without extension', dicomFile(), 'IM000001', dicom],
    ['a DICOM file whose preamble is a TIFF header', dicomFile({ preambleText: 'II*\0' }), 'a.dcm', dicom],
    ['a DICOM file without preamble', dicomFile({ preamble: false }), 'a.dcm', dicom],
    ['a directory of a disc', dicomFile(), 'DICOMDIR', dicom],
    ['a Windows program in a preamble', dicomFile({ preambleText: 'MZ' }), 'a.dcm', 'program-in-preamble'],
    ['a Linux program in a preamble', dicomFile({ preambleText: '\x7fELF' }), 'IM1', 'program-in-preamble'],
    [
      'a macOS program in a preamble',
      dicomFile({ preambleText: '\xcf\xfa\xed\xfe' }),
      'IM1',
      'program-in-preamble',
    ],
    ['a PDF', pdfFile(), 'Report.PDF', 'pdf application/pdf'],
    ['a PDF behind other bytes', bytes(`${'x'.repeat(900)}%PDF-1.7`), 'a.pdf', 'pdf application/pdf'],
    ['a PDF header too late', bytes(`${'x'.repeat(1100)}%PDF-1.7`), 'a.pdf', 'content-differs-from-name'],
    ['a photo', jpegFile(9000), 'IMG_1.JPG', 'image image/jpeg'],
    ['a PNG called .jpg', pngFile(), 'scan.jpg', 'image image/png'],
    ['a phone photo', bytes('\0\0\0\x18ftypheic\0\0\0\0'), 'IMG.HEIC', 'image image/heic'],
    ['a film', bytes('\0\0\0\x18ftypisom\0\0\0\0'), 'a.mp4', 'other video/mp4'],
    ['text', textFile(), 'notes.txt', 'other text/plain'],
    ['text in UTF-8', new TextEncoder().encode('Señor Núñez, año 2026'), 'a.txt', 'other text/plain'],
    ['text in Windows-1252', bytes('Se\xf1or N\xfa\xf1ez'), 'a.txt', 'other text/plain'],
    ['text called .pdf', textFile(), 'report.pdf', 'content-differs-from-name'],
    ['text called .dcm', textFile(), 'image.dcm', 'content-differs-from-name'],
    ['a PDF called .jpg', pdfFile(), 'a.jpg', 'content-differs-from-name'],
    ['a web page', bytes('\n<!DOCTYPE html><p>%PDF-1.4'), 'portal.page', 'active-content'],
    ['an SVG', bytes('<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="a"/>'), 'a.xml', 'active-content'],
    [
      'a CDA document',
      bytes('<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"/>'),
      'cda.xml',
      'other text/xml',
    ],
    ['a script', bytes('#!/bin/sh\n'), 'run', 'executable'],
    ['a script by its name', bytes('Get-Item\n'), 'run.ps1', 'executable'],
    ['a document with macros', bytes('PK\x03\x04'), 'a.docm', 'active-content'],
    ['nothing', new Uint8Array(0), 'a.pdf', 'empty'],
    ['noise', noise(5000), 'a.bin', 'unsupported-type'],
    ['a viewer', bytes('MZ\x90'), 'VIEWER.EXE', 'not-a-record'],
    ['Windows litter', bytes('\xd0\xcf\x11\xe0'), 'Thumbs.db', 'not-a-record'],
    ['macOS litter', noise(100), '.DS_Store', 'not-a-record'],
    ['a program called .pdf', bytes('MZ\x90'), 'a.pdf', 'executable'],
  ] as const) {
    it(`${what}: ${expected}`, () => assert.equal(brief(content, name), expected));
  }

  it('never throws, whatever the bytes and the name', () => {
    const magics = [
      '',
      'PK\x03\x04',
      '{\\rtf',
      'MZ',
      '\xff\xfe',
      '\x08\0\x05\0',
      '\0\0\0\x18ftyp',
      '<?xml',
      'RIFF',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...magics),
        fc.uint8Array({ maxLength: 400 }),
        fc.string(),
        (magic, rest, name) => {
          const content = Uint8Array.from([...bytes(magic), ...rest]);
          const found = look(content, name);
          assert.ok(found.ok || found.codes.length > 0);
        },
      ),
    );
  });

  const data = testData();
  it(`every DICOM file is recognised (${data ? 'real files' : 'own files'})`, () => {
    if (!data) return assert.equal(brief(dicomFile({ size: 100_000 }), 'X'), dicom);
    const expected = JSON.parse(readFileSync(join(data, 'dicom/expected.json'), 'utf8')) as {
      path: string;
    }[];
    const missed = expected.filter(({ path }) => {
      const full = join(data, 'dicom', path);
      const found = recognise(headOf(full), basename(path), statSync(full).size);
      return !found.ok || found.type !== 'dicom';
    });
    assert.ok(expected.length > 200);
    assert.deepEqual(
      missed.map(({ path }) => path),
      [],
    );
  });

  const records = data && join(data, 'records/file-type');
  if (records && existsSync(records)) {
    const openXml = 'other application/vnd.openxmlformats-officedocument.';
    const rules: [RegExp, string | RegExp][] = [
      [/LICENSE$/, 'other text/plain'],
      [/\.tif$/, 'image image/tiff'],
      [/\.png$/, 'image image/png'],
      [/\.jpg$/, 'image image/jpeg'],
      [/json\.webp$/, 'content-differs-from-name'],
      [/\.webp$/, 'image image/webp'],
      [/\.heic$/, /^image image\/hei[cf]$/],
      [/\.avif$/, 'image image/avif'],
      [/\.pdf$/, 'pdf application/pdf'],
      [/\.docx$/, `${openXml}wordprocessingml.document`],
      [/\.xlsx$/, `${openXml}spreadsheetml.sheet`],
      [/\.pptx$/, `${openXml}presentationml.presentation`],
      [/\.odt$/, 'other application/vnd.oasis.opendocument.text'],
      [/\.rtf$/, 'other application/rtf'],
      [/\.dcm$/, dicom],
      [/\.xml$/, 'other text/xml'],
      [/\.elf$/, 'executable'],
      [/\.(exe|lnk)$/, 'not-a-record'],
      [/\.mp4$/, 'other video/mp4'],
      [/\.mov$/, 'other video/quicktime'],
      [/\.zip$/, 'other application/zip'],
      [/\.(jls|jp2|7z|gz|rar)$/, 'unsupported-type'],
    ];
    for (const name of readdirSync(records)) {
      it(`file-type's ${name}`, () => {
        const full = join(records, name);
        const found = recognise(headOf(full), name, statSync(full).size);
        const said = found.ok ? `${found.type} ${found.mediaType}` : found.codes.join('+');
        const expected = rules.find(([pattern]) => pattern.test(name))?.[1];
        assert.ok(expected, `no expectation for ${name}`);
        if (expected instanceof RegExp) assert.match(said, expected);
        else assert.equal(said, expected);
      });
    }
  }
});

describe('digest', () => {
  const { signal } = new AbortController();
  const judge = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

  it('equals the platform’s, whole and in pieces', async () => {
    for (const size of [0, 1, 5_000_000, 33 * 1024 * 1024 + 7]) {
      const content = noise(size);
      assert.equal(await digest(new Blob([content]), signal), judge(content), String(size));
    }
  });

  it('stops between pieces when aborted', async () => {
    const aborter = new AbortController();
    const blob = new Blob([noise(40 * 1024 * 1024)]);
    let pieces = 0;
    const slice = blob.slice.bind(blob);
    blob.slice = (...range) => {
      if (++pieces === 2) aborter.abort(new Error('enough'));
      return slice(...range);
    };
    await assert.rejects(digest(blob, aborter.signal), /enough/);
    assert.equal(pieces, 2);
  });
});
