/** What other modules may use of engineering. */
export { loadItems, type ItemRow } from './item/item.store.ts';
export { loadOrderData, type MadeItem, type OrderData, type Routing, type RoutingOperation } from './order-data/order-data.store.ts';
