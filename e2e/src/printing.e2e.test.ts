/**
 * 打印: the preview is the paper. A delivery note as its customer signs it, an order of 60 lines over several pages with head and column
 * titles on each, a voucher, documents in bulk, labels. The PDF is made by the browser from the same preview.
 */
import { describe, expect } from 'vitest';
import { command, idOf } from './factory-fixture.ts';
import { type Person, until } from './person.ts';
import { dayIn, tellStory } from './story.ts';

const { at, step } = tellStory();
/** Of carbon paper, A4 and labels alike: what is on the screen while the preview is open. */
const preview = (person: Person) => person.page.getByRole('dialog', { name: /^打印预览/ });
const sheets = (person: Person) => preview(person).locator('.mw-paper:not(.measured)');
/** Pages of the PDF and their size in millimetres. */
async function pdf(person: Person): Promise<{ pages: number; size: string }> {
  const file = (await person.page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width = '0', height = '0'] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(file) ?? [];
  const millimetres = (points: string) => Math.round((Number(points) * 25.4) / 72);
  return { pages: [...file.matchAll(/\/Type\s*\/Page\b/g)].length, size: `${millimetres(width)}×${millimetres(height)}` };
}
async function selectRows(person: Person, count: number): Promise<void> {
  const boxes = person.sheet().getByRole('checkbox', { name: '选择此行' });
  for (let row = 0; row < count; row += 1) await boxes.nth(row).click();
}

describe('打印', () => {
  step('送货单：Ctrl P 预览，抬头、客户、明细、签收栏、二维码；纸张换成 A5 后记得', async () => {
    const he = await at('heli');
    await he.open('销售管理', '发货单');
    await he.sheet().getByRole('region').locator('tbody tr a').first().click();
    const number = await he.number();
    const customer = await he.value('客户');
    const lines = await he.lineCount();
    await he.key('Control+p');
    await sheets(he).first().waitFor();
    const paper = await sheets(he).first().innerText();
    for (const part of ['送货单', number, '实发数量', '合计', '收货人（签章）', '第 1 页 共 1 页']) expect(paper).toContain(part);
    expect(customer).toContain(/客户：?\s*(\S+)/.exec(paper)?.[1]);
    expect(await sheets(he).locator('tbody tr').count()).toBe(lines);
    expect(await sheets(he).first().getByRole('img').first().getAttribute('aria-label')).toBe(he.page.url());
    expect(await pdf(he)).toEqual({ pages: 1, size: '241×140' });
    await preview(he).getByRole('radio', { name: 'A5' }).click();
    await preview(he).getByRole('radio', { name: '横向' }).click();
    await until(async () => (await pdf(he)).size === '210×148', async () => 'the paper is not A5 landscape');
    await he.key('Escape');
    await preview(he).waitFor({ state: 'detached' });
    await he.pressMore('打印');
    await preview(he).getByRole('radio', { name: 'A5', checked: true }).waitFor();
    await preview(he).getByRole('radio', { name: '三联 241×140' }).click();
    await he.key('Escape');
  });

  step('打印模板：公司抬头和本单据的栏目边改边看，保存后别人打印也这样', async () => {
    const zhou = await at('zhouguoliang');
    await zhou.open('供应管理', '采购订单');
    await zhou.sheet().getByRole('region').locator('tbody tr a').first().click();
    await zhou.pressMore('打印');
    await preview(zhou).getByRole('button', { name: '模板' }).click();
    const editor = preview(zhou).getByRole('complementary', { name: '打印模板' });
    await editor.getByLabel('公司名下方').fill('宁波市鄞州区工业园 88 号');
    await editor.getByLabel('标题').fill('采购合同');
    await editor.getByLabel('签字栏').fill('采购员\n供方（盖章）');
    await editor.getByLabel('税率').uncheck();
    const paper = async () => sheets(zhou).first().innerText();
    await until(async () => (await paper()).includes('采购合同'), paper);
    for (const part of ['宁波市鄞州区工业园 88 号', '供方（盖章）']) expect(await paper()).toContain(part);
    expect(await sheets(zhou).first().locator('th').allInnerTexts()).not.toContain('税率');
    await editor.getByRole('button', { name: '保存模板' }).click();
    await editor.getByRole('button', { name: '收起' }).click();
    await zhou.key('Escape');
    const lu = await at('luwenbin');
    await lu.open('供应管理', '采购订单');
    await lu.sheet().getByRole('region').locator('tbody tr a').first().click();
    await lu.pressMore('打印');
    await sheets(lu).first().waitFor();
    await until(async () => (await sheets(lu).first().innerText()).includes('采购合同'), async () => 'the template is not on others\' paper');
    await lu.key('Escape');
  });

  step('60 行的销售订单：每页都有抬头和列名，合计和大写只在最后一页', async () => {
    const lin = await at('linxiao');
    const [customer, item] = [await idOf(lin, 'sales/customer', ''), await idOf(lin, 'engineering/item', '机柜')];
    const lines = Array.from({ length: 60 }, (_, index) => ({ item, quantity: String(index + 1), priceWithTax: '113', taxRate: '0.13', dueDay: dayIn(30), note: index === 30 ? '这一行的备注很长：出货前请与客户确认颜色、包装方式和到货时间，并随货附上检验报告与合格证。' : '' }));
    const order = await command(lin, 'sales/sales-order.save', { customer, day: dayIn(0), lines });
    await lin.openDocument('销售管理', '销售订单', order.number);
    await lin.pressMore('打印');
    await sheets(lin).first().waitFor();
    const { pages, size } = await pdf(lin);
    expect(size).toBe('210×297');
    expect(pages).toBeGreaterThan(1);
    const papers = await sheets(lin).allInnerTexts();
    expect(papers.length).toBe(pages);
    papers.forEach((paper, index) => {
      for (const part of ['销售订单（草稿）', order.number, '规格型号', '含税单价', '客户确认（盖章）', `第 ${index + 1} 页 共 ${pages} 页`]) expect(paper).toContain(part);
      // 113 × (1 + … + 60) = 113 × 1,830 = 206,790.00
      expect(paper.includes('贰拾万陆仟柒佰玖拾元整')).toBe(index === pages - 1);
      expect(paper.includes('206,790.00')).toBe(index === pages - 1);
    });
    const ordinals = await sheets(lin).locator('tbody tr td:first-child').allInnerTexts();
    expect(ordinals).toEqual(Array.from({ length: 60 }, (_, index) => String(index + 1)));
    // Nothing runs over the edge of its sheet.
    expect(await sheets(lin).evaluateAll((papersDrawn) => papersDrawn.map((paper) => paper.scrollHeight - paper.clientHeight))).toEqual(Array.from({ length: pages }, () => 0));
    await lin.key('Escape');
  });

  step('流转卡：每道工序一个报工二维码，扫开就是这道工序的报工单', async () => {
    const ma = await at('maguofu');
    await ma.open('车间管理', '生产任务单');
    await ma.sheet().getByRole('tab', { name: /^执行中/ }).first().click();
    await ma.sheet().getByRole('region').locator('tbody tr a').first().click();
    await ma.number();
    await ma.pressMore('打印');
    const codes = sheets(ma).locator('td.qr [role="img"]');
    await codes.first().waitFor();
    const [operation = ''] = await sheets(ma).locator('tr:has(td.qr)').last().locator('td').nth(1).allInnerTexts();
    const address = (await codes.last().getAttribute('aria-label')) ?? '';
    await ma.key('Escape');
    await ma.page.goto(address);
    await ma.newDocument('工序报工单');
    expect(await ma.field('工序').inputValue()).toContain(operation);
  });

  step('多张一起打印，一张一页', async () => {
    const he = await at('heli');
    await he.open('供应管理', '采购入库');
    await selectRows(he, 2);
    await he.press('打印');
    await expect.poll(async () => sheets(he).locator('h1').count()).toBe(2);
    expect((await pdf(he)).pages).toBe(2);
    for (const paper of await sheets(he).allInnerTexts()) expect(paper).toMatch(/采购入库单[\s\S]*第 1 页 共 1 页/);
    await he.key('Escape');
  });

  step('物料标签：两种物料各十三份，满一张再接下一张', async () => {
    const he = await at('heli');
    await he.open('工程数据', '物料');
    await selectRows(he, 2);
    await he.press('打印标签');
    await preview(he).getByLabel('份数').fill('13');
    await expect.poll(async () => preview(he).locator('.mw-label').count()).toBe(26);
    const [code] = await preview(he).locator('.mw-label b').allInnerTexts();
    expect(await preview(he).locator('.mw-label [role="img"]').first().getAttribute('aria-label')).toBe(code);
    expect(await pdf(he)).toEqual({ pages: 2, size: '210×297' });
    await preview(he).getByRole('radio', { name: /单张/ }).click();
    await expect.poll(async () => (await pdf(he)).pages).toBe(26);
    await he.key('Escape');
  });
});
