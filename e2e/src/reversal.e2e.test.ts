/**
 * 冲销: a receipt, an issue, a report and a completion are booked and taken back, each by the person who booked it; what still stands on a
 * document is named and must go first. Afterwards stock, remaining quantities and the books are as if nothing had been.
 */
import { describe, expect } from 'vitest';
import { type Bracket, command, enterBracket, idOf, newMark } from './factory-fixture.ts';
import type { Person } from './person.ts';
import { proveBooks } from './prove-books.ts';
import { dayIn, soon, tellStory } from './story.ts';

const { at, step } = tellStory();
const mark = newMark();
const numbers: Record<string, string> = {};
let bracket: Bracket;

async function reverse(person: Person): Promise<void> {
  await person.press('冲销');
  await person.confirm('冲销');
}
/** Pushes down from the document in front and books what is proposed. */
async function bookNext(person: Person, push: string, title: string): Promise<string> {
  await person.press(push);
  await person.newDocument(title);
  await person.key('F8');
  await person.state('已记账');
  return person.number();
}

describe('冲销', () => {
  step('准备：产品、已审核的采购订单、已下达的任务单', async () => {
    const gao = await at('gaojianmin');
    bracket = await enterBracket(gao, mark);
    const xu = await at('xuhaiyan');
    const order = await command(xu, 'purchasing/purchase-order.save', {
      supplier: await idOf(gao, 'purchasing/supplier', ''), day: dayIn(0),
      lines: [{ item: bracket.plateId, quantity: '80', priceWithTax: '11.3', dueDay: dayIn(5) }, { item: bracket.wireId, quantity: '160', priceWithTax: '0.565', dueDay: dayIn(5) }],
    });
    await command(xu, 'purchasing/purchase-order.approve', { id: order.id, version: order.version });
    numbers['purchase'] = order.number;
    const ma = await at('maguofu');
    const work = await command(ma, 'shopfloor/work-order.save', { item: bracket.productId, quantity: '40', day: dayIn(0), startDay: dayIn(0), dueDay: dayIn(9) });
    await command(ma, 'shopfloor/work-order.release', { id: work.id, version: work.version });
    numbers['work'] = work.number;
  });

  step('入库冲销后，未收数量回来，再收一次', async () => {
    const he = await at('heli');
    await he.openDocument('供应管理', '采购订单', numbers['purchase'] as string);
    await bookNext(he, '下推入库单', '采购入库单');
    await reverse(he);
    await he.state('已冲销');
    expect(await he.whyNot('冲销')).toContain('已冲销');
    await he.openDocument('供应管理', '采购订单', numbers['purchase'] as string);
    await expect.poll(async () => [await he.cell(1, '未收'), await he.cell(2, '未收')], soon).toEqual(['80', '160']);
    numbers['receipt'] = await bookNext(he, '下推入库单', '采购入库单');
  });

  step('领料后入库不能冲销；冲销领料，已领数量回零；再领一次', async () => {
    const he = await at('heli');
    await he.openDocument('车间管理', '生产任务单', numbers['work'] as string);
    numbers['issue'] = await bookNext(he, '领料', '领料单');
    await he.openDocument('供应管理', '采购入库', numbers['receipt'] as string);
    await reverse(he);
    expect(await he.notice('已经用掉')).toContain('现存 0，请先冲销后面的出库');
    await he.state('已记账');
    await he.openDocument('车间管理', '领料', numbers['issue']);
    await reverse(he);
    await he.state('已冲销');
    await he.openDocument('车间管理', '生产任务单', numbers['work'] as string);
    await expect.poll(async () => await he.row('用料', bracket.plate, ['已领', '未领', '现存']), soon).toEqual(['0', '80', '80']);
    await bookNext(he, '领料', '领料单');
  });

  step('报工、完工入库；后面的单据挡住前面的，被点名', async () => {
    const ma = await at('maguofu');
    for (const operation of ['折弯', '装配']) {
      await ma.openDocument('车间管理', '生产任务单', numbers['work'] as string);
      await ma.press('报工');
      await ma.newDocument('工序报工单');
      await ma.fill('工序', operation);
      await ma.fill('合格数量', '40');
      await ma.key('F8');
      await ma.state('已记账');
      numbers[operation] = await ma.number();
    }
    await ma.openDocument('车间管理', '生产任务单', numbers['work'] as string);
    numbers['completion'] = await bookNext(ma, '完工入库', '完工入库单');
    await ma.openDocument('车间管理', '工序报工', numbers['折弯'] as string);
    await reverse(ma);
    expect(await ma.notice('装配')).toContain('请先冲销后道报工');
    await ma.openDocument('车间管理', '工序报工', numbers['装配'] as string);
    await reverse(ma);
    expect(await ma.notice('已完工入库 40')).toContain('请先冲销完工入库单');
  });

  step('从后往前冲销：完工、装配报工；倒冲的紧固件回到仓库', async () => {
    const ma = await at('maguofu');
    await ma.openDocument('车间管理', '完工入库', numbers['completion'] as string);
    await reverse(ma);
    await ma.state('已冲销');
    await ma.openDocument('车间管理', '工序报工', numbers['装配'] as string);
    await reverse(ma);
    await ma.state('已冲销');
    await ma.openDocument('车间管理', '生产任务单', numbers['work'] as string);
    await ma.state('已下达');
    await expect.poll(async () => await ma.value('未完工数量'), soon).toBe('40');
    await expect.poll(async () => await ma.row('工序', '装配', ['合格', '可报']), soon).toEqual(['0', '40']);
    await expect.poll(async () => await ma.row('用料', bracket.wire, ['已领', '现存']), soon).toEqual(['0', '160']);
    expect(proveBooks()).toMatch(/^(账簿相符|$)/);
  });
});
