/**
 * What other modules and flows may use of the shop floor. Planning releases in bulk: loadEngineering once for all items,
 * freezeWorkOrder per order and checkTogether (pure), newWorkOrders for all (set-based).
 */
export { loadEngineering } from './work-order/engineering.store.ts';
export { workOrderRefusals } from './work-order/work-order.contract.ts';
export { checkTogether, type Engineering, freezeWorkOrder, type FrozenOrder, stateByProgress, type WorkOrderRequest } from './work-order/work-order.rules.ts';
export { documentsOfOrder, loadUncommitted, type NewWorkOrder, newWorkOrders } from './work-order/work-order.store.ts';
export { decideStep } from './work-order/work-order.commands.ts';
export { carryState, followProgress, lockOrderFacts, type OrderFacts } from './work-order/order-facts.store.ts';
export { checkTakenBack } from './wip/wip.store.ts';
export { copyRedMaterial, type IssuedValue, loadIssuedValues, orderOfDocument, readMaterialDraft, writeMaterial } from './material/material.store.ts';
export { backflushedAtCompletion, backflushedBy, backflushLines } from './material/backflush.rules.ts';
export { copyRedBackflush, writeBackflush } from './material/backflush.store.ts';
export { bookMaterialIssue, materialIssue, materialIssueRefusals, saveMaterialIssue } from './material-issue/material-issue.contract.ts';
export { checkOnHand, decideIssue, type MaterialIssueInput, type MovedLine } from './material-issue/material-issue.rules.ts';
export { bookMaterialReturn, materialReturn, materialReturnRefusals, saveMaterialReturn } from './material-return/material-return.contract.ts';
export { checkReturnReversal, decideReturn, type MaterialReturnInput, valueReturned } from './material-return/material-return.rules.ts';
export { bookOperationReport, operationReport, operationReportRefusals, saveOperationReport } from './operation-report/operation-report.contract.ts';
export { checkReportReversal, decideReport, type OperationReportInput, type Report } from './operation-report/operation-report.rules.ts';
export { copyRedReport, loadReported, readReportDraft, writeReport } from './operation-report/operation-report.store.ts';
export { bookCompletion, completion, completionRefusals, saveCompletion } from './completion/completion.contract.ts';
export { type Completed, type CompletionInput, decideCompletion } from './completion/completion.rules.ts';
export { copyRedCompletion, readCompletionDraft, writeCompletion } from './completion/completion.store.ts';
export { closeWorkOrderContract, reopenWorkOrderContract, workOrderClose } from './work-order-close/work-order-close.contract.ts';
export { closeInForce, copyRedClose, writeClose } from './work-order-close/work-order-close.store.ts';
