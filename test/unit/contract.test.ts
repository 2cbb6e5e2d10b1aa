import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type * as z from 'zod/mini';
import { examples } from '../../src/contract/examples.js';
import * as contract from '../../src/contract/index.js';
import { openApiDocument } from '../../src/contract/openapi.js';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  components: { schemas: Record<string, object> };
}

const document = openApiDocument() as Document;

describe('contract', () => {
  for (const [name, values] of Object.entries(examples)) {
    it(`every example of ${name} fits its schema and survives JSON`, () => {
      const schema = contract[name as keyof typeof examples] as z.ZodMiniType;
      for (const value of values) {
        assert.deepEqual(schema.parse(JSON.parse(JSON.stringify(value))), value);
      }
    });
  }

  it('the schemas of openapi.json accept the examples and refuse an empty object where something is required', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'doc', ...document });
    for (const [name, values] of Object.entries(examples)) {
      const validate = ajv.compile({ $ref: `doc#/components/schemas/${name}` });
      for (const value of values) assert.ok(validate(value), `${name}: ${JSON.stringify(validate.errors)}`);
      if (!['CasePatch', 'DocumentPatch', 'ReportLinkRequest'].includes(name))
        assert.equal(validate({}), false, name);
    }
  });

  it('every reference in openapi.json resolves', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    assert.ok(references.length > 20);
    for (const reference of references) {
      const target = reference
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document);
      assert.ok(target, reference);
    }
  });

  it('a problem type that is not in the registry reads as unexpected', () => {
    assert.equal(contract.problemCode(contract.problemType('version-mismatch')), 'version-mismatch');
    assert.equal(contract.problemCode('https://second-opinion-intake.dev/problems/made-up'), 'unexpected');
    assert.equal(contract.problemCode('about:blank'), 'unexpected');
  });

  it('takes a link over https alone, of a length that a page can show', () => {
    const fits = (url: string) => contract.PatientRequest.safeParse({ kind: 'image-link', url }).success;
    assert.ok(fits('https://images.example.net/share?id=8fK2#view'));
    assert.ok(fits(`https://images.example.net/${'x'.repeat(1900)}`));
    for (const url of ['http://images.example.net/8fK2', 'javascript:alert(1)', 'images.example.net', ''])
      assert.equal(fits(url), false, url);
    assert.equal(fits(`https://images.example.net/${'x'.repeat(2000)}`), false);
    assert.equal(contract.PatientRequest.safeParse({ kind: 'release-form' }).success, false);
    assert.equal(contract.PatientRequest.safeParse({ kind: 'fax', hospital: 'St Mary' }).success, false);
  });

  it('takes codes, UIDs and method codes for what they are, and no sentence in their place', () => {
    const [declaration] = examples.DocumentDeclaration;
    const fits = (changes: object) =>
      contract.DocumentDeclaration.safeParse({ ...declaration, ...changes }).success;
    assert.ok(fits({ findings: ['truncated', 'no-meta'], imaging: { studyInstanceUid: '1.2.840.10008' } }));
    assert.equal(fits({ findings: ['Maria Example'] }), false);
    assert.equal(fits({ findings: Array.from({ length: 21 }, () => 'truncated') }), false);
    assert.equal(fits({ imaging: { sopInstanceUid: `1.${'2'.repeat(63)}` } }), false);
    assert.equal(fits({ imaging: { sopInstanceUid: 'Maria' } }), false);
    assert.equal(fits({ category: 'selfie' }), false);
    assert.equal(fits({ recordDate: '2026-02-30' }), false);
  });

  it('takes a piece that is sent as it is for one and the same, and pieces of a file by the dozen, never one', () => {
    const [piece] = examples.PieceDeclaration;
    const [, large] = examples.DocumentDeclaration;
    assert.ok(piece && large?.pieces);
    const { encoded, ...plain } = { ...piece, encoding: 'identity' as const };
    const fits = (changes: object) => contract.PieceDeclaration.safeParse({ ...plain, ...changes }).success;
    assert.ok(fits({ encoded: { sha256: plain.sha256, size: plain.size } }));
    assert.equal(fits({ encoded }), false);
    assert.equal(fits({ encoded: { sha256: plain.sha256, size: plain.size - 1 } }), false);
    const digests = large.pieces.sha256;
    const takes = (sha256: string[]) =>
      contract.DocumentDeclaration.safeParse({ ...large, pieces: { bytes: 8, sha256 } }).success;
    assert.ok(takes(digests));
    assert.ok(takes(Array.from({ length: contract.MAX_PIECES }, () => plain.sha256)));
    assert.equal(takes(Array.from({ length: contract.MAX_PIECES + 1 }, () => plain.sha256)), false);
    assert.equal(takes(digests.slice(0, 1)), false);
    // A bundle brings whole files.
    assert.ok(!('pieces' in contract.BundledDocument.parse({ ...large, entry: '0' })));
  });

  it('shows a composite digest that is that of its pieces', () => {
    const [, large] = examples.DocumentDeclaration;
    const digests = Buffer.from(large?.pieces?.sha256.join('') ?? '', 'hex');
    assert.equal(large?.sha256, createHash('sha256').update(digests).digest('hex'));
  });

  it('is understood by both sides of 1.0: what is new may be missing, and what is not known is passed over', () => {
    const [declaration] = examples.DocumentDeclaration;
    const [capabilities] = examples.Capabilities;
    const [theCase] = examples.Case;
    assert.ok(declaration && capabilities && theCase);
    const { fileName, mediaType, type, size, sha256 } = declaration;
    const old = { fileName, mediaType, type, size, sha256 };
    assert.deepEqual(contract.DocumentDeclaration.parse({ ...old, later: true }), old);
    const { imaging: _imaging, ...offered } = capabilities;
    assert.ok(contract.Capabilities.safeParse({ ...offered, contractVersion: '1.0' }).success);
    const at = theCase.createdAt;
    const document = {
      ...old,
      id: crypto.randomUUID(),
      caseId: theCase.id,
      status: 'received',
      rejection: null,
      requestId: null,
      declaredAt: at,
      receivedAt: at,
    };
    const requests = theCase.requests.map(({ way: _way, detail: _detail, ...request }) => request);
    const before = { ...theCase, requests, documents: [document] };
    assert.deepEqual(contract.Case.parse({ ...before, later: true }), before);
  });

  it('a patch replaces what it names, takes away what is null, and leaves the rest', () => {
    const [document] = examples.CaseDocument;
    assert.ok(document);
    const patched = contract.patchDescription(document, { title: 'Head', recordDate: null });
    assert.deepEqual(JSON.parse(JSON.stringify(patched)), {
      ...Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'recordDate')),
      title: 'Head',
    });
  });

  it('an upload plan fits each of the three protocols and no other', () => {
    const [plan] = examples.UploadPlan;
    assert.deepEqual(
      examples.UploadPlan.map((each) => contract.UploadPlan.parse(each).protocol),
      ['tus', 's3-multipart', 'stow-rs'],
    );
    assert.equal(contract.UploadPlan.safeParse({ ...plan, protocol: 'ftp' }).success, false);
    assert.equal(
      contract.UploadPlan.safeParse({ ...plan, creationUrl: 'javascript:alert(1)' }).success,
      false,
    );
  });
});
