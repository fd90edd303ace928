/** 物料: what is bought, made, stocked and sold, with the data planning needs (ENG-02). */
import type { Text } from '../../../kernel/contract.ts';
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const itemClasses = {
  finished: { zh: '成品', en: 'Finished' },
  'semi-finished': { zh: '半成品', en: 'Semi-finished' },
  'sheet-metal': { zh: '钣金', en: 'Sheet metal' },
  mould: { zh: '模具', en: 'Mould' },
  hardware: { zh: '五金', en: 'Hardware' },
  raw: { zh: '原材料', en: 'Raw material' },
  packing: { zh: '包材', en: 'Packing' },
  service: { zh: '服务', en: 'Service' },
} satisfies Record<string, Text>;
export const itemSources = {
  make: { zh: '自制', en: 'Make' },
  buy: { zh: '外购', en: 'Buy' },
  subcontract: { zh: '委外', en: 'Subcontract' },
  phantom: { zh: '虚拟件', en: 'Phantom' },
} satisfies Record<string, Text>;

export const item = masterContract({
  noun: 'engineering/item',
  title: { zh: '物料', en: 'Item' },
  codeAlsoCalled: ['料号', '品号', '品番', '存货编码', '存货代码', '产品编码', '物料长代码', '零件号', 'Part No', 'Part No.', 'Part Number', 'P/N', 'SKU'],
  fields: {
    spec: field.text('规格型号', 'Specification', { max: 200, width: 200, alsoCalled: ['规格', '型号', '存货规格', 'Spec', 'Description'] }).default(''),
    class: field.choice('类别', 'Class', itemClasses, { alsoCalled: ['物料类别', '物料分类', '存货分类', 'Item class', 'Category'] }),
    source: field.choice('来源', 'Source', itemSources, { alsoCalled: ['物料属性', '物料来源', '属性', 'Make or buy', 'Procurement type'] }),
    unit: field.reference('单位', 'Unit', 'foundation/unit', { width: 70, alsoCalled: ['计量单位', '基本单位', '主计量单位', '库存单位', 'UOM', 'UoM', 'Unit of measure'] }),
    drawingNumber: field.text('图号', 'Drawing no.', { max: 60 }).default(''),
    drawingRevision: field.text('图纸版本', 'Drawing rev.', { max: 10 }).default(''),
    orderPolicy: field.choice('订货策略', 'Order policy', {
      'lot-for-lot': { zh: '按需', en: 'Lot for lot' },
      fixed: { zh: '固定批量', en: 'Fixed quantity' },
      period: { zh: '按期合并', en: 'Period of supply' },
      'min-max': { zh: '再订货点', en: 'Reorder point' },
      eoq: { zh: '经济批量', en: 'EOQ' },
    }).default('lot-for-lot'),
    leadDays: field.count('提前期', 'Lead time', { max: 999, unit: { zh: '工作日', en: 'working days' } }).default(0),
    lotMinimum: field.quantity('最小批量', 'Minimum lot').default('0'),
    lotMultiple: field.quantity('批量倍数', 'Lot multiple').default('0'),
    lotMaximum: field.quantity('最大批量', 'Maximum lot').nullable().default(null),
    periodDays: field.count('合并天数', 'Period of supply', { max: 366 }).default(0),
    safetyStock: field.quantity('安全库存', 'Safety stock').default('0'),
    reorderPoint: field.quantity('再订货点', 'Reorder point').nullable().default(null),
    orderUpTo: field.quantity('最高库存', 'Order up to').nullable().default(null),
    warehouse: field.reference('默认仓库', 'Warehouse', 'inventory/warehouse').nullable().default(null),
    supplier: field.reference('默认供应商', 'Supplier', 'purchasing/supplier').nullable().default(null),
    purchasePrice: field.price('含税采购价', 'Purchase price', { group: 'purchase-price' }).nullable().default(null),
    salesPrice: field.price('含税销售价', 'Sales price', { group: 'sales-price' }).nullable().default(null),
    taxRate: field.taxRate().default('0.13'),
    receiptTolerance: field.rate('超收容差', 'Receipt tolerance', { within: (rate) => rate <= 1, expects: { zh: '容差最多 100%，如 5 或 5%', en: 'at most 100 %, such as 5 or 5%' } }).default('0'),
    weightKg: field.quantity('单重', 'Weight', { unit: { zh: '千克', en: 'kg' } }).nullable().default(null),
    abc: field.choice('ABC 分类', 'ABC class', { A: { zh: 'A', en: 'A' }, B: { zh: 'B', en: 'B' }, C: { zh: 'C', en: 'C' } }).default('C'),
  },
  lookupFields: ['spec', 'unit', 'class', 'source', 'purchasePrice', 'salesPrice', 'taxRate', 'leadDays', 'warehouse'],
  refusals: {
    'supplier-for-bought': { zh: '外购件或委外件才有默认供应商。', en: 'Only bought or subcontracted items have a default supplier.' },
    'maximum-below-minimum': { zh: '最大批量不能小于最小批量。', en: 'The maximum lot must not be below the minimum lot.' },
    'reorder-point-missing': { zh: '再订货点策略要填再订货点和最高库存。', en: 'The reorder-point policy needs a reorder point and an order-up-to level.' },
  },
});
