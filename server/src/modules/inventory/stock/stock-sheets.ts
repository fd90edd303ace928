/** 收发存 and 仓库账 = 财务账 as workbooks: the columns their pages show, totals last. */
import { z } from 'zod';
import type { Sheet } from '../../../kernel/command.ts';
import { field } from '../../../kernel/contract.ts';
import { itemClasses } from '../../engineering/item/item.contract.ts';
import type { booksTie, stockLedger } from './stock.contract.ts';

const total = { zh: '合计', en: 'Total' };
export const stockLedgerSheet: Sheet<z.input<typeof stockLedger.output>> = {
  row: z.object({
    code: field.code('物料', 'Item', { width: 130 }), name: field.text('名称', 'Name', { width: 200 }), spec: field.text('规格', 'Specification', { width: 180 }), class: field.choice('类别', 'Class', itemClasses), accountCode: field.code('科目', 'Account', { width: 90 }), unit: field.text('单位', 'Unit', { width: 60 }),
    openingQuantity: field.quantity('期初数量', 'Opening quantity'), openingValue: field.money('期初金额', 'Opening value'), quantityIn: field.quantity('收入数量', 'Quantity in'), valueIn: field.money('收入金额', 'Value in'),
    quantityOut: field.quantity('发出数量', 'Quantity out'), valueOut: field.money('发出金额', 'Value out'), closingQuantity: field.quantity('结存数量', 'Closing quantity'), closingValue: field.money('结存金额', 'Closing value'),
  }),
  rows: ({ rows, totals }, { text }) => [...rows, { name: text(total), ...totals }],
};
export const booksTieSheet: Sheet<z.input<typeof booksTie.output>> = {
  row: z.object({
    code: field.code('编码', 'Code', { width: 110 }), name: field.text('类别', 'Class', { width: 180 }), opening: field.money('期初', 'Opening'), valueIn: field.money('本期收入', 'In'), valueOut: field.money('本期发出', 'Out'),
    warehouseBook: field.money('仓库账', 'Warehouse book'), financeBook: field.money('财务账', 'Finance book'), difference: field.money('差异', 'Difference'),
  }),
  rows: ({ rows, totals }, { text }) => [...rows, { name: text(total), ...totals }],
};
