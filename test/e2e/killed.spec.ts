/** The browser is killed in the middle; the same profile, the same files, and only what is missing is sent. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { movesFile } from '../support/traffic.js';
import { startBrowser } from './browser-process.js';
import { chooseFiles, toDocuments } from './steps.js';
import { caseIds, digestsOf, expect, storedUploads, test } from './support.js';

test('a killed browser loses nothing that was acknowledged', async ({ site }) => {
  const profile = mkdtempSync(join(tmpdir(), 'so-profile-'));
  const files = site.disc.files.slice(0, 3);
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const casesBefore = (await caseIds(site.staff)).length;
  const storedBefore = storedUploads(site.backend);
  const from = site.proxy.log.length;
  const first = await startBrowser(profile);
  try {
    await first.page.goto(site.pageUrl);
    await toDocuments(first.page);
    // Slow enough to be in the middle.
    site.proxy.rateLimit(50_000);
    await chooseFiles(first.page, files);
    const arrived = () =>
      site.proxy.log
        .slice(from)
        .filter(movesFile)
        .reduce((sum, { forwardedBytes }) => sum + forwardedBytes, 0);
    // The three go in one bundle, deflated where that makes it smaller.
    await expect.poll(arrived, { timeout: 60_000 }).toBeGreaterThan(size / 8);
    expect(arrived()).toBeLessThan(size);
    // What stands in buffers on the way would arrive all the same.
    site.proxy.refuse();
  } finally {
    await first.kill();
  }
  site.proxy.heal();
  const sentBefore = site.proxy.log.length;
  expect(await caseIds(site.staff)).toHaveLength(casesBefore + 1);

  const second = await startBrowser(profile);
  try {
    const { page } = second;
    await page.goto(site.pageUrl);
    // The device's key signs in: no question is asked twice.
    await expect(page.getByText('Welcome back')).toBeVisible();
    await chooseFiles(page, files);
    await expect(page.getByText('3 of 3 files received')).toBeVisible({ timeout: 60_000 });
    expect(await caseIds(site.staff)).toHaveLength(casesBefore + 1);

    const uploads = site.proxy.log.slice(sentBefore).filter(({ path }) => path.startsWith('/uploads'));
    const again = uploads.filter(movesFile);
    const resent = again.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
    expect(resent).toBeLessThan(size);
    expect(again[0]?.uploadOffset).toBeGreaterThan(0);
    // What HEAD answered is where each upload goes on.
    const offsets = new Map<string, number>();
    for (const { method, path, uploadOffset, answeredOffset } of uploads) {
      if (method === 'PATCH' && offsets.has(path)) expect(uploadOffset).toBe(offsets.get(path));
      if (answeredOffset !== null) offsets.set(path, answeredOffset);
    }
    const stored = storedUploads(site.backend).filter((path) => !storedBefore.includes(path));
    expect(digestsOf(stored)).toEqual(digestsOf(files));
  } finally {
    await second.kill();
    rmSync(profile, { recursive: true, force: true });
  }
});
