/** The text of PDFs' first pages: over files made here, over real ones where they are, and over broken ones. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { guessCategory, pdfText } from '../../src/documents/records/index.js';
import { testData } from '../support/test-data.js';

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
const text = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const stream = (content: string, more = '') =>
  `<< /Length ${content.length} ${more}>>\nstream\n${content}\nendstream`;
const flate = (content: string, more = '') =>
  stream(text(deflateSync(latin(content))), `/Filter /FlateDecode ${more}`);

/** Objects by number; those not given are a page with Helvetica as `F` and its contents in 4. */
function pdf(objects: Record<number, string>): Uint8Array<ArrayBuffer> {
  const all: Record<number, string> = {
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>',
    3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
    5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...objects,
  };
  const body = Object.entries(all).map(([number, object]) => `${number} 0 obj\n${object}\nendobj\n`);
  return latin(`%PDF-1.7\n${body.join('')}trailer << /Root 1 0 R >>\n%%EOF`);
}

describe('the text of a PDF', () => {
  it('lines and words, however they are placed', async () => {
    for (const content of [
      'BT /F 12 Tf 72 700 Td (Discharge summary) Tj 0 -14 Td (Dr Weber) Tj ET',
      'BT /F 12 Tf 14 TL 72 700 Td (Discharge summary) Tj T* (Dr Weber) Tj ET',
      "BT /F 12 Tf 14 TL 1 0 0 1 72 700 Tm (Discharge summary) Tj (Dr Weber) ' ET",
      'BT /F 12 Tf 1 0 0 1 72 700 Tm [(Dis) 20 (charge) -400 (summary)] TJ 1 0 0 1 72 680 Tm (Dr) Tj 20 0 Td (Weber) Tj ET',
      'q 0.5 0 0 -0.5 0 842 cm BT /F 24 Tf 1 0 0 -1 72 100 Tm <446973636861726765> Tj 130 0 Td (summary) Tj ET Q q BT /F 12 Tf 72 680 Td (Dr Weber) Tj ET Q',
      // Sideways, as a turned page has it.
      'BT /F 12 Tf 0 1 -1 0 72 100 Tm (Discharge summary) Tj 0 -14 Td (Dr Weber) Tj ET',
      'BI /W 1 /H 1 ID \x00\x01 EI BT /F 12 Tf 72 700 Td (Discharge \\\nsummary) Tj 0 -14 Td (Dr \\127eber) Tj ET',
    ]) {
      assert.equal(await pdfText(pdf({ 4: stream(content) })), 'Discharge summary\nDr Weber', content);
      assert.equal(await pdfText(new Blob([pdf({ 4: flate(content) })])), 'Discharge summary\nDr Weber');
    }
  });

  it('accents: Windows, Mac, named glyphs, ToUnicode', async () => {
    const font = (more: string) => `<< /Type /Font /Subtype /TrueType /BaseFont /X ${more} >>`;
    const show = (codes: string) => stream(`BT /F 12 Tf ${codes} Tj ET`);
    assert.equal(await pdfText(pdf({ 4: show('(\xdcber)') })), 'Über');
    const mac = font('/Encoding /MacRomanEncoding');
    assert.equal(await pdfText(pdf({ 4: show('(\x86ber)'), 5: mac })), 'Über');
    const named = font('/Encoding << /Differences [1 /Udieresis /b 5 /e /r /germandbls /fi /uni00E9] >>');
    assert.equal(await pdfText(pdf({ 4: show('<01020506070809>'), 5: named })), 'Überßfié');
    const cmap =
      '1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <00DC> <0002> <00660066> endbfchar ' +
      '2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<4E00> <00E9>] endbfrange';
    const composite = '<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 7 0 R >>';
    assert.equal(
      await pdfText(pdf({ 4: show('<0001001000110012000200200021>'), 5: composite, 7: flate(cmap) })),
      'Üabcff一é',
    );
  });

  it('text in form objects, objects in object streams, several content streams', async () => {
    const form = flate('BT /F 12 Tf 72 700 Td (Inside) Tj ET', '/Type /XObject /Subtype /Form ');
    assert.equal(await pdfText(pdf({ 4: stream('/X Do'), 6: form })), 'Inside');
    // A form that shows itself ends.
    assert.equal(await pdfText(pdf({ 4: stream('/X Do'), 6: stream('/X Do', '/Subtype /Form ') })), '');
    const objects = [
      '<< /Type /Page /Contents [8 0 R 9 0 R] /Resources 11 0 R >>',
      '<< /Font << /F 5 0 R >> >>',
    ];
    const heads = `10 0 11 ${(objects[0]?.length ?? 0) + 1} `;
    const packed = flate(heads + objects.join(' '), `/Type /ObjStm /N 2 /First ${heads.length} `);
    assert.equal(
      await pdfText(
        pdf({
          2: '<< /Type /Pages /Kids [10 0 R] >>',
          8: stream('BT /F 12 Tf (One) '),
          9: stream('Tj ET'),
          12: packed,
        }),
      ),
      'One',
    );
  });

  it('nothing of scans, encrypted files, other files', async () => {
    assert.equal(
      await pdfText(
        pdf({ 4: stream('q 595 0 0 842 0 0 cm /X Do Q'), 6: stream('\xff\xd8', '/Subtype /Image ') }),
      ),
      '',
    );
    const encrypted = text(pdf({ 4: stream('BT /F 12 Tf (x) Tj ET') })).replace(
      'trailer <<',
      'trailer << /Encrypt 9 0 R',
    );
    assert.equal(await pdfText(latin(encrypted)), '');
    assert.equal(await pdfText(new Uint8Array(0)), '');
    assert.equal(await pdfText(latin('hello')), '');
  });

  it('damage: no page tree, wrong lengths, cut in the middle, larger than what is read', async () => {
    const content = 'BT /F 12 Tf 72 700 Td (Lab report) Tj ET';
    const page = '<< /Type /Page /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>';
    assert.equal(await pdfText(pdf({ 1: 'null', 3: page, 4: flate(content) })), 'Lab report');
    assert.equal(
      await pdfText(pdf({ 4: flate(content).replace(/\/Length \d+/, '/Length 9999999') })),
      'Lab report',
    );
    const whole = pdf({ 1: 'null', 3: page, 4: flate(content), 9: stream('x'.repeat(300_000)) });
    assert.equal(await pdfText(whole.subarray(0, 200_000)), 'Lab report');
    assert.equal(await pdfText(whole.subarray(0, 100)), '');
    const early = pdf({
      1: 'null',
      3: page,
      4: flate(content),
      5: '<< /Type /Font >>',
      9: stream('x'.repeat(300_000)),
    });
    assert.equal(await pdfText(early, 100_000), 'Lab report');
  });

  it('is bounded: bombs, circles, endless nesting', async () => {
    const bomb = stream(text(deflateSync(Buffer.alloc(200_000_000))), '/Filter /FlateDecode ');
    const endless = `BT /F 12 Tf ${'(aaaa) Tj '.repeat(20_000)}`;
    const hostile: Record<number, string>[] = [
      { 4: bomb },
      { 4: `${'['.repeat(200_000)}` },
      { 2: '<< /Type /Pages /Kids [2 0 R 2 0 R 1 0 R] >>', 4: '4 0 R' },
      { 1: '1 0 R', 4: `${'<<'.repeat(200_000)}` },
      { 4: stream('q '.repeat(200_000)) },
      { 4: stream('(('.repeat(200_000)) },
      { 4: flate(endless) },
    ];
    for (const objects of hostile) assert.ok((await pdfText(pdf(objects))).length <= 20_000);
  });

  it('never throws, whatever is broken', async () => {
    const good = pdf({
      4: stream('q BT /F 12 Tf [(Dis) 20 (charge)] TJ /X Do ET Q'),
      5: '<< /Type /Font /Subtype /Type0 /ToUnicode 7 0 R /DescendantFonts [<< /W [1 [2 3] 4 5 6] >>] >>',
      6: flate('BT /F 12 Tf (Inside) Tj ET', '/Subtype /Form '),
      7: stream('1 beginbfrange <00> <FF> <0020> endbfrange'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(good.length),
        async (flips, length) => {
          const bytes = good.slice(0, Math.max(length, 100));
          for (const [at, value] of flips) bytes[at % bytes.length] = value;
          assert.equal(typeof (await pdfText(bytes)), 'string');
        },
      ),
      { numRuns: Number(process.env['FUZZ'] ?? 300) },
    );
  });

  const data = testData();
  // Where they are not there, the documents made above have to do.
  if (data !== null)
    it('real files', async () => {
      const read = (name: string) => pdfText(readFileSync(join(data ?? '', 'records/file-type', name)));
      assert.equal(await read('fixture-minimal.pdf'), 'Hello World');
      assert.match(await read('fixture.pdf'), /^Adobe Acrobat PDF Files\nAdobe® Portable Document Format/);
      const guess = guessCategory({ fileName: 'fixture.pdf', folder: '', text: await read('fixture.pdf') });
      assert.equal(guess.category, 'other');
    });
});
