import { module } from '../../kernel/command.ts';
import { masterRecord } from '../../kernel/master-record.ts';
import { item } from './item/item.contract.ts';
import { checkItem, type ItemInput } from './item/item.rules.ts';
import { workCenter } from './work-center/work-center.contract.ts';

const masters = [
  masterRecord(item, { table: 'engineering.item', searched: ['spec', 'drawingNumber'], check: (input) => checkItem(input as ItemInput) }),
  masterRecord(workCenter, { table: 'engineering.work_center' }),
];
export const engineering = module({
  name: 'engineering',
  title: { zh: '工程数据', en: 'Engineering' },
  dependsOn: ['foundation'],
  documents: [],
  commands: masters.flatMap((master) => master.commands),
  queries: masters.flatMap((master) => master.queries),
});
