/** Recognition beyond the plain cases of documents.test.ts: records, discs, second looks, viewers, what is refused and why. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { furtherRange, HEAD_BYTES, recognise, recogniseFurther } from '../../src/documents/recognise.js';
import { inspectPdf } from '../../src/documents/recognise/pdf.js';
import { findViewers } from '../../src/documents/recognise/viewers.js';
import { recogniseEntries } from '../../src/documents/zip-signature.js';
import { dicomFile, jpegFile, noise, pdfFile, textFile } from '../support/fixtures.js';
import { isoFile, rawSectors } from '../support/iso-writer.js';
import { testData } from '../support/test-data.js';
import { zipFile } from '../support/zip-writer.js';

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const wide = (text: string) => [...text].join('\0');
const look = (content: Uint8Array, name: string) =>
  recognise(content.subarray(0, HEAD_BYTES), name, content.length);
/** With the second look, as a caller does it. */
function lookTwice(content: Uint8Array, name: string) {
  const first = look(content, name);
  const range = furtherRange(first, name, content.length);
  const head = content.subarray(0, HEAD_BYTES);
  return range ? recogniseFurther(first, head, content.subarray(...range), name, content.length) : first;
}
const refused = (...codes: string[]) => ({ ok: false, codes });
const record = (mediaType: string, more: object = {}) => ({ ok: true, type: 'other', mediaType, ...more });

/** A meta group that says which class the file is of. */
function withClass(uid: string, preamble = true): Uint8Array {
  const value = uid.length % 2 ? `${uid}\0` : uid;
  const element = `\x02\0\x02\0UI${String.fromCharCode(value.length)}\0${value}`;
  const version = '\x02\0\x01\0OB\0\0\x02\0\0\0\0\x01';
  const length = `\x02\0\0\0UL\x04\0${String.fromCharCode(element.length + version.length)}\0\0\0`;
  return latin(`${preamble ? `${'\0'.repeat(128)}DICM` : ''}${length}${version}${element}`);
}
const cda = (before: string, root = 'ClinicalDocument xmlns="urn:hl7-org:v3"') =>
  latin(`<?xml version="1.0"?>\n${before}<${root}><realmCode code="US"/></ClinicalDocument>`);
const ftyp = (...brands: string[]) =>
  latin(
    `\0\0\0${String.fromCharCode(12 + brands.length * 4)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`,
  );
const bitmap = latin('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0');

describe('recognise', () => {
  const directory = '1.2.840.10008.1.3.10';
  const dicomdir = { ok: true, type: 'dicom', mediaType: 'application/dicom', dicomdir: true };
  const clinical = record('text/xml', { record: 'cda' });
  for (const [what, content, name, expected] of [
    ['a disc’s directory by its class', withClass(directory), 'X', dicomdir],
    ['one without preamble', withClass(directory, false), 'X', dicomdir],
    ['one by its name', dicomFile(), 'disc/DICOMDIR', dicomdir],
    [
      'another class',
      withClass('1.2.840.10008.5.1.4.1.1.2'),
      'X',
      { ok: true, type: 'dicom', mediaType: 'application/dicom' },
    ],
    ['a clinical document', cda(''), 'a.xml', clinical],
    ['one with its style sheet', cda('<?xml-stylesheet type="text/xsl" href="CDA.xsl"?>'), 'a.xml', clinical],
    [
      'one with a prefix',
      cda('<!-- a --><!-- b -->', 'h:ClinicalDocument xmlns:h="urn:hl7-org:v3"'),
      'a',
      clinical,
    ],
    [
      'one that brings its style sheet along',
      cda('<?xml-stylesheet type="text/xsl" href="#x"?>'),
      'a.xml',
      refused('active-content'),
    ],
    ['one in another namespace', cda('', 'ClinicalDocument xmlns="urn:x"'), 'a.xml', record('text/xml')],
    ['XML with entities', cda('<!DOCTYPE a [<!ENTITY b "c">]>'), 'a.xml', refused('active-content')],
    [
      'XML with another style sheet',
      latin('<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><a/>'),
      'a.xml',
      refused('active-content'),
    ],
    [
      'FHIR in XML',
      latin('<Bundle xmlns="http://hl7.org/fhir"><type value="document"/></Bundle>'),
      'a.xml',
      record('application/fhir+xml', { record: 'fhir' }),
    ],
    [
      'FHIR in JSON',
      latin('{\n  "resourceType" : "Patient"}'),
      'a.json',
      record('application/fhir+json', { record: 'fhir' }),
    ],
    ['other JSON', latin('{"a": 1}'), 'a.json', record('text/plain')],
    ['a web page behind comments', latin('<!-- a --><!-- b --><html>'), 'a', refused('active-content')],
    ['an iPhone film', ftyp('qt  ', 'qt  '), 'IMG.MOV', record('video/quicktime', { video: true })],
    ['an Android film', ftyp('3gp4', 'isom'), 'a.3gp', record('video/mp4', { video: true })],
    [
      'an older film',
      latin('\0\0\x01\x08moov\0\0\0lmvhd'),
      'a.mov',
      record('video/quicktime', { video: true }),
    ],
    [
      'an ultrasound film',
      latin('RIFF\0\0\0\0AVI LIST'),
      'a.avi',
      record('video/x-msvideo', { video: true }),
    ],
    ['music', ftyp('M4A ', 'M4A '), 'a.m4a', refused('unsupported-type')],
    [
      'a burst of photos',
      ftyp('abcd', 'mif1', 'heic'),
      'a.heic',
      { ok: true, type: 'image', mediaType: 'image/heif' },
    ],
    ['a bitmap', bitmap, 'scan.bmp', { ok: true, type: 'image', mediaType: 'image/bmp' }],
    ['words that begin like a bitmap', latin('BMI 27, weight 80 kg'), 'a.txt', record('text/plain')],
    ['words that look like a film', latin('The wide moov'), 'a.txt', record('text/plain')],
    ['a ZIP file', zipFile([{ name: 'IM1' }]), 'a.zip', record('application/zip', { container: 'zip' })],
    ['a ZIP file called .pdf', zipFile([{ name: 'IM1' }]), 'a.pdf', refused('content-differs-from-name')],
    ['an empty ZIP file', zipFile([]), 'a.zip', refused('empty')],
    [
      'a document with macros in its ZIP',
      zipFile([{ name: '[Content_Types].xml' }, { name: 'word/vbaProject.bin' }]),
      'a.docx',
      refused('active-content'),
    ],
    [
      'an office document under a password',
      latin(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${wide('EncryptedPackage')}`),
      'report',
      refused('password-protected'),
    ],
    ['one by its name', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'a.docx', refused('password-protected')],
    [
      'an old document with macros',
      latin(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${wide('_VBA_PROJECT')}`),
      'a.doc',
      refused('active-content'),
    ],
    ['a copy that failed', new Uint8Array(9000), 'IM1.dcm', refused('damaged')],
    [
      'a Windows link by its content',
      latin('L\0\0\0\x01\x14\x02\0\0\0\0\0'),
      'scan.pdf',
      refused('executable'),
    ],
    ['macOS litter in a folder', jpegFile(), '__MACOSX/a/photo.jpg', refused('not-a-record')],
    ['a trash folder', pdfFile(), 'E:/$RECYCLE.BIN/a.pdf', refused('not-a-record')],
    ['the lock of an open document', latin('x'), 'docs/~$report.docx', refused('not-a-record')],
  ] as const)
    it(`${what}`, () => assert.deepEqual(look(content, name), expected));

  it('takes no longer for what is made to take for ever', () => {
    for (const text of [
      `${'<!--a-->'.repeat(500)}<x`,
      `<?xml${'<!--'.repeat(1000)}`,
      `<?xml ?>${'<?xml-stylesheet '.repeat(230)}`,
      `${' '.repeat(4000)}<`,
    ])
      assert.doesNotThrow(() => look(latin(text), 'a.xml'));
  });

  it('never throws at the second look either', () => {
    const starts = ['%PDF-1.4 /Linearized /L ', '', 'PK', '\0'];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.pdf', 'a.zip', 'a.iso', ''),
        fc.nat(50_000),
        (start, rest, name, padding) => {
          const content = Uint8Array.from([...latin(start), ...rest, ...new Uint8Array(padding)]);
          const found = lookTwice(content, name);
          assert.ok(found.ok || found.codes.length > 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a second look', () => {
  const pdf = { ok: true, type: 'pdf', mediaType: 'application/pdf' };
  const text = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const encrypted = latin(text(pdfFile()).replace('/Root', '/Encrypt 7 0 R /Root'));

  it('finds a whole PDF whole', () => {
    assert.deepEqual(lookTwice(pdfFile('x', 100_000), 'a.pdf'), pdf);
    assert.deepEqual(lookTwice(Uint8Array.from([...pdfFile(), ...new Uint8Array(3000)]), 'a.pdf'), pdf);
  });

  it('finds encryption, and takes no other word for it', () => {
    assert.deepEqual(lookTwice(encrypted, 'a.pdf'), { ...pdf, findings: ['encrypted'] });
    const other = latin(text(pdfFile()).replace('/Root', '/EncryptMetadata true /Root'));
    assert.deepEqual(lookTwice(other, 'a.pdf'), pdf);
  });

  it('finds a PDF that was cut off', () => {
    const whole = pdfFile('x', 100_000);
    for (const length of [500, 50_000, whole.length - 8])
      assert.deepEqual(lookTwice(whole.subarray(0, length), 'a.pdf'), { ...pdf, findings: ['damaged'] });
    const linear = latin('%PDF-1.4\n1 0 obj\n<</Linearized 1/L 54321/H [1 2]>>\nstartxref\n0\n%%EOF\n');
    assert.equal(inspectPdf(linear, linear, 60_000).damaged, false);
    assert.equal(inspectPdf(linear, linear, 50_000).damaged, true);
  });

  it('finds a disc image whatever it is called, and says when it is one of raw sectors', () => {
    const image = isoFile([{ path: 'A.TXT', data: latin('x') }]);
    const disc = record('application/x-iso9660-image', { container: 'iso9660' });
    assert.deepEqual(look(image, 'disc'), refused('damaged'));
    for (const name of ['disc.iso', 'disc.img', 'disc']) assert.deepEqual(lookTwice(image, name), disc);
    const hybrid = Uint8Array.from([...noise(512), ...image.subarray(512)]);
    assert.deepEqual(lookTwice(hybrid, 'disc.iso'), disc);
    assert.deepEqual(lookTwice(rawSectors(image), 'disc.bin'), { ...disc, findings: ['raw-sectors'] });
    assert.deepEqual(lookTwice(image, 'disc.pdf'), refused('content-differs-from-name'));
    assert.deepEqual(lookTwice(noise(60_000), 'disc.iso'), refused('unsupported-type'));
  });

  it('finds a ZIP file with something in front', () => {
    const zip = zipFile([{ name: 'a' }], { prefix: noise(300) });
    assert.deepEqual(lookTwice(zip, 'a.zip'), record('application/zip', { container: 'zip' }));
    assert.deepEqual(lookTwice(noise(300), 'a.zip'), refused('unsupported-type'));
  });

  it('asks for nothing more of what is clear', () => {
    for (const [content, name] of [
      [jpegFile(90_000), 'a.jpg'],
      [dicomFile({ size: 90_000 }), 'IM1'],
      [textFile(), 'a.txt'],
    ] as const)
      assert.equal(furtherRange(look(content, name), name, content.length), null);
  });
});

describe('recogniseEntries', () => {
  const openXml = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  for (const [what, paths, extension, expected] of [
    [
      'a Word document',
      ['docProps/app.xml', '[Content_Types].xml', 'word/document.xml'],
      '',
      { type: 'other', mediaType: openXml },
    ],
    [
      'one with macros',
      ['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'],
      'docx',
      'active-content',
    ],
    [
      'OpenDocument',
      ['mimetype', 'content.xml', 'META-INF/manifest.xml'],
      'ods',
      { type: 'other', mediaType: 'application/vnd.oasis.opendocument.spreadsheet' },
    ],
    [
      'OpenDocument with macros',
      ['content.xml', 'META-INF/manifest.xml', 'Basic/a/b.xml'],
      'odt',
      'active-content',
    ],
    ['a Java program', ['META-INF/MANIFEST.MF', 'a/B.class'], 'zip', 'executable'],
    ['a disc', ['DICOMDIR', 'DICOM/IM1', 'VIEWER/META-INF/MANIFEST.MF'], 'zip', null],
  ] as const)
    it(what, () => assert.deepEqual(recogniseEntries(paths, extension), expected));
});

describe('findViewers', () => {
  const isImage = (paths: readonly string[]) => (index: number) => /IM\d+$/.test(paths[index] ?? '');
  const viewers = (paths: readonly string[]) => {
    const found = findViewers(paths, isImage(paths));
    return { folders: found.folders, left: paths.filter((_, index) => found.files.has(index)) };
  };

  it('leaves out the viewer of a disc with its manual, and no report beside it', () => {
    const paths = [
      'CD/DICOMDIR',
      'CD/DICOM/IM1',
      'CD/REPORTS/REPORT.PDF',
      'CD/LETTER.PDF',
      'CD/START.EXE',
      'CD/VIEWER/BIN/VIEW.EXE',
      'CD/VIEWER/HELP/MANUAL.PDF',
      'CD/VIEWER/LOGO.JPG',
      'CD/IHE_PDI/PAGE1.HTM',
      'CD/MACVIEW.app/Contents/Resources/a.png',
    ];
    const { folders, left } = viewers(paths);
    assert.deepEqual([...folders].sort(), ['CD/IHE_PDI/', 'CD/MACVIEW.app/', 'CD/VIEWER/']);
    assert.deepEqual(left, paths.slice(4));
  });

  it('keeps images that lie among programs', () => {
    const { folders, left } = viewers([
      'DICOMDIR',
      'ALL/IM1',
      'ALL/VIEW.EXE',
      'ALL/A.PDF',
      'ALL/SUB/X.DLL',
      'ALL/SUB/B.JPG',
    ]);
    assert.deepEqual(folders, ['ALL/SUB/']);
    assert.deepEqual(left, ['ALL/VIEW.EXE', 'ALL/SUB/X.DLL', 'ALL/SUB/B.JPG']);
  });

  it('finds one without a DICOMDIR, beside the images', () => {
    assert.deepEqual(viewers(['CD/IMG/IM1', 'CD/IMG/IM2', 'CD/PROG/V.EXE', 'CD/PROG/V.PDF']).folders, [
      'CD/PROG/',
    ]);
  });

  it('takes nothing from a person’s own folder that holds programs too', () => {
    const paths = [
      'Downloads/setup.exe',
      'Downloads/report.pdf',
      'Downloads/tools/x.dll',
      'Downloads/tools/b.pdf',
    ];
    assert.deepEqual(viewers(paths), { folders: [], left: ['Downloads/setup.exe', 'Downloads/tools/x.dll'] });
    const beside = ['Docs/disc/DICOMDIR', 'Docs/disc/IM1', 'Docs/apps/x.exe', 'Docs/apps/report.pdf'];
    assert.deepEqual(viewers(beside), { folders: [], left: ['Docs/apps/x.exe'] });
  });
});

const data = testData();
if (data)
  describe('real files', () => {
    it('finds the disc directories, and only them', () => {
      const folder = join(data, 'dicom');
      const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
        /DICOMDIR/.test(path),
      );
      assert.ok(all.length > 0);
      for (const path of all) {
        let content: Uint8Array;
        try {
          content = new Uint8Array(readFileSync(join(folder, path)));
        } catch {
          continue;
        }
        // Another name, so that the content decides.
        const found = look(content, 'X');
        assert.equal(found.ok && found.dicomdir, true, path);
      }
    });

    it('finds no PDF damaged or encrypted', () => {
      const folder = join(data, 'records/file-type');
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.pdf'))) {
        const found = lookTwice(new Uint8Array(readFileSync(join(folder, name))), name);
        assert.equal(found.ok && found.findings, undefined, name);
      }
    });
  });
