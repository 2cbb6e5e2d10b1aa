/** The built package as its users get it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
};
const TAGS = ['so-case-status-tracker', 'so-document-uploader', 'so-eligibility-checklist', 'so-intake'];

describe('the built package', () => {
  for (const [entry, target] of Object.entries(exports)) {
    const files = typeof target === 'string' ? [target] : [target.types, target.default];
    it(`has the files of ${entry}`, () => {
      for (const file of files) assert.ok(existsSync(new URL(file, root)), file);
    });
    if (typeof target === 'string' || entry.includes('cdn')) continue;
    it(`imports ${entry} in Node, where there is no window`, async () => {
      assert.equal(typeof globalThis.window, 'undefined');
      await import(new URL(target.default, root).href);
    });
  }

  it('gives the port, the contract and the evaluation to servers', async () => {
    const { createMemoryBackend, BackendError } = await import(new URL('dist/backend/index.js', root).href);
    const { evaluate, defaultDefinition } = await import(new URL('dist/eligibility/index.js', root).href);
    const { EligibilityDefinition } = await import(new URL('dist/contract/index.js', root).href);
    assert.ok(createMemoryBackend().capabilities);
    assert.equal(new BackendError('busy').code, 'busy');
    const outcome = evaluate(EligibilityDefinition.parse(defaultDefinition), {
      'warning-signs': ['stroke'],
    }).outcome;
    assert.equal(outcome.kind, 'seek-care-now');
  });

  it('checks definitions from the command line', () => {
    const { bin } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      bin: Record<string, string>;
    };
    const program = fileURLToPath(new URL(bin['second-opinion-intake'] ?? '', root));
    const check = (...args: string[]) =>
      spawnSync(process.execPath, [program, 'check', ...args], { encoding: 'utf8' });
    const general = fileURLToPath(new URL('examples/definitions/general.json', root));
    const { status, stdout, stderr } = check(general);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /fine/);
    assert.match(check('--diff', general, general).stdout, /No answers lead to another outcome/);
    assert.equal(check('nowhere.json').status, 2);
    assert.match(readFileSync(program, 'utf8'), /^#!\/usr\/bin\/env node\n/);
    // The browser has no use for it.
    const inBrowser = readdirSync(new URL('dist/cdn/', root)).filter((name) => name.endsWith('.js'));
    for (const name of inBrowser)
      assert.doesNotMatch(
        readFileSync(new URL(`dist/cdn/${name}`, root), 'utf8'),
        /CommaExpected|Crawford/,
        name,
      );
  });

  it('keeps lit and zod outside of the npm build, so that an app has one of each', () => {
    const code = readFileSync(new URL('dist/ui/so-element.js', root), 'utf8');
    assert.match(code, /from ['"]lit['"]/);
    assert.ok(!existsSync(new URL('dist/vendor/lit', root)));
  });

  it('needs nothing but its own folder from the script tag, and neither eval nor innerHTML of ours', () => {
    const folder = new URL('dist/cdn/', root);
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.js'))) {
      const code = readFileSync(new URL(name, folder), 'utf8');
      for (const [, specifier] of code.matchAll(/(?:from|import)\s*\(?["']([^"']+)["']/g)) {
        assert.match(specifier ?? '', /^\.\//, `${name} imports ${specifier}`);
      }
      assert.doesNotMatch(code, /\beval\(|new Function\(/, name);
    }
    assert.doesNotMatch(readFileSync(new URL('documents.worker.js', folder), 'utf8'), /\bimport\s*[({"']/);
  });

  it('describes the four elements in custom-elements.json, each with a summary', () => {
    const { modules } = JSON.parse(readFileSync(new URL('dist/custom-elements.json', root), 'utf8')) as {
      modules: { declarations?: { tagName?: string; summary?: string; attributes?: { name: string }[] }[] }[];
    };
    const elements = modules
      .flatMap(({ declarations = [] }) => declarations)
      .filter(({ tagName }) => tagName);
    assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), TAGS);
    for (const { tagName, summary, attributes } of elements) {
      assert.ok(summary, tagName);
      assert.ok(
        attributes?.some(({ name }) => name === 'backend'),
        `${tagName} lists the inherited attributes`,
      );
    }
  });

  it('has an OpenAPI 3.1 document', () => {
    const { openapi, paths } = JSON.parse(readFileSync(new URL('dist/openapi.json', root), 'utf8'));
    assert.match(openapi, /^3\.1/);
    assert.ok(paths['/cases/{caseId}'].put);
  });
});
