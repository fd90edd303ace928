/** 仓库: a real place that holds stock. Its kind says what may happen there. */
import { field } from '../../../kernel/contract.ts';
import { masterContract } from '../../../kernel/master.contract.ts';

export const warehouse = masterContract({
  noun: 'inventory/warehouse',
  title: { zh: '仓库', en: 'Warehouse' },
  fields: {
    usage: field.choice('存放', 'Holds', {
      raw: { zh: '原材料', en: 'Raw material' },
      'sheet-metal': { zh: '钣材', en: 'Sheet metal' },
      hardware: { zh: '五金', en: 'Hardware' },
      mould: { zh: '模具', en: 'Moulds' },
      'semi-finished': { zh: '半成品', en: 'Semi-finished' },
      finished: { zh: '成品', en: 'Finished goods' },
      packing: { zh: '包材辅料', en: 'Packing and supplies' },
      'line-side': { zh: '线边', en: 'Line side' },
    }),
    keeper: field.text('保管员', 'Keeper', { max: 40 }).default(''),
  },
});
