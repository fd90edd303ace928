/** Items: labels to stick on, and which of the many fields the list leaves out at first. */
import { item } from '@millwright/server/modules/engineering/item/item.contract';
import type { MasterOptions } from '../../record/master/MasterPage.tsx';

export const itemOptions: MasterOptions = {
  contract: item,
  listOptions: {
    labels: {
      title: { zh: '物料标签', en: 'Item labels' },
      of: (row) => ({ code: String(row['code']), name: String(row['name']), spec: String(row['spec'] ?? ''), unit: (row['unit'] as { name?: string } | null)?.name ?? '' }),
    },
    hidden: ['drawingRevision', 'lotMaximum', 'periodDays', 'reorderPoint', 'orderUpTo', 'receiptTolerance', 'weightKg', 'abc', 'taxRate', 'orderPolicy', 'lotMultiple', 'supplier'],
  },
};
