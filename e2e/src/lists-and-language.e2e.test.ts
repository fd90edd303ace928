/**
 * 列表与界面: what everybody does all day: find by the initials of a name, narrow down, read totals, take the list to Excel and bring one in,
 * work in English or in the dark, come back after a reload, look something up on a phone.
 */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Download } from 'playwright-core';
import { describe, expect } from 'vitest';
import { command, idOf, newMark } from './factory-fixture.ts';
import type { Person } from './person.ts';
import { until } from './person.ts';
import { dayIn, signIn, soon, tellStory } from './story.ts';

const { at, step } = tellStory();

async function sheetOf(download: Download): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(await download.path())) as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('the workbook is empty');
  return sheet;
}
async function download(person: Person, press: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([person.page.waitForEvent('download'), press()]);
  return file;
}
/** The list's own count: "共 12 行". */
async function rowCount(person: Person): Promise<number> {
  return Number(/共 (\d+) 行/.exec(await person.says(/^共 \d+ 行/))?.[1]);
}

describe('列表与界面', () => {
  step('供应部经理的首页：待审核的采购订单，点开正好那几张', async () => {
    // Whether the demo factory leaves one waiting depends on the day of the week.
    const lu = await at('luwenbin');
    const [supplier, item] = [await idOf(lu, 'purchasing/supplier', ''), await idOf(lu, 'engineering/item', '钢板')];
    await command(lu, 'purchasing/purchase-order.save', { supplier, day: dayIn(0), lines: [{ item, quantity: '1', priceWithTax: '113', taxRate: '0.13', dueDay: dayIn(10), note: '' }] });
    const xu = await at('xuhaiyan');
    const row = xu.sheet().getByRole('region', { name: '待我处理' }).getByRole('listitem').filter({ hasText: '采购订单待审核' });
    await row.waitFor();
    const waiting = Number(/(\d+) 张/.exec(await row.innerText())?.[1]);
    expect(waiting).toBeGreaterThan(0);
    await row.getByRole('link').click();
    await xu.title('采购订单');
    await until(async () => (await rowCount(xu)) === waiting, async () => `the home page says ${waiting}, the list ${await rowCount(xu)}`);
  });

  step('物料：拼音首字母查找，再加条件', async () => {
    const tang = await at('tanglei');
    await tang.open('工程数据', '物料');
    const all = await rowCount(tang);
    expect(all).toBeGreaterThan(500);
    await tang.search('dkg');
    const rows = tang.sheet().getByRole('region', { name: '物料' }).locator('tbody tr');
    await until(async () => (await rowCount(tang)) < all, async () => 'the search found everything');
    for (const row of await rows.allInnerTexts()) if (row.trim() !== '') expect(row).toMatch(/电控柜|DKG/i);
    await tang.search('');
    await until(async () => (await rowCount(tang)) === all, async () => 'not everything came back');
    await tang.press('条件');
    await tang.page.getByRole('menuitem', { name: '类别' }).click();
    await tang.page.getByLabel('模具').check();
    await tang.page.getByRole('button', { name: '加上' }).click();
    await tang.says('类别 属于 模具');
    await until(async () => (await rowCount(tang)) < all, async () => 'the condition narrowed nothing');
    for (const row of await rows.allInnerTexts()) if (row.trim() !== '') expect(row).toContain('模具');
  });

  step('筛选后的物料导出成 Excel，行数一致', async () => {
    const tang = await at('tanglei');
    const shown = await rowCount(tang);
    const sheet = await sheetOf(await download(tang, () => tang.press(`导出 ${shown} 行`)));
    const codes = sheet.getColumn(1).values.filter((value) => typeof value === 'string');
    expect(codes.length - 1).toBe(shown);
  });

  step('销售订单：合计等于各行之和', async () => {
    const tang = await at('tanglei');
    await tang.open('销售管理', '销售订单');
    await tang.sheet().getByRole('tab', { name: /^逾期未交|^执行中/ }).first().click();
    const region = tang.sheet().getByRole('region', { name: '销售订单' });
    const titles = (await region.locator('thead th').allInnerTexts()).map((title) => title.trim());
    const column = titles.indexOf('价税合计');
    const cents = (text: string): number => Math.round(Number(text.replaceAll(',', '')) * 100);
    const seen = new Map<string, number>();
    // Only the rows in view are drawn; scroll until all were seen. The view's rows may come after its tab is marked: begin again then.
    let shown = 0;
    await until(async () => {
      const counted = await rowCount(tang);
      if (counted !== shown) {
        seen.clear();
        shown = counted;
        await region.evaluate((element) => element.scrollTo(0, 0));
      }
      for (const row of await region.locator('tbody tr:has(a)').all()) {
        const cells = await row.locator('td').allInnerTexts();
        seen.set(cells.join('|'), cents(cells[column] ?? ''));
      }
      await region.evaluate((element) => element.scrollBy(0, element.clientHeight / 2));
      return seen.size >= shown;
    }, async () => `${seen.size} of ${shown} rows were seen`);
    expect(shown).toBeLessThanOrEqual(100);
    const total = cents((await region.locator('tfoot td').allInnerTexts())[column] ?? '');
    expect([...seen.values()].reduce((sum, value) => sum + value, 0)).toBe(total);
  });

  step('视图：条件存为共享视图，同事打开列表就能用；自己的只有自己看得到', async () => {
    const xu = await at('xuhaiyan');
    const name = `逾期${newMark()}`;
    await xu.open('供应管理', '采购订单');
    await xu.sheet().getByRole('tab', { name: /^逾期未到/ }).click();
    await xu.press('存为视图');
    const dialog = xu.page.getByRole('dialog', { name: '存为视图' });
    await dialog.getByLabel('视图名称').fill(name);
    const sharing = dialog.getByRole('checkbox', { name: /共享/ });
    await sharing.click();
    await expect.poll(() => sharing.isChecked(), soon).toBe(true);
    await dialog.getByRole('button', { name: /^保\s?存$/ }).click();
    await xu.sheet().getByRole('tab', { name: new RegExp(`^${name}`), selected: true }).waitFor();
    const counted = await rowCount(xu);
    const lu = await at('luwenbin');
    await lu.open('供应管理', '采购订单');
    await lu.sheet().getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await until(async () => (await rowCount(lu)) === counted, async () => `the colleague sees ${await rowCount(lu)}, not ${counted}`);
    await lu.press('存为视图');
    expect(await lu.page.getByRole('dialog', { name: '存为视图' }).getByRole('checkbox', { name: /共享/ }).isDisabled()).toBe(true);
    await lu.key('Escape');
  });

  step('引入计量单位：模板、试算报出第几行哪一列、改正后引入', async () => {
    const tang = await at('tanglei');
    const mark = newMark();
    await tang.open('企业管理', '计量单位');
    const before = await rowCount(tang);
    await tang.press('引入');
    const dialog = tang.page.getByRole('dialog');
    const template = await download(tang, () => dialog.getByRole('button', { name: '下载模板' }).click());
    const sheet = await sheetOf(template);
    // Row 1 names the columns, required ones with a star; row 2 explains them; people fill in from row 3.
    const titles = (sheet.getRow(1).values as unknown[]).map((value) => String(value ?? '').replace('*', ''));
    const fill = async (decimals: string | number): Promise<Buffer> => {
      for (const [row, name, places] of [[3, '演练箱', 0], [4, '演练桶', decimals]] as const) {
        const line = sheet.getRow(row);
        line.getCell(titles.indexOf('编码')).value = `${mark}${row}`;
        line.getCell(titles.indexOf('名称')).value = name;
        line.getCell(titles.indexOf('小数位')).value = places;
      }
      return Buffer.from(await sheet.workbook.xlsx.writeBuffer());
    };
    const choose = async (buffer: Buffer) => dialog.locator('input[type=file]').setInputFiles({ name: '计量单位.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer });
    await choose(await fill('两位'));
    const refusal = dialog.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toMatch(/第 4 行/);
    expect(await refusal.innerText()).toContain('小数位');
    expect(await dialog.getByRole('button', { name: /^引\s?入$/ }).getAttribute('aria-disabled')).toBe('true');
    await choose(await fill(2));
    await dialog.getByText('检查通过').waitFor();
    // The check kept nothing.
    expect(Number((await tang.call('queries', 'foundation/unit.list', {})).body['total'])).toBe(before);
    await dialog.getByRole('button', { name: /^引\s?入$/ }).click();
    await dialog.getByText('已引入').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await until(async () => (await rowCount(tang)) === before + 2, async () => 'the imported rows are not in the list');
  });

  step('别的系统导出的文件：指定列、回答问题、引入、整批撤销；下次记得', async () => {
    const tang = await at('tanglei');
    const mark = newMark();
    await tang.open('企业管理', '计量单位');
    const before = await rowCount(tang);
    await tang.press('引入');
    const dialog = tang.page.getByRole('dialog');
    // Tabs, a title above, headings nobody knows (they carry the mark, so that this source is new), the same row twice.
    const file = (code: string) => Buffer.from(`单位档案\n代号${mark}\t叫法${mark}\t颜色\n${code}\t演练捆\t红\n${code}\t演练捆\t红\n`);
    const choose = (code: string) => dialog.locator('input[type=file]').setInputFiles({ name: '单位.txt', mimeType: 'text/plain', buffer: file(code) });
    await choose(`${mark}A`);
    await dialog.getByText('还没有对应的必填列：编码、名称').waitFor();
    await dialog.getByText(`${mark}A · ${mark}A`).waitFor();
    for (const [column, field] of [['A', '* 编码'], ['B', '* 名称'], ['C', '不引入']] as const) {
      await dialog.getByLabel(`${column} 列对应字段`).click();
      await tang.page.locator('.ant-select-dropdown:visible').getByText(field, { exact: true }).last().click();
      await tang.page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
    }
    await dialog.getByRole('button', { name: /^检\s?查$/ }).click();
    await dialog.getByLabel('每组只引入一行').check();
    await dialog.getByRole('button', { name: /^检\s?查$/ }).click();
    await dialog.getByText('检查通过').waitFor();
    await dialog.getByRole('button', { name: /^引\s?入$/ }).click();
    await dialog.getByText('已引入').waitFor();
    expect(Number((await tang.call('queries', 'foundation/unit.list', {})).body['total'])).toBe(before + 1);
    await dialog.getByRole('button', { name: '撤销本次引入' }).click();
    await dialog.getByRole('button', { name: /^撤\s?销$/ }).click();
    await dialog.getByText('资料恢复为引入之前').waitFor();
    expect(Number((await tang.call('queries', 'foundation/unit.list', {})).body['total'])).toBe(before);
    // The same headings again: nothing is left to say.
    await choose(`${mark}B`);
    await dialog.getByText('检查通过').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
  });

  step('中文、英文随时换；深色', async () => {
    const tang = await at('tanglei');
    await tang.page.getByRole('button', { name: '切换语言' }).click();
    await tang.title(/^Unit/);
    await tang.page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Departments' }).waitFor();
    await tang.page.getByRole('button', { name: 'Switch language' }).click();
    await tang.title('计量单位');
    await tang.page.locator('header').getByRole('button', { name: /唐磊/ }).click();
    await tang.page.getByRole('menuitem', { name: '深色' }).click();
    const theme = () => tang.page.evaluate(() => [document.documentElement.dataset['theme'], getComputedStyle(document.body).backgroundColor] as const);
    await until(async () => (await theme())[0] === 'dark', async () => 'it stayed light');
    const [, background] = await theme();
    expect(/rgb\((\d+)/.exec(background)?.[1]).toSatisfy((red) => Number(red) < 60);
  });

  step('F1：这一页做什么、单据有哪些状态、我能做什么；页面照常用，换页跟着换', async () => {
    const lu = await at('luwenbin');
    await lu.open('供应管理', '采购订单');
    await lu.key('F1');
    const help = lu.page.getByRole('complementary', { name: '帮助' });
    await help.getByText('审核后才能收货').waitFor();
    expect((await help.locator('dl > div', { hasText: /^审核/ }).innerText()).replace(/\s+/g, ' ')).toMatch(/审核 ?F8 草稿时（您的岗位没有这项权限）/);
    await lu.search('PO-');
    await lu.open('供应管理', '供应商');
    await help.getByText('供应商档案').waitFor();
    await lu.key('F1');
    await help.waitFor({ state: 'detached' });
  });

  step('页签在刷新后还在，深色也记得', async () => {
    const tang = await at('tanglei');
    const tabs = () => tang.page.getByRole('tablist', { name: '已打开的页面' }).getByRole('tab').allInnerTexts();
    const before = await tabs();
    expect(before.length).toBeGreaterThanOrEqual(4);
    await tang.page.reload();
    await tang.title('计量单位');
    expect(await tabs()).toEqual(before);
    expect(await tang.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });

  step('Ctrl K 打完就回车，打开的是打完的那一张；登录在编辑中过期，最后一格也不丢', async () => {
    const lin = await at('linxiao');
    const { body } = await lin.call('queries', 'sales/sales-order.list', { limit: 50, filter: [{ field: 'state', operator: 'is', value: 'draft' }] });
    const order = (body['rows'] as { number: string }[]).at(-1)?.number ?? '';
    await lin.key('Control+k');
    await lin.page.getByRole('dialog').getByLabel('查找').waitFor();
    await lin.page.keyboard.type(order);
    await lin.key('Enter');
    await lin.title(order);
    await lin.page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
    await lin.setCell(1, '备注', '最后一格');
    await lin.key('Control+s');
    await lin.page.getByLabel('密码').waitFor();
    await lin.page.getByLabel('工号').fill('linxiao');
    await lin.page.getByLabel('密码').fill('millwright');
    await lin.key('Enter');
    await lin.page.getByLabel('密码').waitFor({ state: 'detached' });
    await until(async () => (await lin.cell(1, '备注')) === '最后一格', async () => `the cell says ${await lin.cell(1, '备注')}`);
    await lin.key('Control+s');
    await lin.state('草稿');
    // A dialog half filled in stays as well.
    const tang = await at('tanglei');
    await tang.open('企业管理', '原因代码');
    await tang.key('F2');
    const sheet = tang.page.getByRole('dialog');
    await sheet.getByLabel('名称').fill('半张表');
    await tang.page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
    await sheet.getByLabel('编码').fill(`YL${newMark()}`);
    await sheet.getByLabel('用途').selectOption({ label: '返工' });
    await sheet.getByRole('button', { name: /^保\s?存/ }).last().click();
    await tang.page.getByLabel('密码').waitFor();
    await tang.key('Escape');
    await tang.key('Escape');
    await tang.page.getByLabel('工号').fill('tanglei');
    await tang.page.getByLabel('密码').fill('millwright');
    await tang.key('Enter');
    await tang.page.getByLabel('密码').waitFor({ state: 'detached' });
    expect(await sheet.getByLabel('名称').inputValue()).toBe('半张表');
    await sheet.getByRole('button', { name: /^保\s?存/ }).last().click();
    await sheet.waitFor({ state: 'detached' });
  });

  step('保存的答复丢了，改过再保存，或者刷新后再保存：都只有一张单', async () => {
    const lin = await at('linxiao');
    const [customer, item, mark] = [await idOf(lin, 'sales/customer', ''), await idOf(lin, 'engineering/item', '柜'), newMark()];
    const proposed = await command(lin, 'sales/sales-order.save', { customer, day: dayIn(0), customerOrder: mark, lines: [{ item, quantity: '1', priceWithTax: '113', taxRate: '0.13', dueDay: dayIn(10), note: '' }] });
    const found = async (): Promise<number> => ((await lin.call('queries', 'sales/sales-order.list', { limit: 50, filter: [{ field: 'customerOrder', operator: 'contains', value: mark }] })).body['rows'] as unknown[]).length;
    /** The server has done it; nobody hears. */
    const loseNextAnswer = () => lin.page.route('**/api/commands/sales/sales-order.save', async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    const reload = async () => {
      await lin.page.reload();
      await lin.notice(/已恢复/);
    };
    for (const [round, again] of [() => lin.setCell(1, '备注', '改过'), reload, async () => undefined].entries()) {
      await lin.page.goto(`/sales/sales-order/new?copy=${String(proposed['id'])}`);
      await lin.cell(1, '备注');
      await loseNextAnswer();
      await lin.key('Control+s');
      await lin.notice(/连不上服务器/);
      expect(await found()).toBe(round + 2);
      await again();
      await lin.key('Control+s');
      await lin.state('草稿');
      expect(await found()).toBe(round + 2);
    }
  });

  step('手机 390 px：首页、列表、单据都不用左右拖', async () => {
    const he = await signIn('heli', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const overflow = () => he.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await he.page.getByRole('button', { name: '菜单' }).tap();
    const menu = he.page.getByRole('navigation', { name: '菜单' });
    await menu.getByRole('button', { name: '供应管理' }).tap();
    await menu.getByRole('link', { name: '采购入库' }).tap();
    const card = he.sheet().getByRole('list', { name: '采购入库单' }).getByRole('listitem').first();
    await card.waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await card.tap();
    await he.state();
    await he.sheet().getByRole('list', { name: '明细' }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
