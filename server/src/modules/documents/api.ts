/** What other modules may use of documents. */
export * from './register/register.store.ts';
export { canOf, headOf, type Head } from './register/register.queries.ts';
export { documentSearch } from './register/search-places.ts';
export { reversalRefusals } from './reversal-texts.ts';
export { lifecycleRefusals, orderLifecycle, whyNotUnapprove } from './order-lifecycle.ts';
export { openLines } from './open-line/open-line.queries.ts';
export { orderActions, orderStates } from './order-texts.ts';
export { orderImport, type OrderRow } from './order-import.ts';
export { draftCards } from './register/draft-cards.ts';
