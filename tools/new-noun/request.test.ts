/** What `npm run new-noun` refuses, and that the sentence says what to type instead. Nothing is written here. */
import { repositoryFolder } from '@millwright/server/kernel/database/home';
import { describe, expect, it } from 'vitest';
import { readRequest } from './request.ts';

const ask = (line: string) => readRequest(repositoryFolder(), line.split(' '));

describe('a request for a new noun', () => {
  it.each([
    ['', /neither master nor document/],
    ['master inventory/Lane 通道 Lane', /small letters with hyphens/],
    ['master inventory/lane lane Lane', /Chinese name/],
    ['master inventory/lane 通道 lane', /English one with a capital/],
    ['master nowhere/lane 通道 Lane', /no module nowhere with pages; modules are .*inventory/],
    ['master inventory/warehouse 仓库 Warehouse', /is there already: server\/src\/modules\/inventory\/warehouse/],
    ['document finance/advance-settlement 核销单 Settlement', /has finance\/advance-settlement/],
    ['document sales/return 退货单 Return', /word of TypeScript or SQL.*sales\/sales-return/],
    ['master inventory/lane 通道 Lane length', /kind ""; kinds are text/],
    ['master inventory/lane 通道 Lane length:size:长度:Length', /kind "size"; kinds are text/],
    ['master inventory/lane 通道 Lane length:quantity:长度', /label in both languages/],
    ['master inventory/lane 通道 Lane w:quantity:宽度:Width', /at least two letters/],
    ['master inventory/lane 通道 Lane code:text:代码:Code', /has "code" already/],
    ['master inventory/lane 通道 Lane order:count:顺序:Order', /word of SQL/],
    ['master inventory/lane 通道 Lane hall:text:跨:Hall hall:text:跨:Hall', /two fields "hall"/],
    ['master inventory/lane 通道 Lane sale:reference:订单:Order:sales/sales-order', /no master; a reference is/],
    ['master inventory/lane 通道 Lane kind:choice:类型:Kind:one=一/One', /needs its options/],
    ['master inventory/lane 通道 Lane hall:text:跨:Hall:30', /does not take: "30"/],
    ['master inventory/lane 通道 Lane line.hall:text:跨:Hall', /master has no lines/],
    ['master inventory/lane 通道 Lane --row 一号', /--row is CODE=名称/],
    ['document sales/offer 报价单 Offer --prefix SO', /Numbers of sales\/sales-order begin with SO/],
    ['document sales/offer 报价单 Offer --prefix offer', /two or three capitals/],
    ['document sales/offer 报价单 Offer --prefix', /needs a value behind it/],
    ['document sales/offer 报价单 Offer --shiny', /no option --shiny/],
    ['document sales/offer 报价单 Offer seller:reference+:部门:Department:foundation/department', /leave out the plus of seller/],
  ])('%s', (line, sentence) => {
    expect(() => ask(line)).toThrow(sentence);
  });
  it('is read with its fields, those of lines apart', () => {
    expect(ask('document inventory/store-request 领用申请 Request needed:day+:需用日:Needed line.use:choice:用途:Use:a=甲/First,b=乙/Second --prefix SR --meaning 领料')).toMatchObject({
      noun: 'inventory/store-request', camel: 'storeRequest', pascal: 'StoreRequest', table: 'inventory.store_request', prefix: 'SR', meaning: '领料',
      fields: [{ name: 'needed', kind: 'day', required: true }], lineFields: [{ name: 'use', options: [{ value: 'a', zh: '甲', en: 'First' }, { value: 'b', zh: '乙', en: 'Second' }] }],
    });
  });
});
