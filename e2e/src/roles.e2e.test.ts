/**
 * 角色: everybody of the demo factory sees on the menu what their post is granted and nothing else; an address they may not see says so;
 * and the server refuses them by itself, whatever the page shows. The table is written from the posts, not read from the product.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { closeBrowser, watchFaults } from './browser.ts';
import { signIn } from './story.ts';

const key = { id: '1', version: 1 };
type Post = {
  readonly login: string; readonly post: string;
  /** Subsystems on the menu beside 工作台 库存管理 工程数据 企业管理, which everybody at a desk has. */
  readonly menu: readonly string[];
  /** Entries that must be there. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  readonly closed: string;
  readonly refused: readonly string[];
};
const posts: readonly Post[] = [
  { login: 'chensiyuan', post: '计划员', menu: ['销售管理', '生产计划', '供应管理', '车间管理'], entries: { 生产计划: ['MRP 工作台', '计划订单', '计划异常', 'MRP 运算记录'] }, closed: '/finance/payment', refused: ['sales/sales-order.approve', 'purchasing/purchase-order.approve', 'finance/payment.book', 'ledger/voucher.audit'] },
  { login: 'linxiao', post: '销售员', menu: ['销售管理', '生产计划', '车间管理', '财务管理'], entries: { 财务管理: ['收款单', '应收明细', '应收账龄'] }, closed: '/purchasing/purchase-order', refused: ['sales/sales-order.approve', 'purchasing/purchase-order.approve', 'finance/collection.book', 'shopfloor/work-order.release'] },
  { login: 'shenjia', post: '销售主管', menu: ['销售管理', '生产计划', '财务管理'], entries: { 财务管理: ['收款单', '应收明细', '应收账龄'] }, closed: '/finance/payment', refused: ['purchasing/purchase-order.approve', 'finance/collection.book', 'ledger/voucher.post'] },
  { login: 'luwenbin', post: '采购员', menu: ['生产计划', '供应管理', '财务管理'], entries: { 财务管理: ['采购发票'] }, closed: '/sales/sales-order', refused: ['purchasing/purchase-order.approve', 'finance/payment.book', 'sales/sales-order.approve'] },
  { login: 'xuhaiyan', post: '供应部经理', menu: ['生产计划', '供应管理', '财务管理'], entries: { 财务管理: ['采购发票', '付款单', '应付明细'] }, closed: '/finance/receivable', refused: ['finance/payment.book', 'finance/supplier-invoice.book', 'sales/sales-order.approve'] },
  { login: 'heli', post: '仓管员', menu: ['销售管理', '供应管理', '车间管理'], entries: { 库存管理: ['现存量', '收发存汇总', '仓库账 = 财务账', '仓库'] }, closed: '/ledger/trial-balance', refused: ['purchasing/purchase-order.approve', 'sales/sales-order.approve', 'shopfloor/operation-report.book', 'finance/supplier-invoice.book'] },
  { login: 'maguofu', post: '车间主任', menu: ['销售管理', '生产计划', '车间管理'], entries: { 销售管理: ['销售订单', '订单跟踪'] }, closed: '/sales/customer', refused: ['sales/delivery.book', 'purchasing/purchase-receipt.book', 'engineering/bom.approve'] },
  { login: 'gaojianmin', post: '工艺工程师', menu: ['生产计划', '车间管理'], entries: { 工程数据: ['物料', '物料清单', '工艺路线', '工作中心', '多级展开与反查'] }, closed: '/sales/sales-order', refused: ['shopfloor/work-order.release', 'purchasing/purchase-order.approve'] },
  { login: 'hejingyi', post: '会计', menu: ['销售管理', '供应管理', '车间管理', '财务管理'], entries: { 财务管理: ['记账凭证', '科目余额表', '总账', '明细账', '期末结账', '会计科目'] }, closed: '/planning/mrp', refused: ['ledger/voucher.audit', 'finance/payment.book', 'sales/sales-order.approve'] },
  { login: 'sunmeiling', post: '出纳', menu: ['销售管理', '供应管理', '财务管理'], entries: { 财务管理: ['付款单', '收款单'] }, closed: '/shopfloor/work-order', refused: ['finance/supplier-invoice.book', 'ledger/voucher.audit', 'ledger/voucher.post', 'sales/acceptance.book'] },
  { login: 'zhouguoliang', post: '财务经理', menu: ['销售管理', '生产计划', '供应管理', '车间管理', '财务管理'], entries: { 财务管理: ['记账凭证', '期末结账', '付款单'] }, closed: '/no/such-page', refused: ['shopfloor/work-order.release', 'shopfloor/operation-report.book', 'engineering/bom.approve'] },
  { login: 'zhengboan', post: '总经理', menu: ['销售管理', '生产计划', '供应管理', '车间管理', '财务管理'], entries: { 销售管理: ['销售订单'] }, closed: '/no/such-page', refused: ['purchasing/purchase-receipt.book', 'finance/payment.book', 'ledger/voucher.post'] },
  { login: 'tanglei', post: '系统管理员', menu: ['销售管理', '生产计划', '供应管理', '车间管理', '财务管理'], entries: { 企业管理: ['计量单位', '部门', '原因代码', '工作日历'] }, closed: '/no/such-page', refused: [] },
];
const everybody = ['工作台', '库存管理', '工程数据', '企业管理'];
/** What only some menus may show in full; the rest of a subsystem must be exactly what is listed. */
const exact: Readonly<Record<string, readonly string[]>> = { linxiao: ['财务管理'], shenjia: ['财务管理'], luwenbin: ['财务管理'], xuhaiyan: ['财务管理'], maguofu: ['销售管理'] };

describe('角色', () => {
  watchFaults();
  afterEach(closeBrowser);

  for (const { login, post, menu, entries, closed, refused } of posts) {
    it(`${post} ${login}：菜单、地址和服务器都只给该有的`, async () => {
      const person = await signIn(login);
      const shown = await person.menu();
      expect([...shown.keys()].sort()).toEqual([...everybody, ...menu].sort());
      for (const [subsystem, titles] of Object.entries(entries)) {
        if (exact[login]?.includes(subsystem)) expect(shown.get(subsystem)).toEqual(titles);
        else expect(shown.get(subsystem)).toEqual(expect.arrayContaining([...titles]));
      }
      for (const command of refused) expect([command, (await person.call('commands', command, key)).status]).toEqual([command, 403]);
      await person.page.goto(closed);
      await person.says('没有这一页，或没有向您开放');
      const list = /^\/(\w+\/[\w-]+)$/.exec(closed)?.[1];
      if (list && !['finance/receivable', 'planning/mrp', 'ledger/trial-balance', 'no/such-page'].includes(list)) expect((await person.call('queries', `${list}.list`, {})).status).toBe(403);
    });
  }

  it('没有登录，什么也不给', async () => {
    const person = await signIn('linxiao');
    await person.page.context().clearCookies();
    expect((await person.call('queries', 'sales/sales-order.list', {}, '1')).status).toBe(401);
    expect((await person.call('commands', 'sales/sales-order.approve', key, '1')).status).toBe(401);
  });
});
