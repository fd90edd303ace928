import { module } from '../../kernel/command.ts';
import { exceptionQueries } from './exception/exception.queries.ts';
import { planningCards } from './home-cards.ts';
import { itemPlanQueries } from './item-plan/item-plan.queries.ts';
import { mrpRunCommands } from './mrp-run/mrp-run.commands.ts';
import { mrpRunQueries } from './mrp-run/mrp-run.queries.ts';
import { plannedOrderQueries } from './planned-order/planned-order.queries.ts';

export const planning = module({
  name: 'planning',
  title: { zh: '生产计划', en: 'Planning' },
  dependsOn: ['foundation', 'engineering', 'documents', 'inventory', 'ledger', 'purchasing', 'sales', 'shopfloor'],
  documents: [],
  // Releasing planned orders is a command of flows/: it writes purchase orders and work orders.
  commands: [...mrpRunCommands],
  queries: [...mrpRunQueries, ...plannedOrderQueries, ...itemPlanQueries, ...exceptionQueries],
  homeCards: planningCards,
});
