/**
 * `npm run pictures -- http://localhost:8080`: a picture of every kind of page, wide and at a phone's width, from a running demo factory into
 * docs/screenshots. Taken again when the look changes, so that the gallery shows the product and not a memory of it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { chromiumPath, flags } from './chromium.ts';

type Kind = {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** Nobody: the sign-in page. */
  readonly who?: string;
  readonly path: string;
  /** What a person does on it before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
  readonly dark?: boolean;
  readonly english?: boolean;
};
const sheet = (page: Page) => page.locator('main.mw-page:visible');
const firstRow = async (page: Page) => {
  await sheet(page).locator('tbody tr a, [role="listitem"] a').first().click();
  await page.waitForTimeout(1_500);
};
/** A document of several lines shows more of the grid. */
const someLines = async (page: Page) => {
  const several = sheet(page).locator('tbody tr').filter({ has: page.locator('td', { hasText: / \+[3-9]$/ }) }).first().locator('a').first();
  if (await several.count() > 0) await several.click();
  else await firstRow(page);
  await page.waitForTimeout(1_500);
};
const clicking = (selector: string, nth = 0) => async (page: Page) => {
  const target = sheet(page).locator(selector).nth(nth);
  if (await target.count() > 0) await target.click();
};
const pressing = (key: string, typed = '') => async (page: Page) => {
  await page.keyboard.press(key);
  await page.waitForTimeout(500);
  if (typed) await page.keyboard.type(typed);
};
const kinds: readonly Kind[] = [
  { name: 'sign-in', zh: '登录', en: 'Sign-in', path: '/' },
  { name: 'home', zh: '首页：采购主管', en: 'Home of a purchasing manager', who: 'xuhaiyan', path: '/' },
  { name: 'list', zh: '列表', en: 'List', who: 'tanglei', path: '/sales/sales-order', act: clicking('tbody tr', 2) },
  { name: 'document', zh: '单据：明细、联查、历史、账行', en: 'Document with lines, trace, history and ledger lines', who: 'tanglei', path: '/shopfloor/material-issue', act: someLines },
  { name: 'help', zh: '单据旁的帮助', en: 'Help beside a document', who: 'xuhaiyan', path: '/purchasing/purchase-order', act: async (page) => { await firstRow(page); await pressing('F1')(page); } },
  { name: 'master', zh: '档案', en: 'Masters', who: 'gaojianmin', path: '/engineering/item' },
  { name: 'party', zh: '供应商', en: 'Supplier', who: 'xuhaiyan', path: '/purchasing/supplier', act: firstRow },
  { name: 'plan', zh: 'MRP 工作台', en: 'MRP workbench', who: 'chensiyuan', path: '/planning/mrp', act: async (page) => { if (await page.getByText('还没有计划').count() > 0) { await page.keyboard.press('F9'); await page.waitForTimeout(8_000); } await clicking('section[aria-label] tbody tr, tbody tr', 1)(page); } },
  { name: 'tree', zh: '物料清单多级展开', en: 'Explosion of a bill', who: 'gaojianmin', path: '/engineering/bom', act: firstRow },
  { name: 'work-order', zh: '生产任务单', en: 'Work order', who: 'maguofu', path: '/shopfloor/work-order', act: firstRow },
  { name: 'stock', zh: '现存量', en: 'Stock on hand', who: 'heli', path: '/inventory/stock' },
  { name: 'books', zh: '仓库账 = 财务账', en: 'Warehouse book = finance book', who: 'zhouguoliang', path: '/inventory/books', act: clicking('tbody tr.account button', 1) },
  { name: 'voucher', zh: '记账凭证', en: 'Voucher', who: 'zhouguoliang', path: '/ledger/voucher', act: firstRow },
  { name: 'trial-balance', zh: '科目余额表', en: 'Trial balance', who: 'zhouguoliang', path: '/ledger/trial-balance' },
  { name: 'period', zh: '期末结账', en: 'Period close', who: 'zhouguoliang', path: '/ledger/period' },
  { name: 'ageing', zh: '应收账龄', en: 'Receivables ageing', who: 'hejingyi', path: '/finance/receivable-ageing' },
  { name: 'calendar', zh: '工作日历', en: 'Working calendar', who: 'tanglei', path: '/foundation/calendar' },
  { name: 'users', zh: '用户', en: 'Users', who: 'tanglei', path: '/access/user' },
  { name: 'company', zh: '账套：备份与恢复', en: 'Companies: backup and restore', who: 'tanglei', path: '/foundation/company' },
  { name: 'palette', zh: 'Ctrl K：页面、单号、物料、往来单位', en: 'Ctrl K', who: 'tanglei', path: '/', act: pressing('Control+k', 'dkg') },
  { name: 'print', zh: '打印预览', en: 'Print preview', who: 'tanglei', path: '/sales/delivery', act: async (page) => { await firstRow(page); await pressing('Control+p')(page); await page.waitForTimeout(1_500); } },
  { name: 'dark', zh: '深色', en: 'Dark', who: 'tanglei', path: '/purchasing/purchase-order', act: firstRow, dark: true },
  { name: 'english', zh: '英文界面', en: 'In English', who: 'tanglei', path: '/sales/sales-order', act: firstRow, english: true },
];
const widths = [['wide', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]] as const;

const [base = 'http://localhost:8080', ...only] = process.argv.slice(2);
const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags });
for (const kind of kinds.filter(({ name }) => only.length === 0 || only.includes(name))) {
  for (const [width, viewport] of widths) {
    const context = await browser.newContext({ viewport, baseURL: base, timezoneId: 'Asia/Shanghai', locale: kind.english ? 'en-US' : 'zh-CN', colorScheme: kind.dark ? 'dark' : 'light' });
    if (kind.who) await context.request.post('/api/session', { data: { login: kind.who, password: 'millwright' } });
    if (kind.dark) await context.addInitScript(() => localStorage.setItem('mw-brightness', 'system'));
    const page = await context.newPage();
    await page.goto(kind.path);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(1_000);
    await kind.act?.(page);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: join(folder, `${kind.name}-${width}.png`) });
    await context.close();
  }
  console.log(kind.name);
}
await browser.close();

const row = ({ name, zh, en }: Kind) => `| ${zh}<br>${en} | ![${en}](${name}-wide.png) | ![${en}](${name}-phone.png) |`;
writeFileSync(join(folder, 'README.md'), `# 匠造 Millwright\n\n\`npm run pictures -- http://localhost:8080\` takes these from a running demo factory.\n\n| | 电脑 Wide | 手机 Phone |\n|---|---|---|\n${kinds.map(row).join('\n')}\n`);
