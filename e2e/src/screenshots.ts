/**
 * The pictures of the README, from the demo factory: `E2E_BASE=http://127.0.0.1:8420 npx tsx e2e/src/screenshots.ts`. Written to
 * docs/screenshots; look at them before committing.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, chromium } from 'playwright-core';
import { chromiumPath, flags } from './chromium.ts';
import { type Person, signInAt } from './person.ts';

const base = process.env['E2E_BASE'] ?? 'http://127.0.0.1:8420';
const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true };

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags });

async function picture(name: string, login: string, options: BrowserContextOptions, arrange: (person: Person) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: base, ...options });
  context.setDefaultTimeout(120_000);
  const person = await signInAt(await context.newPage(), login);
  await arrange(person);
  await person.page.waitForLoadState('networkidle');
  await person.page.mouse.move(700, 5);
  const file = join(folder, `${name}.png`);
  await person.page.screenshot({ path: file, animations: 'disabled' });
  await context.close();
  console.log(`${name}.png ${Math.ceil(statSync(file).size / 1024)} kB`);
}
/** A document of several lines of a list's view. */
async function openSome(person: Person, view: string): Promise<void> {
  await person.sheet().getByRole('tab', { name: view }).first().click();
  await person.sheet().getByRole('region').locator('tbody tr').filter({ has: person.page.locator('td', { hasText: / \+[3-9]$/ }) }).first().locator('a').first().click();
  await person.state();
  await person.sheet().getByRole('grid').waitFor();
}

try {
  await picture('books', 'zhouguoliang', desk, async (person) => {
    await person.open('库存管理', '仓库账 = 财务账');
    await person.says('账账相符');
    await person.sheet().locator('tbody tr.account button').nth(1).click();
    await person.sheet().locator('tbody tr.item').first().waitFor();
  });
  await picture('document', 'zhouguoliang', desk, async (person) => {
    await person.open('车间管理', '领料');
    await openSome(person, '全部');
    await person.ledgerLines();
  });
  await picture('list', 'shenjia', desk, async (person) => {
    await person.open('销售管理', '销售订单');
    await person.totals();
    await person.sheet().getByRole('region').locator('tbody tr').nth(2).click();
  });
  await picture('plan', 'chensiyuan', desk, async (person) => {
    await person.open('生产计划', 'MRP 工作台');
    const orders = person.sheet().getByRole('region', { name: '计划订单' }).locator('tbody tr');
    await person.sheet().getByText('已算').or(person.sheet().getByText('还没有计划')).first().waitFor();
    if (await person.sheet().getByText('还没有计划').count() > 0) await person.key('F9');
    // One that some customer's order asks for; others only fill up safety stock.
    const why = person.sheet().locator('section', { has: person.page.getByRole('heading', { name: '为什么有这张订单' }) }).getByRole('link').first();
    await orders.first().waitFor();
    for (let row = 0; row < await orders.count(); row += 1) {
      await orders.nth(row).click();
      if (await why.waitFor({ timeout: 3000 }).then(() => true, () => false)) break;
    }
    await why.waitFor();
  });
  await picture('phone', 'maguofu', phone, async (person) => {
    await person.page.getByRole('button', { name: '菜单' }).tap();
    const menu = person.page.getByRole('navigation', { name: '菜单' });
    await menu.getByRole('button', { name: '车间管理' }).tap();
    await menu.getByRole('link', { name: '生产任务单' }).tap();
    await person.sheet().getByRole('listitem').first().waitFor();
    await menu.waitFor({ state: 'hidden' });
  });
} finally {
  await browser.close();
}
