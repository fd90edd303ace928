/** What other modules, flows and tests may use of planning. */
export { plannedOrderRefusals, releasePlannedOrders } from './planned-order/planned-order.contract.ts';
export { decideRelease, type Release, type ReleaseFacts, type ReleaseInput } from './planned-order/planned-order.rules.ts';
export { holdOffRuns, loadRun, loadServed, loadSuppliers, lockPlannedOrders, markReleased, type ServedLine } from './planned-order/planned-order.store.ts';
export { CannotPlan, type MrpOutcome, type MrpParts, runMrp } from './mrp-run/run-mrp.ts';
