/** Both content security policies of the README hold with an upload and its worker running. */
import { serveFolder } from '../../examples/static-server.mjs';
import { startBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { caseIds, consoleOf, expect, test } from './support.js';
import { chooseFiles, submit, toDocuments } from './steps.js';

interface Setup {
  name: string;
  /** Where the script comes from. */
  script: 'own' | 'cdn';
  policy: (script: string, backend: string) => string;
  /** The policy lets the report be read in place. */
  frames: boolean;
}

const setups: Setup[] = [
  {
    name: 'self-hosted',
    script: 'own',
    policy: (_script, backend) =>
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${backend}; worker-src 'self'; img-src 'self' blob:`,
    frames: false,
  },
  {
    name: 'from a CDN with Trusted Types',
    script: 'cdn',
    policy: (script, backend) =>
      `default-src 'none'; script-src ${script}; style-src 'self'; connect-src ${backend}; worker-src blob:; img-src 'self' blob:; frame-src blob:; require-trusted-types-for 'script'; trusted-types lit-html second-opinion-intake`,
    frames: true,
  },
];

for (const { name, script, policy, frames } of setups) {
  test(`no violation under the policy ${name}`, async ({ page, site }) => {
    const said = consoleOf(page);
    // The origin must be known before the policy that names the backend is.
    const probe = await serveFolder({ folder: new URL('../../dist/cdn/', import.meta.url) });
    probe.close();
    const backend = await startBackend({ allowedOrigins: [probe.url] });
    const scriptUrl = script === 'own' ? probe.url : site.scriptUrl;
    const host = await serveFolder({
      folder: new URL('./csp-site/', import.meta.url),
      port: probe.port,
      fallback: new URL('../../dist/cdn/', import.meta.url),
      substitutions: { script: scriptUrl, backend: backend.url },
      headers: { 'Content-Security-Policy': policy(site.scriptUrl, backend.url) },
    });
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url()));
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { violations: seen });
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    try {
      await page.goto(host.url);
      await toDocuments(page);
      await chooseFiles(page, site.disc.files.slice(0, 2));
      await expect(page.getByText('2 of 2 files received')).toBeVisible();
      await expect(page.getByAltText(/Picture from the middle of this exam/)).toBeVisible();
      // The work was done in workers, not in a fallback: one reads, one takes digests, one makes the picture.
      expect(workers).toHaveLength(3);
      const violations = () =>
        page.evaluate(() => (window as unknown as { violations: string[] }).violations);
      expect(await violations()).toEqual([]);
      expect(said).toEqual([]);

      await submit(page);
      const staff = await Staff.signIn(backend.staffUrl);
      const [caseId = ''] = await caseIds(staff);
      await staff.release(caseId);
      await page.getByRole('button', { name: 'Read it here' }).click();
      if (frames) {
        await expect(page.getByTitle('The report as a PDF')).toBeVisible();
        expect(await violations()).toEqual([]);
        expect(said).toEqual([]);
      } else {
        await expect(
          page.getByRole('paragraph').filter({ hasText: 'It can’t be shown on this page.' }),
        ).toBeVisible();
        await expect(page.getByTitle('The report as a PDF')).toHaveCount(0);
        // One of the browser, none of ours; and the report can be had all the same.
        expect(await violations()).toEqual(['frame-src blob ']);
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Download the report' }).click();
        expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
      }
    } finally {
      host.close();
      await backend.stop();
    }
  });
}
