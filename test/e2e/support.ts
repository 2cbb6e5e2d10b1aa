/** What every journey needs: three origins, a proxy in front of the backend, and the steps that a patient takes. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  copyFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { serveFolder } from '../../examples/static-server.mjs';
import { startBackend, type RunningBackend } from '../support/backend.js';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.js';
import { dicomFile, pdfFile } from '../support/fixtures.js';
import { Staff } from '../support/staff.js';
import { testData } from '../support/test-data.js';
import { sha256 } from '../support/sha256.js';

export interface Site<B = RunningBackend> {
  pageUrl: string;
  /** A page of the same clinic with the tracker alone. */
  trackerUrl: string;
  scriptUrl: string;
  backend: B;
  /** Between page and backend; the page knows the backend by this URL only. */
  proxy: FaultProxy;
  staff: Staff;
  /** A folder of DICOM files, real ones where they are there, and a PDF beside it. */
  disc: { folder: string; files: string[]; pdf: string };
}

type AnyBackend = Pick<RunningBackend, 'url' | 'staffUrl' | 'dataDir' | 'stop'>;
export type AnySite = Site<AnyBackend>;

function makeDisc(): Site['disc'] {
  const root = mkdtempSync(join(tmpdir(), 'so-disc-'));
  const folder = join(root, 'DISC');
  mkdirSync(folder);
  const real = testData();
  const series = real ? join(real, 'dicom', 'ct-series') : null;
  if (series && existsSync(series)) {
    const names = readdirSync(series).filter((name) => name.endsWith('.dcm'));
    for (const name of names.slice(0, 6)) copyFileSync(join(series, name), join(folder, name));
  } else {
    for (let i = 1; i <= 6; i++) {
      writeFileSync(
        join(folder, `IM00000${i}`),
        dicomFile({ instanceNumber: i, size: 400_000, seed: i, patientName: 'Vogelsang^Canarina' }),
      );
    }
  }
  const pdf = join(root, 'report.pdf');
  writeFileSync(pdf, pdfFile('Radiology report'));
  return { folder, files: readdirSync(folder).map((name) => join(folder, name)), pdf };
}

/** Starts a backend for the page's origin, and everything around it; then `use`, then ends it all. */
export async function withSite<B extends AnyBackend>(
  start: (origin: string) => Promise<B>,
  use: (site: Site<B>) => Promise<void>,
): Promise<void> {
  const folder = new URL('../../examples/clinic-site/', import.meta.url);
  const page = await serveFolder({ folder });
  page.close();
  const script = await serveFolder({ folder: new URL('../../dist/cdn/', import.meta.url), cors: true });
  const backend = await start(page.url);
  const proxy = await startFaultProxy({
    target: { host: '127.0.0.1', port: Number(new URL(backend.url).port) },
  });
  const clinic = await serveFolder({
    folder,
    fallback: new URL('./tracker-site/', import.meta.url),
    port: page.port,
    substitutions: { page: page.url, script: script.url, backend: proxy.url },
  });
  const staff = await Staff.signIn(backend.staffUrl);
  const disc = makeDisc();
  try {
    await use({
      pageUrl: clinic.url,
      trackerUrl: `${clinic.url}/tracker.html`,
      scriptUrl: script.url,
      backend,
      proxy,
      staff,
      disc,
    });
  } finally {
    clinic.close();
    script.close();
    await proxy.close();
    await backend.stop();
    rmSync(join(disc.folder, '..'), { recursive: true, force: true });
  }
}

/** One site a worker. */
export const test = base.extend<object, { site: Site }>({
  site: [
    async ({}, use) => withSite((origin) => startBackend({ allowedOrigins: [origin] }), use),
    { scope: 'worker', timeout: 60_000 },
  ],
});

export { expect };

/** Paths of the stored uploads, in the store itself. */
export function storedUploads(backend: RunningBackend): string[] {
  const folder = join(backend.dataDir, 'uploads');
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{32}$/.test(name))
    .map((name) => join(folder, name));
}

export const digestsOf = (files: readonly string[]): string[] =>
  files.map((path) => sha256(readFileSync(path))).sort();

/** axe over the page, or a part of it; open shadow roots are looked into. A `script` with a URL can be cached. */
export async function expectAccessible(
  page: Page,
  within = 'html',
  script: { path: string } | { url: string } = { path: 'node_modules/axe-core/axe.min.js' },
): Promise<void> {
  await page.addScriptTag(script);
  const violations = await page.evaluate(async (selector) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          selector: string,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const results = await axe.run(selector);
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`,
    );
  }, within);
  expect(violations).toEqual([]);
}

/** Everything that a page said on its console, and every error nobody caught. */
export function consoleOf(page: Page): string[] {
  const lines: string[] = [];
  page.on('console', (message) =>
    lines.push(`${message.type()}: ${message.text()} ${message.location().url}`.trim()),
  );
  page.on('pageerror', (error) => lines.push(`uncaught: ${error.message}`));
  return lines;
}

/** Everything that the page's origin has stored in this browser, as text; `CryptoKey` for each key. */
export function storedIn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const stored: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const each of database.objectStoreNames) {
        const store = database.transaction(each).objectStore(each);
        stored.push(each, await settled(store.getAllKeys()), await settled(store.getAll()));
      }
      database.close();
    }
    return JSON.stringify(stored, (_key, value: unknown) => {
      if (value instanceof CryptoKey) return 'CryptoKey';
      const binary = value instanceof ArrayBuffer || ArrayBuffer.isView(value);
      return binary ? new TextDecoder('latin1').decode(value) : value;
    });
  });
}

/** Id of the one case at the backend that the staff page lists. */
export async function caseIds(staff: Staff): Promise<string[]> {
  return [...(await staff.page()).matchAll(/\/staff\/cases\/([0-9a-f-]{36})/g)].map(([, id]) => id ?? '');
}

export type { Locator, Page };
