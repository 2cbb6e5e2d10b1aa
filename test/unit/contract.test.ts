import assert from 'node:assert/strict';
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
      if (name !== 'CasePatch') assert.equal(validate({}), false, name);
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
