/** Journeys in a real browser against the reference backend; page, script and backend each on an origin of its own. */
import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, ensureBrowser } from '../../.ci/browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  // Each file has a backend of its own; two cores carry two of them.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    // Traces and videos would hold what patients type.
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    locale: 'en-US',
    launchOptions: { executablePath: await ensureBrowser(), args: BROWSER_ARGS },
  },
});
