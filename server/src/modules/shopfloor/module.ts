import { module } from '../../kernel/command.ts';
import { workOrderCommands } from './work-order/work-order.commands.ts';
import { workOrder } from './work-order/work-order.contract.ts';
import { workOrderQueries } from './work-order/work-order.queries.ts';

export const shopfloor = module({
  name: 'shopfloor',
  title: { zh: '车间管理', en: 'Shop floor' },
  dependsOn: ['foundation', 'engineering', 'documents', 'inventory', 'ledger', 'sales'],
  documents: [workOrder],
  commands: [...workOrderCommands],
  queries: [...workOrderQueries],
});
