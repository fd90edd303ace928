/** 工艺路线: in which steps an item is made, where, and how long each takes. Versions as for bills (ENG-09). */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, savedOutput, type Text } from '../../../kernel/contract.ts';
import { importContract } from '../../../kernel/exchange/import.contract.ts';
import { versionActions, versionRefusals, versionStates } from '../version/version-texts.ts';

export const routingHead = z.object({
  item: field.reference('物料', 'Item', 'engineering/item', { width: 260 }),
  revision: field.code('版本', 'Revision', { width: 70 }).default('A'),
  validFrom: field.day('生效日期', 'Valid from').default(parseDay('2000-01-01')),
  validTo: field.day('失效日期', 'Valid to').nullable().default(null),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
const minutes = { unit: { zh: '分钟', en: 'min' } };
export const routingLine = z.object({
  operationNo: field.count('工序号', 'Operation', { min: 1, max: 9999 }),
  name: field.text('工序名称', 'Operation name', { required: true, max: 60, width: 160 }),
  workCenter: field.reference('工作中心', 'Work centre', 'engineering/work-center', { width: 180 }),
  setupMinutes: field.price('准备工时', 'Set-up', { ...minutes, hint: { zh: '每批一次', en: 'once a lot' } }).default('0'),
  runMinutes: field.price('单件工时', 'Run per piece', minutes).default('0'),
  queueDays: field.count('排队天数', 'Queue days', { max: 99 }).default(0),
  pieceRate: field.price('计件单价', 'Piece rate', { group: 'wages', unit: { zh: '元', en: 'CNY' } }).default('0'),
  instruction: field.text('作业要点', 'Instruction', { max: 500, width: 220 }).default(''),
});
export const routing = documentContract({
  noun: 'engineering/routing',
  title: { zh: '工艺路线', en: 'Routing' },
  states: versionStates,
  editable: ['draft'],
  head: routingHead,
  line: routingLine,
  actions: versionActions,
});
export const routingRefusals = {
  ...versionRefusals,
  'item-not-made': { zh: '「{code}」是外购件，没有工艺路线；请先把来源改为自制或委外。', en: '"{code}" is bought and has no routing; set its source to make or subcontract first.' },
  'work-center-unknown': { zh: '第 {row} 行：工作中心不存在或已停用。', en: 'Row {row}: the work centre does not exist or is inactive.' },
  'operation-twice': { zh: '第 {row} 行：工序号 {operation} 重复。', en: 'Row {row}: operation {operation} occurs twice.' },
} satisfies Record<string, Text>;
export const saveRouting = commandContract({
  name: 'engineering/routing.save',
  title: { zh: '编辑工艺路线', en: 'Edit routings' },
  input: routingHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('工序', 'Operations', routingLine, { max: 200 }) }),
  output: savedOutput,
  refusals: { ...routingRefusals, 'wrong-state': { zh: '{because}', en: '{because}' } },
});
export const listRoutings = listContract({
  noun: 'engineering/routing',
  title: { zh: '工艺路线', en: 'Routings' },
  row: {
    number: field.code('编号', 'Number', { width: 160 }),
    item: field.referenceTo('物料', 'Item', 'engineering/item', { width: 240 }),
    revision: field.code('版本', 'Revision', { width: 70 }),
    validFrom: field.day('生效日期', 'Valid from'),
    validTo: field.day('失效日期', 'Valid to').nullable(),
    operations: field.text('工序', 'Operations', { width: 320 }),
    state: field.choice('状态', 'State', { draft: versionStates.draft.label, approved: versionStates.approved.label, obsolete: versionStates.obsolete.label }),
  },
  defaultSort: { by: 'number', descending: false },
  views: [
    { key: 'approved', title: { zh: '有效', en: 'In force' }, filter: [{ field: 'state', operator: 'is', value: 'approved' }] },
    { key: 'draft', title: { zh: '待审核', en: 'To approve' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getRouting = queryContract({
  name: 'engineering/routing.get', title: { zh: '查看工艺路线', en: 'View routings' }, permission: 'engineering/routing.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});

/** One row per operation; the rows of one item and revision make one routing. */
export const routingImport = importContract({
  noun: 'engineering/routing',
  title: { zh: '工艺路线', en: 'Routing' },
  row: z.object({
    item: field.reference('物料编码', 'Item code', 'engineering/item', { width: 150 }),
    revision: field.code('版本', 'Revision', { width: 70 }).default('A'),
    ...routingLine.shape,
    validFrom: routingHead.shape.validFrom,
  }),
  key: ['item', 'revision', 'operationNo'],
  reversible: true,
  examples: { item: 'CAB-1200', operationNo: '10', name: '激光下料', workCenter: 'LASER', runMinutes: '2.5' },
  explanation: [
    { zh: '一行一道工序；物料编码和版本相同的行组成一条工艺路线。已有的草稿会整条替换，已审核的版本不能改，请换版本号。', en: 'One row per operation; rows with the same item and revision make one routing. A draft is replaced as a whole; an approved revision cannot be changed, so use another revision.' },
    { zh: '引入的工艺路线随即审核生效。', en: 'Imported routings are approved and in force at once.' },
  ],
});
