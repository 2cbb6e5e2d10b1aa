/** Every story renders, says nothing on the console and has no axe violation. The longest, so it comes first. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base } from '@playwright/test';
import { serveFolder } from '../../examples/static-server.mjs';
import { consoleOf, expect, expectAccessible } from './support.js';

interface Story {
  id: string;
  /** Path of its file, from the root: `./stories/…`. */
  importPath: string;
}

const FILES = readdirSync('stories')
  .filter((name) => name.endsWith('.stories.ts'))
  .map((name) => `./stories/${name}`);

const test = base.extend<object, { book: { url: string; stories: Story[] } }>({
  book: [
    async ({}, use) => {
      const out = mkdtempSync(join(tmpdir(), 'so-stories-'));
      execFileSync('node_modules/.bin/storybook', ['build', '--quiet', '-o', out], {
        stdio: 'ignore',
        env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' },
      });
      const server = await serveFolder({
        folder: pathToFileURL(`${out}/`),
        fallback: pathToFileURL('node_modules/axe-core/'),
        // A page for each story, all of the same scripts: read and compiled once.
        headers: { 'Cache-Control': 'max-age=3600, immutable' },
      });
      const { entries } = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')) as {
        entries: Record<string, Story & { type: string }>;
      };
      const stories = Object.values(entries).filter(({ type }) => type === 'story');
      await use({ url: server.url, stories });
      server.close();
      rmSync(out, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

test('every story of Storybook is looked at', ({ book }) => {
  expect(book.stories.length).toBeGreaterThan(30);
  for (const { importPath } of book.stories) expect(FILES).toContain(importPath);
});

for (const file of FILES)
  test(`every story of ${file} shows what it is about`, async ({ page, book }) => {
    test.setTimeout(300_000);
    const stories = book.stories.filter(({ importPath }) => importPath === file);
    expect(stories.length).toBeGreaterThan(0);
    const said = consoleOf(page);
    for (const { id } of stories) {
      await test.step(id, async () => {
        await page.goto(`${book.url}/iframe.html?id=${id}&viewMode=story&globals=a11y.manual:!true`);
        await expect(page.locator('body.sb-show-main')).toBeAttached();
        const element = page
          .locator('#storybook-root')
          .locator(
            'so-intake, so-eligibility-checklist, so-document-uploader, so-case-status-tracker, so-picked-story',
          )
          .first();
        await expect(
          element.locator(':is(h1, h2, h3, h4, p, summary, .skeleton):visible').first(),
        ).toBeVisible();
        await expectAccessible(page, '#storybook-root', { url: `${book.url}/axe.min.js` });
      });
    }
    // The one line for the site's developer that some stories are about.
    expect(
      said.filter((text) => !/^error: (\[second-opinion-intake\]|<so-)|favicon.ico$/.test(text)),
    ).toEqual([]);
  });
