/** 现存量, 收发存 and 仓库账 = 财务账: three views of the rows the documents wrote. */
import { z } from 'zod';
import { field, listContract, queryContract } from '../../../kernel/contract.ts';
import { itemClasses } from '../../engineering/item/item.contract.ts';

export const stockOnHand = listContract({
  noun: 'inventory/stock',
  title: { zh: '现存量', en: 'Stock on hand' },
  row: {
    item: field.referenceTo('物料', 'Item', 'engineering/item', { width: 260 }),
    spec: field.text('规格', 'Specification', { width: 180 }),
    class: field.choice('类别', 'Class', itemClasses),
    warehouse: field.referenceTo('仓库', 'Warehouse', 'inventory/warehouse', { width: 130 }),
    quantity: field.quantity('现存量', 'On hand'),
    unit: field.text('单位', 'Unit', { width: 60 }),
    value: field.money('金额', 'Value', { group: 'cost' }),
    unitCost: field.price('单位成本', 'Unit cost', { group: 'cost' }),
    safetyStock: field.quantity('安全库存', 'Safety stock'),
  },
  defaultSort: { by: 'item', descending: false },
  totals: ['value'],
});

const period = z.number().int().min(190001).max(299912);
const figure = z.string();
const flow = { openingQuantity: figure, openingValue: figure, quantityIn: figure, valueIn: figure, quantityOut: figure, valueOut: figure, closingQuantity: figure, closingValue: figure };
export const stockLedger = queryContract({
  name: 'inventory/report.stock-ledger',
  title: { zh: '收发存汇总', en: 'Stock ledger' },
  permission: 'inventory/report.view',
  input: z.object({ fromPeriod: period, toPeriod: period, class: z.string().max(40).optional(), search: z.string().max(100).default('') }),
  output: z.object({
    rows: z.array(z.object({ itemId: z.string(), code: z.string(), name: z.string(), spec: z.string(), class: z.string(), unit: z.string(), accountId: z.string(), accountCode: z.string(), ...flow })),
    totals: z.object({ openingValue: figure, valueIn: figure, valueOut: figure, closingValue: figure }),
  }),
});

export const stockValues = queryContract({
  name: 'inventory/report.stock-values',
  title: { zh: '库存金额', en: 'Stock value' },
  permission: 'inventory/report.view',
  input: z.object({ toPeriod: period, count: z.number().int().min(1).max(24).default(6) }),
  output: z.object({ rows: z.array(z.object({ period: z.number(), class: z.string(), value: field.money('结存金额', 'Closing value', { group: 'cost' }) })) }),
});

const tie = { opening: figure, valueIn: figure, valueOut: figure, warehouseBook: figure, financeBook: figure, difference: figure };
export const booksTie = queryContract({
  name: 'inventory/report.books-tie',
  title: { zh: '仓库账 = 财务账', en: 'Warehouse book = finance book' },
  permission: 'inventory/report.view',
  input: z.object({ period, by: z.enum(['account', 'item']).default('account'), account: field.id().optional() }),
  output: z.object({
    rows: z.array(z.object({ id: z.string(), accountId: z.string(), code: z.string(), name: z.string(), quantity: figure.nullable(), unit: z.string().nullable(), ...tie })),
    totals: z.object(tie),
    checkedAt: z.string(),
  }),
});
