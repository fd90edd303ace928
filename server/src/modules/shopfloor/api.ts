/**
 * What other modules and flows may use of the shop floor. Planning releases in bulk: loadEngineering once for all items,
 * freezeWorkOrder per order (pure), newWorkOrders for all (set-based).
 */
export { loadEngineering } from './work-order/engineering.store.ts';
export { workOrderRefusals } from './work-order/work-order.contract.ts';
export { type Engineering, freezeWorkOrder, type FrozenOrder, type WorkOrderRequest } from './work-order/work-order.rules.ts';
export { type NewWorkOrder, newWorkOrders } from './work-order/work-order.store.ts';
