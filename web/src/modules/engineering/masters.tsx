import { item } from '@millwright/server/modules/engineering/item/item.contract';
import { workCenter } from '@millwright/server/modules/engineering/work-center/work-center.contract';
import { MasterPage, type MasterOptions } from '../../record/master/MasterPage.tsx';

const itemOptions: MasterOptions = {
  contract: item,
  listOptions: {
    labels: {
      title: { zh: '物料标签', en: 'Item labels' },
      of: (row) => ({ code: String(row['code']), name: String(row['name']), spec: String(row['spec'] ?? ''), unit: (row['unit'] as { name?: string } | null)?.name ?? '' }),
    },
    hidden: ['drawingRevision', 'lotMaximum', 'periodDays', 'reorderPoint', 'orderUpTo', 'receiptTolerance', 'weightKg', 'abc', 'taxRate', 'orderPolicy', 'lotMultiple', 'supplier'],
  },
};
const workCenterOptions: MasterOptions = { contract: workCenter };
export const ItemPage = () => <MasterPage options={itemOptions} />;
export const WorkCenterPage = () => <MasterPage options={workCenterOptions} />;
