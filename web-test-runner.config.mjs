/** Element tests in a real browser: `npx web-test-runner` (browser from .ci/browser.mjs). */
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { BROWSER_ARGS, ensureBrowser } from './.ci/browser.mjs';

/** Test pages run side by side: the one behind must not be slowed down. */
const UNTHROTTLED = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

export default {
  // The longest first: last, it would run alone.
  files: ['test/elements/uploader.test.ts', 'test/elements/tracker.test.ts', 'test/elements/**/*.test.ts'],
  nodeResolve: { exportConditions: ['browser', 'production', 'default'] },
  concurrency: 2,
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: '60000' } },
  plugins: [
    esbuildPlugin({ ts: true, tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)) }),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: await ensureBrowser(), args: [...BROWSER_ARGS, ...UNTHROTTLED] },
      // A window of its own for each: a tab behind another is hidden, and a hidden page paints no frame.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    }),
  ],
};
