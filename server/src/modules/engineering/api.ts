/** What other modules may use of engineering. */
export { loadItems, type ItemRow } from './item/item.store.ts';
