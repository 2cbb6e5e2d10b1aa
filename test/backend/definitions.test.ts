import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Assessment, EligibilityDefinition } from 'second-opinion-intake/contract';
import { auditRecord, defaultDefinition } from 'second-opinion-intake/eligibility';
import { BackendDidNotStartError, startBackend, startInProcess } from '../support/backend.js';
import { Client, ORIGIN, parsed, problem } from './client.js';

const DAY = 24 * 3600;
const asOf = (version: string): EligibilityDefinition => ({ ...defaultDefinition, id: 'own', version });

describe('definitions', { timeout: 120_000 }, () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'so-definitions-'))));
  after(() => rm(folder, { recursive: true, force: true }));
  const write = (definition: unknown) => writeFile(join(folder, 'own.json'), JSON.stringify(definition));

  it('of the gallery are offered', async () => {
    const backend = await startInProcess({ allowedOrigins: [ORIGIN] });
    try {
      const client = await Client.signIn(backend.url);
      for (const id of ['general', 'oncology', 'us-insurer', 'de-zweitmeinung']) {
        const definition = await parsed(EligibilityDefinition, await client.fetch(`/eligibility/${id}`), 200);
        assert.equal(definition.id, id);
      }
    } finally {
      await backend.stop();
    }
  });

  it('that were replaced are answerable for thirty days, over restarts; then the page is told', async () => {
    await write(asOf('1'));
    const first = await startBackend({ allowedOrigins: [ORIGIN], env: { DEFINITIONS_DIR: folder } });
    await first.kill();
    await write(asOf('2'));
    const backend = await startInProcess({
      allowedOrigins: [ORIGIN],
      dataDir: first.dataDir,
      definitionsDir: folder,
    });
    try {
      const client = await Client.signIn(backend.url);
      const now = await parsed(EligibilityDefinition, await client.fetch('/eligibility/own'), 200);
      assert.equal(now.version, '2');
      const send = (version: string) =>
        client.send('POST', '/eligibility-assessments', {
          ...auditRecord(asOf(version), { 'warning-signs': ['stroke'] }, '2026-11-25'),
          evaluatedAt: new Date().toISOString(),
          locale: 'en',
        });
      const old = await parsed(Assessment, await send('1'), 201);
      assert.deepEqual([old.definitionVersion, old.agrees], ['1', true]);
      await parsed(Assessment, await send('2'), 201);
      await problem(await send('0'), 409, 'definition-outdated');
      backend.advance(29 * DAY);
      await parsed(Assessment, await send('1'), 201);
      backend.advance(2 * DAY);
      await problem(await send('1'), 409, 'definition-outdated');
      await parsed(Assessment, await send('2'), 201);
    } finally {
      await backend.stop();
    }
  });

  it('that change without a new version are told to the operator', async () => {
    await write(asOf('1'));
    const first = await startBackend({ env: { DEFINITIONS_DIR: folder } });
    await first.kill();
    await write({ ...asOf('1'), title: { en: 'Changed', es: 'Cambiado' } });
    const backend = await startBackend({ dataDir: first.dataDir, env: { DEFINITIONS_DIR: folder } });
    try {
      const log = await readFile(join(first.dataDir, 'backend.log'), 'utf8');
      assert.match(log, /definition changed without a new version","definition":"own"/);
    } finally {
      await backend.stop();
    }
  });

  it('that do not hang together are refused at the start, by the name of their file', async () => {
    await write({ ...asOf('1'), rules: [] });
    await assert.rejects(startBackend({ env: { DEFINITIONS_DIR: folder } }), (error: Error) => {
      assert.ok(error instanceof BackendDidNotStartError);
      assert.match(error.message, /own\.json is not a definition/);
      return true;
    });
  });
});
