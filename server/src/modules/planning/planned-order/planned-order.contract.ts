/** 计划订单: what a run proposes to make or buy; releasing it in bulk into work orders and purchase orders. */
import { z } from 'zod';
import { commandContract, field, listContract, queryContract, type Text } from '../../../kernel/contract.ts';
import { itemClasses, itemSources } from '../../engineering/item/item.contract.ts';
import { workOrderRefusals } from '../../shopfloor/work-order/work-order.contract.ts';

export const plannedOrderStates = { planned: { zh: '计划', en: 'Planned' }, released: { zh: '已投放', en: 'Released' } } as const;
export const plannedSources = { make: itemSources.make, buy: itemSources.buy, subcontract: itemSources.subcontract };

const orderNo = z.number().int().min(1).max(100_000_000);
const releaseTexts = {
  'run-unknown': { zh: '找不到这次 MRP 运算。', en: 'This MRP run does not exist.' },
  'run-outdated': { zh: '已有更新的 MRP 运算（第 {number} 次），请刷新后按新结果投放。', en: 'A newer MRP run (no. {number}) has replaced this one; reload and release from it.' },
  'run-in-progress': { zh: 'MRP 正在运算，完成后请按新结果投放。', en: 'MRP is running; release from its result when it is done.' },
  'order-twice': { zh: '第 {row} 行：计划订单 {order} 重复。', en: 'Row {row}: planned order {order} is listed twice.' },
  'order-unknown': { zh: '第 {row} 行：没有计划订单 {order}。', en: 'Row {row}: there is no planned order {order}.' },
  'already-released': { zh: '第 {row} 行：{order} 已投放（{number}），可能是别人刚投放的。', en: 'Row {row}: {order} is released already ({number}); somebody may just have done it.' },
  'item-inactive': { zh: '第 {row} 行：物料「{code}」已停用。', en: 'Row {row}: item "{code}" is inactive.' },
  'due-in-past': { zh: '第 {row} 行：到货日 {due} 早于今天 {day}。', en: 'Row {row}: due {due} is before today, {day}.' },
  'no-supplier': { zh: '第 {row} 行：「{code}」没有默认供应商，请指定供应商。', en: 'Row {row}: "{code}" has no default supplier; choose one.' },
  'supplier-unusable': { zh: '第 {row} 行：「{code}」的供应商已停用或列入黑名单。', en: 'Row {row}: the supplier of "{code}" is inactive or blocked.' },
  'no-bom': { zh: '第 {row} 行：「{code}」没有在 {day} 有效的已审核 BOM。', en: 'Row {row}: "{code}" has no approved bill valid on {day}.' },
} satisfies Record<string, Text>;
/** What a work order of its own may be refused for, told with the row it stands in. */
const madeCodes = ['item-not-made', 'too-many-decimals', 'warehouse-missing', 'warehouse-unknown', 'phantom-without-bom', 'bom-cycle', 'component-without-warehouse', 'material-short'] as const;
const madeTexts = Object.fromEntries(madeCodes.map((code) => [code, { zh: `第 {row} 行：${workOrderRefusals[code].zh}`, en: `Row {row}: ${workOrderRefusals[code].en}` }])) as Record<(typeof madeCodes)[number], Text>;
export const plannedOrderRefusals = { ...releaseTexts, ...madeTexts };

export const releasePlannedOrders = commandContract({
  name: 'planning/planned-order.release',
  title: { zh: '投放计划订单', en: 'Release planned orders' },
  input: z.object({
    runId: field.id('MRP 运算', 'MRP run'),
    orders: field.lines('计划订单', 'Planned orders', z.object({
      orderNo,
      quantity: field.amount('数量', 'Quantity').optional(),
      supplier: field.reference('供应商', 'Supplier', 'purchasing/supplier').optional(),
      dueDay: field.day('到货日', 'Due').optional(),
    }), { max: 5000 }),
  }),
  output: z.object({
    documents: z.array(z.object({ kind: z.string(), id: z.string(), number: z.string(), state: z.string(), orders: z.array(z.number()) })),
  }),
  refusals: plannedOrderRefusals,
});

const identity = {
  number: field.code('计划单号', 'Number', { width: 110 }),
  item: field.referenceTo('物料', 'Item', 'engineering/item', { width: 240 }),
  class: field.choice('类别', 'Class', itemClasses, { width: 80 }),
  source: field.choice('来源', 'Source', plannedSources, { width: 70 }),
  quantity: field.quantity('数量', 'Quantity'),
  unit: field.text('单位', 'Unit', { width: 60 }),
  startDay: field.day('开工/下单', 'Start'),
  dueDay: field.day('到货/完工', 'Due'),
  supplier: field.referenceTo('供应商', 'Supplier', 'purchasing/supplier', { width: 180 }),
  late: field.flag('过期未投', 'Past start'),
  state: field.choice('状态', 'State', plannedOrderStates, { width: 80 }),
  document: field.text('投放单据', 'Document', { width: 130 }).nullable(),
};
/** Planned orders of the latest finished run; `id` is the order's number in it. */
export const listPlannedOrders = listContract({
  noun: 'planning/planned-order',
  title: { zh: '计划订单', en: 'Planned orders' },
  row: { ...identity, run: field.id('MRP 运算', 'MRP run'), documentId: field.text('单据内码', 'Document id').nullable(), documentKind: field.text('单据类型', 'Document kind').nullable() },
  defaultSort: { by: 'startDay', descending: false },
  totals: ['quantity'],
  views: [
    { key: 'open', title: { zh: '未投放', en: 'Not released' }, filter: [{ field: 'state', operator: 'is', value: 'planned' }] },
    { key: 'late', title: { zh: '过期未投', en: 'Past start' }, filter: [{ field: 'state', operator: 'is', value: 'planned' }, { field: 'late', operator: 'is', value: true }] },
    { key: 'buy', title: { zh: '外购', en: 'Buy' }, filter: [{ field: 'state', operator: 'is', value: 'planned' }, { field: 'source', operator: 'one-of', value: ['buy', 'subcontract'] }] },
    { key: 'make', title: { zh: '自制', en: 'Make' }, filter: [{ field: 'state', operator: 'is', value: 'planned' }, { field: 'source', operator: 'is', value: 'make' }] },
  ],
});

const text = z.object({ zh: z.string(), en: z.string() });
/** One step of pegging: who takes (up) or what supplies (down), with what hangs on it in turn. */
const stepFields = {
  kind: z.string(), ref: z.string(), title: z.string(), itemId: z.string(), itemCode: z.string(), itemName: z.string(), quantity: z.string(), day: z.string().nullable(),
  documentId: z.string().nullable(), documentKind: z.string().nullable(), party: z.string().nullable(), late: z.number(), depth: z.number(), parent: z.number(),
};
export const pegStep = z.object(stepFields);
export type PegStep = z.infer<typeof pegStep>;
export const whyPlannedOrder = queryContract({
  name: 'planning/planned-order.why',
  title: { zh: '为什么有这张计划订单', en: 'Why does this planned order exist' },
  permission: 'planning/planned-order.view',
  input: z.object({ runId: field.id(), orderNo }),
  output: z.object({
    number: z.string(), sentences: z.array(text),
    /** Flat trees in reading order: `parent` is the position of the step it hangs on, −1 for the order itself. */
    up: z.array(pegStep), down: z.array(pegStep),
    /** More steps than a person can read were left out. */
    cut: z.boolean(),
  }),
});
export const demandSupply = queryContract({
  name: 'planning/demand.supply',
  title: { zh: '客户订单行由什么供应', en: 'What covers a customer line' },
  permission: 'planning/planned-order.view',
  input: z.object({ salesOrderLine: field.id() }),
  output: z.object({ runId: z.string().nullable(), lateDays: z.number().nullable(), needDay: z.string().nullable(), down: z.array(pegStep), cut: z.boolean() }),
});
