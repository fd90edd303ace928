/**
 * 生产任务单: what is made, how many, when, from which frozen bill and routing. Its own id is the line completions execute
 * ("completed"); components are executed by issues ("issued"), operations by reports ("reported": good and scrap together).
 * The quantity is what is started (投产); scrap on the way lowers what can come.
 */
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, recordKey, savedOutput, searchable, type Text } from '../../../kernel/contract.ts';

export const workOrderStates = {
  draft: { label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
  released: { label: { zh: '已下达', en: 'Released' }, tone: 'active' },
  held: { label: { zh: '已挂起', en: 'On hold' }, tone: 'waiting' },
  completed: { label: { zh: '已完工', en: 'Completed' }, tone: 'done' },
  closed: { label: { zh: '已结案', en: 'Closed' }, tone: 'neutral' },
} as const;

export const workOrderHead = z.object({
  item: field.reference('产品', 'Product', 'engineering/item', { width: 260 }),
  quantity: field.amount('计划数量', 'Quantity'),
  day: field.day('单据日期', 'Date'),
  startDay: field.day('计划开工', 'Start'),
  dueDay: field.day('计划完工', 'Due'),
  warehouse: field.reference('完工入库仓', 'To warehouse', 'inventory/warehouse').nullable().default(null),
  salesOrderLine: field.id('销售订单行', 'Sales order line').nullable().default(null),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});

const open = ['released', 'completed'];
const push = (noun: string, zh: string, en: string, from: readonly string[]) => ({
  target: `shopfloor/${noun}` as const,
  title: { zh, en },
  from,
  because: { zh: `只有已下达的任务单可以${zh}，现在是{state}。`, en: `Only a released order can be pushed to this; it is {state}.` },
});
export const workOrder = documentContract({
  noun: 'shopfloor/work-order',
  title: { zh: '生产任务单', en: 'Work order' },
  states: workOrderStates,
  editable: ['draft'],
  head: workOrderHead,
  actions: {
    release: { title: { zh: '下达', en: 'Release' }, from: ['draft'], because: { zh: '任务单{state}，不用再下达。', en: 'It is {state}; there is nothing to release.' }, shortcut: 'F8', primary: true },
    unrelease: { title: { zh: '反下达', en: 'Withdraw release' }, from: ['released'], because: { zh: '任务单{state}，没有可撤回的下达。', en: 'It is {state}; there is no release to withdraw.' } },
    hold: { title: { zh: '挂起', en: 'Hold' }, from: ['released'], because: { zh: '只有已下达的任务单可以挂起，现在是{state}。', en: 'Only a released order can be held; it is {state}.' } },
    resume: { title: { zh: '恢复', en: 'Resume' }, from: ['held'], because: { zh: '任务单没有挂起，现在是{state}。', en: 'It is not on hold; it is {state}.' } },
    close: { title: { zh: '结案', en: 'Close' }, from: open, because: { zh: '只有已下达或已完工的任务单可以结案，现在是{state}。', en: 'Only a released or completed order can be closed; it is {state}.' }, confirm: { zh: '在制余额将转入库存或销售成本，之后不能再领料、报工、入库。可以反结案。', en: 'What is left in work in process goes to stock or cost of sales, and nothing more can be booked on it. You can reopen it.' } },
    reopen: { title: { zh: '反结案', en: 'Reopen' }, from: ['closed'], because: { zh: '任务单没有结案，现在是{state}。', en: 'It is not closed; it is {state}.' } },
    remove: { title: { zh: '删除', en: 'Delete' }, from: ['draft'], because: { zh: '任务单{state}，只有草稿可以删除。', en: 'It is {state}; only a draft can be deleted.' }, confirm: { zh: '删除后不能恢复，历史里还能看到。', en: 'This cannot be undone; history will still show it.' } },
  },
  pushes: [push('material-issue', '领料', 'Issue material', open), push('operation-report', '报工', 'Report operation', open), push('completion', '完工入库', 'Complete', ['released']), push('material-return', '退料', 'Return material', open)],
});

export const workOrderRefusals = {
  'item-unknown': { zh: '产品不存在或已停用。', en: 'The product does not exist or is inactive.' },
  'item-not-made': { zh: '「{code}」不是自制件，不能下生产任务单。', en: '"{code}" is not a made item.' },
  'too-many-decimals': { zh: '「{code}」的数量最多 {decimals} 位小数。', en: 'The quantity of "{code}" takes at most {decimals} decimals.' },
  'due-before-start': { zh: '计划完工 {due} 早于计划开工 {start}。', en: 'Due {due} is before the start {start}.' },
  'warehouse-missing': { zh: '「{code}」没有默认仓库，请填写完工入库仓。', en: '"{code}" has no default warehouse; say where finished goods go.' },
  'warehouse-unknown': { zh: '仓库不存在或已停用。', en: 'The warehouse does not exist or is inactive.' },
  'phantom-without-bom': { zh: '虚拟件「{code}」没有在开工日有效的已审核 BOM。', en: 'Phantom "{code}" has no approved bill valid on the start day.' },
  'bom-cycle': { zh: 'BOM 循环：「{code}」包含了自己。', en: 'The bill runs in a circle: "{code}" contains itself.' },
  'bom-missing': { zh: '没有在开工日有效的已审核 BOM，请先审核 BOM，再重新保存任务单。', en: 'There is no approved bill valid on the start day. Approve the bill, then save the order again.' },
  'component-without-warehouse': { zh: '倒冲物料「{code}」没有默认仓库，不能自动扣料。', en: 'Backflushed item "{code}" has no default warehouse to be taken from.' },
  'material-short': { zh: '物料未齐套：{items}', en: 'Material is short: {items}' },
  'has-documents': { zh: '已有单据 {numbers}，不能反下达。', en: 'Documents {numbers} hang on it; the release stays.' },
  'wrong-state': { zh: '{because}', en: '{because}' },
} satisfies Record<string, Text>;

export const saveWorkOrder = commandContract({
  name: 'shopfloor/work-order.save',
  title: { zh: '编辑生产任务单', en: 'Edit work orders' },
  input: workOrderHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional() }),
  output: savedOutput,
  refusals: workOrderRefusals,
});

const stateChoices = { draft: workOrderStates.draft.label, released: workOrderStates.released.label, held: workOrderStates.held.label, completed: workOrderStates.completed.label, closed: workOrderStates.closed.label } as const;
export const kittingChoices = {
  none: { zh: '—', en: '—' },
  issued: { zh: '已领齐', en: 'Issued' },
  ready: { zh: '齐套', en: 'Ready' },
  short: { zh: '缺料', en: 'Short' },
} satisfies Record<string, Text>;
export const listWorkOrders = listContract({
  noun: 'shopfloor/work-order',
  title: { zh: '生产任务单', en: 'Work orders' },
  row: {
    number: field.code('单号', 'Number', { width: 130 }),
    item: field.referenceTo('产品', 'Product', 'engineering/item', { width: 240 }),
    quantity: field.quantity('计划数量', 'Quantity'),
    completed: field.quantity('完工数量', 'Completed'),
    scrapped: field.quantity('报废数量', 'Scrapped'),
    progress: field.rate('进度', 'Progress'),
    startDay: field.day('计划开工', 'Start'),
    dueDay: field.day('计划完工', 'Due'),
    daysLate: field.count('逾期天数', 'Days late'),
    kitting: field.choice('齐套', 'Material', kittingChoices),
    customer: field.text('客户', 'Customer', { width: 160 }),
    state: field.choice('状态', 'State', stateChoices),
  },
  defaultSort: { by: 'number', descending: true },
  totals: ['quantity', 'completed'],
  views: [
    { key: 'open', title: { zh: '执行中', en: 'Open' }, filter: [{ field: 'state', operator: 'one-of', value: ['released', 'held'] }] },
    { key: 'late', title: { zh: '逾期', en: 'Late' }, filter: [{ field: 'daysLate', operator: 'from', value: '1' }] },
    { key: 'short', title: { zh: '缺料', en: 'Short of material' }, filter: [{ field: 'kitting', operator: 'is', value: 'short' }] },
    { key: 'draft', title: { zh: '待下达', en: 'To release' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
    { key: 'to-close', title: { zh: '待结案', en: 'To close' }, filter: [{ field: 'state', operator: 'is', value: 'completed' }] },
  ],
});
export const getWorkOrder = queryContract({
  name: 'shopfloor/work-order.get', title: { zh: '查看生产任务单', en: 'View work orders' }, permission: 'shopfloor/work-order.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});
const lookup = { search: z.string().max(100).regex(searchable).default(''), ids: z.array(field.id()).max(500).optional(), limit: z.number().int().min(1).max(100).default(20) };
const lookupRows = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });
/** Orders that may be booked on; code is the number, name the product. */
export const lookupWorkOrders = queryContract({
  name: 'shopfloor/work-order.lookup', title: { zh: '选生产任务单', en: 'Look up work orders' }, permission: 'shopfloor/work-order.lookup', input: z.object(lookup), output: lookupRows,
});
/** Operations of one order; code is the operation number. */
export const lookupOperations = queryContract({
  name: 'shopfloor/work-order-operation.lookup', title: { zh: '选工序', en: 'Look up operations' }, permission: 'shopfloor/work-order.lookup',
  input: z.object({ ...lookup, workOrder: field.id().optional() }), output: lookupRows,
});
export const workOrderKey = z.object(recordKey);
