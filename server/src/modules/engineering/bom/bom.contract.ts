/** 物料清单: what one lot of an item is made of. Versions with effectivity; nothing approved is edited in place (ENG-04, ENG-05). */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { z } from 'zod';
import { commandContract, documentContract, field, listContract, queryContract, savedOutput, type Text } from '../../../kernel/contract.ts';
import { importContract } from '../../../kernel/exchange/import.contract.ts';
import { itemSources } from '../item/item.contract.ts';
import { versionActions, versionRefusals, versionStates } from '../version/version-texts.ts';

export const issueMethods = { pick: { zh: '领料', en: 'Pick' }, backflush: { zh: '倒冲', en: 'Backflush' } } satisfies Record<string, Text>;
export const bomHead = z.object({
  item: field.reference('父件', 'Parent item', 'engineering/item', { width: 260 }),
  revision: field.code('版本', 'Revision', { width: 70 }).default('A'),
  validFrom: field.day('生效日期', 'Valid from').default(parseDay('2000-01-01')),
  validTo: field.day('失效日期', 'Valid to').nullable().default(null),
  baseQuantity: field.amount('基准数量', 'Base quantity', { hint: { zh: '下列用量对应的父件数量', en: 'Number of parents the quantities below are for' } }).default('1'),
  note: field.text('备注', 'Note', { max: 500 }).default(''),
});
export const bomLine = z.object({
  component: field.reference('子件', 'Component', 'engineering/item', { width: 260 }),
  quantityPer: field.amount('用量', 'Quantity per'),
  quantityFixed: field.quantity('固定用量', 'Fixed quantity', { hint: { zh: '每张工单一次，与数量无关', en: 'Once per order, whatever its quantity' } }).default('0'),
  scrapRate: field.rate('损耗率', 'Scrap', { within: (rate) => rate < 1, expects: { zh: '损耗率要小于 100%，如 3 或 3%', en: 'below 100 %, such as 3 or 3%' } }).default('0'),
  operationNo: field.count('工序号', 'Operation', { min: 1, max: 9999 }).nullable().default(null),
  issueMethod: field.choice('发料方式', 'Issue method', issueMethods).default('pick'),
  position: field.text('位号', 'Position', { max: 100 }).default(''),
});
export const bom = documentContract({
  noun: 'engineering/bom',
  title: { zh: '物料清单', en: 'Bill of material' },
  states: versionStates,
  editable: ['draft'],
  head: bomHead,
  line: bomLine,
  actions: versionActions,
});
export const bomRefusals = {
  ...versionRefusals,
  'parent-not-made': { zh: '「{code}」是外购件，没有物料清单；请先把来源改为自制、委外或虚拟件。', en: '"{code}" is bought and has no bill; set its source to make, subcontract or phantom first.' },
  'component-unknown': { zh: '第 {row} 行：子件不存在或已停用。', en: 'Row {row}: the component does not exist or is inactive.' },
  'scrap-too-high': { zh: '第 {row} 行：损耗率必须小于 1（100%）。', en: 'Row {row}: scrap must be below 1 (100 %).' },
  'component-twice': { zh: '第 {row} 行：「{code}」在同一工序已有一行，请合并。', en: 'Row {row}: "{code}" stands at this operation already; merge the rows.' },
  cycle: { zh: '物料清单首尾相接：{path}。请检查其中一级。', en: 'The bill runs in a circle: {path}. Check one of these levels.' },
} satisfies Record<string, Text>;
export const saveBom = commandContract({
  name: 'engineering/bom.save',
  title: { zh: '编辑物料清单', en: 'Edit bills of material' },
  input: bomHead.extend({ id: field.id().optional(), version: z.number().int().min(1).optional(), lines: field.lines('子件', 'Components', bomLine) }),
  output: savedOutput,
  refusals: { ...bomRefusals, 'wrong-state': { zh: '{because}', en: '{because}' } },
});

const stateField = field.choice('状态', 'State', { draft: versionStates.draft.label, approved: versionStates.approved.label, obsolete: versionStates.obsolete.label });
export const listBoms = listContract({
  noun: 'engineering/bom',
  title: { zh: '物料清单', en: 'Bills of material' },
  row: {
    number: field.code('编号', 'Number', { width: 160 }),
    item: field.referenceTo('父件', 'Parent item', 'engineering/item', { width: 240 }),
    revision: field.code('版本', 'Revision', { width: 70 }),
    validFrom: field.day('生效日期', 'Valid from'),
    validTo: field.day('失效日期', 'Valid to').nullable(),
    lineCount: field.count('子件数', 'Components'),
    state: stateField,
  },
  defaultSort: { by: 'number', descending: false },
  views: [
    { key: 'approved', title: { zh: '有效', en: 'In force' }, filter: [{ field: 'state', operator: 'is', value: 'approved' }] },
    { key: 'draft', title: { zh: '待审核', en: 'To approve' }, filter: [{ field: 'state', operator: 'is', value: 'draft' }] },
  ],
});
export const getBom = queryContract({
  name: 'engineering/bom.get', title: { zh: '查看物料清单', en: 'View bills of material' }, permission: 'engineering/bom.view',
  input: z.object({ id: field.id() }), output: z.record(z.string(), z.unknown()),
});

const itemShown = z.object({ id: z.string(), code: z.string(), name: z.string(), spec: z.string(), unit: z.string() });
export const bomTree = queryContract({
  name: 'engineering/bom.tree', title: { zh: '多级展开', en: 'Multi-level bill' }, permission: 'engineering/bom.view',
  /** By item: the bill in force on the day. By bill: this version at the top, whatever its state. */
  input: z.object({ item: field.id().optional(), bom: field.id().optional(), quantity: field.amount('数量', 'Quantity').default('1'), day: field.day('日期', 'Day').optional() }),
  output: z.object({
    root: itemShown.nullable(),
    truncated: z.boolean(),
    rows: z.array(z.object({
      key: z.string(), parent: z.string().nullable(), level: z.number(), item: itemShown, source: field.choice('来源', 'Source', itemSources),
      quantityPer: field.quantity('用量', 'Quantity per'), quantityFixed: field.quantity('固定用量', 'Fixed quantity'), scrapRate: field.rate('损耗率', 'Scrap'),
      quantity: field.quantity('累计用量', 'Quantity in all'), stock: field.quantity('库存', 'Stock'), operationNo: z.number().nullable(), issueMethod: z.string(), bom: z.string().nullable(),
    })),
  }),
});
export const bomWhereUsed = queryContract({
  name: 'engineering/bom.where-used', title: { zh: '反查到顶', en: 'Where used' }, permission: 'engineering/bom.view',
  input: z.object({ item: field.id(), day: field.day('日期', 'Day').optional() }),
  output: z.object({
    truncated: z.boolean(),
    rows: z.array(z.object({
      key: z.string(), parent: z.string().nullable(), level: z.number(), item: itemShown, bom: z.string(), revision: z.string(), top: z.boolean(),
      quantityPer: field.quantity('用量', 'Quantity per'), quantity: field.quantity('累计用量', 'Quantity in all'),
    })),
  }),
});

/** Parent–child format: one row per component, the rows of one parent and revision make one bill. */
export const bomImport = importContract({
  noun: 'engineering/bom',
  title: { zh: '物料清单', en: 'Bill of material' },
  sheet: { zh: '物料清单', en: 'BOM' },
  row: z.object({
    level: field.text('层级', 'Level', { max: 40, width: 70, hint: { zh: '多级格式才填：0、1、2，或 .1、..2，或 1.1.2；不填时按父件编码', en: 'Only for the levelled form: 0, 1, 2 or .1, ..2 or 1.1.2; without it the parent code counts' }, alsoCalled: ['层次', '阶层', '阶次', '级别', 'BOM层次', 'BOM层级', '层', 'BOM level', 'Lvl'] }).default(''),
    parent: field.reference('父件编码', 'Parent code', 'engineering/item', { width: 150, alsoCalled: ['父项物料编码', '父项编码', '父件', '父项', '母件编码', '母件', '上级编码', '父件料号', '父项料号', 'Parent', 'Parent part', 'Parent part no', 'Parent item', 'Assembly'] }),
    revision: field.code('版本', 'Revision', { width: 70, alsoCalled: ['BOM版本', 'Rev', 'Rev.'] }).default('A'),
    component: field.reference('子件编码', 'Component code', 'engineering/item', { width: 150, alsoCalled: ['子项物料编码', '子项编码', '子件', '子项', '子件料号', '子项料号', '物料编码', '物料代码', '料号', '品号', '零件号', '图号', 'Component', 'Component part', 'Child', 'Part No', 'Part No.', 'Part Number', 'Item', 'Item code', 'P/N'] }),
    quantityPer: field.amount('用量', 'Quantity per', { alsoCalled: ['数量', '单位用量', '单台用量', '用量分子', '标准用量', 'Qty', 'Quantity', 'Qty per', 'Usage'] }),
    quantityFixed: bomLine.shape.quantityFixed,
    scrapRate: bomLine.shape.scrapRate,
    operationNo: bomLine.shape.operationNo,
    issueMethod: bomLine.shape.issueMethod,
    position: bomLine.shape.position,
    baseQuantity: bomHead.shape.baseQuantity,
    validFrom: bomHead.shape.validFrom,
  }),
  key: ['parent', 'revision', 'component', 'operationNo'],
  deferred: ['parent', 'quantityPer'],
  lines: { sum: ['quantityPer', 'quantityFixed'] },
  indent: 'component',
  reversible: true,
  examples: { parent: 'CAB-1200', component: 'PNL-0815', quantityPer: '2', operationNo: '10' },
  explanation: [
    { zh: '一行一个子件；父件编码和版本相同的行组成一张清单。已有的草稿会整张替换，已审核的版本不能改，请换版本号。', en: 'One row per component; rows with the same parent and revision make one bill. A draft is replaced as a whole; an approved revision cannot be changed, so use another revision.' },
    { zh: '也可以用多级格式：不填父件编码，用「层级」或子件编码前的空格表示层次，最上层是产品本身。', en: 'Or in levels: without parent codes, the level or the spaces before the component code say how deep a row stands; the top rows are the products.' },
    { zh: '引入的清单随即审核生效。', en: 'Imported bills are approved and in force at once.' },
  ],
});
