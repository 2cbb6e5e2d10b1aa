/** A browser that can be killed like a real one: a process of its own, on a profile that stays. */
import { spawn } from 'node:child_process';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { BROWSER_ARGS, ensureBrowser } from '../../.ci/browser.mjs';

export interface BrowserProcess {
  context: BrowserContext;
  page: Page;
  /** `kill -9`: nothing is written, nothing is said goodbye to. */
  kill(): Promise<void>;
}

export async function startBrowser(profile: string): Promise<BrowserProcess> {
  const child = spawn(
    await ensureBrowser(),
    ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...BROWSER_ARGS, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', () => reject(new Error('the browser ended before it was ready')));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no context');
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    kill: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // The whole group: renderers and the network process too.
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
      await browser.close().catch(() => undefined);
    },
  };
}
