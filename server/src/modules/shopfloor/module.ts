import { module } from '../../kernel/command.ts';
import { completion } from './completion/completion.contract.ts';
import { completionQueries } from './completion/completion.queries.ts';
import { materialQueries } from './material/material.queries.ts';
import { shopfloorCards } from './home-cards.ts';
import { materialIssue } from './material-issue/material-issue.contract.ts';
import { materialReturn } from './material-return/material-return.contract.ts';
import { operationReport } from './operation-report/operation-report.contract.ts';
import { operationReportQueries } from './operation-report/operation-report.queries.ts';
import { wipQueries } from './wip/wip.queries.ts';
import { workOrderClose } from './work-order-close/work-order-close.contract.ts';
import { workOrderCloseQueries } from './work-order-close/work-order-close.queries.ts';
import { lookupQueries } from './work-order/lookup.queries.ts';
import { workOrderCommands } from './work-order/work-order.commands.ts';
import { workOrder } from './work-order/work-order.contract.ts';
import { workOrderQueries } from './work-order/work-order.queries.ts';

export const shopfloor = module({
  name: 'shopfloor',
  title: { zh: '车间管理', en: 'Shop floor' },
  dependsOn: ['foundation', 'engineering', 'documents', 'inventory', 'ledger', 'sales'],
  documents: [workOrder, materialIssue, materialReturn, operationReport, completion, workOrderClose],
  // Bookings are commands of flows/: they touch the books as well.
  commands: [...workOrderCommands],
  queries: [...workOrderQueries, ...lookupQueries, ...materialQueries, ...operationReportQueries, ...completionQueries, ...workOrderCloseQueries, ...wipQueries],
  homeCards: shopfloorCards,
});
