/**
 * One Chromium per file, one context per person, so that people sit side by side with their own sessions. Whatever the page throws,
 * whatever it prints as an error and every answer of 500 and above fails the test it happened in. A failed test leaves pictures.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { chromiumPath, flags } from './chromium.ts';
import { patience } from './person.ts';

const pictures = fileURLToPath(new URL('../../test-results', import.meta.url));
let browser: Browser | undefined;
const opened = new Map<string, Page>();
const faults: string[] = [];

/** A page in a context of its own: nobody else's cookies, tabs or drafts. */
export async function openBrowserPage(who: string, base: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= await chromium.launch({ executablePath: chromiumPath(), args: flags });
  // Business days are China's, as the server counts them.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: base, acceptDownloads: true, ...options });
  context.setDefaultTimeout(patience);
  // Other PCs and phones of a factory come over http, where a browser has none of this.
  await context.addInitScript(() => void Reflect.deleteProperty(Crypto.prototype, 'randomUUID'));
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${who}: ${error.message}`));
  page.on('console', (message) => {
    // A refusal (4xx) is an answer, and a story may cut the line; the browser calls both an error.
    if (message.type() === 'error' && !/status of 4\d\d|net::ERR_FAILED/.test(message.text())) faults.push(`${who}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${who}: ${response.status()} ${response.url()}`);
  });
  opened.set(who, page);
  return page;
}

export async function closeBrowser(): Promise<void> {
  opened.clear();
  await browser?.close();
  browser = undefined;
}

/** Called by every story file once. */
export function watchFaults(): void {
  afterEach(async ({ task }) => {
    const found = faults.splice(0);
    if (task.result?.state === 'fail' || found.length > 0) await photograph(task.name);
    if (found.length > 0) throw new Error(`The page reported errors:\n${found.join('\n')}`);
  });
  afterAll(closeBrowser);
}

async function photograph(name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const [who, page] of opened) {
    if (page.isClosed()) continue;
    await page.screenshot({ path: join(pictures, `${name.replace(/[\\/:*?"<>|\s]+/g, '-').slice(0, 60)} ${who}.png`) }).catch(() => undefined);
  }
}
