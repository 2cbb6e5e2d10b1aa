/**
 * Finds a Chromium for the tests: CHROME_PATH, one on the PATH, Playwright's own; as root on Debian installs the
 * package, elsewhere lets Playwright fetch one. Prints nothing when it finds one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags for a browser under test: as root there is no sandbox, and nothing may call home. */
export const BROWSER_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

async function find() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of NAMES) {
    const folder = folders.find((each) => existsSync(join(each, name)));
    if (folder) return join(folder, name);
  }
  return FIXED.find((path) => existsSync(path)) ?? (await playwrightBrowser());
}

function run(command, args) {
  console.log(`> ${command} ${args.join(' ')}`);
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

/** Path of a browser, found or installed. Throws with what to do when there is none to be had. */
export async function ensureBrowser() {
  const found = await find();
  if (found) return found;
  console.log('No Chromium found: installing one.');
  const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (debian) run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', 'chromium']);
  else run('npx', ['playwright', 'install', 'chromium']);
  const installed = await find();
  if (!installed)
    throw new Error('No Chromium to be had. Install Chromium or Chrome, or set CHROME_PATH to one.');
  return installed;
}
