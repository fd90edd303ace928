/**
 * What flows may do with the books. In order: loadPostingRules and lockPools together (one round trip), decide with
 * core/ledger/posting and core/costing, register the document, insertEntry. The rest the database keeps by itself.
 */
export { moneyAccount } from './account/money-account.ts';
export { insertEntry, loadEntry, type NewEntry, sendEntry, type StoredEntry } from './entry/entry.store.ts';
export { type Area, ensurePeriodOpen } from './entry/period.store.ts';
export { loadBalances, lockedPools, lockPools, lockPoolsById, type BalanceKey, type Pool, type PoolKey } from './entry/pool.store.ts';
export { loadPostingRules } from './entry/posting-rules.store.ts';
export { type EntryForReversal, loadEntryForReversal } from './entry/reversal.store.ts';
export { type Destination, spread, weighing, whereGoodsWent } from './entry/where-goods-went.ts';
export { loadLaterPools, type LaterPools } from './entry/revaluation.store.ts';
export { booksDatabaseRefusals, booksTexts } from './books.refusals.ts';
export { opening, openingBalanceImport, openingStockImport } from './opening/opening.contract.ts';
export { type BalanceRow, balanceFault, balanceLines, type StockRow, stockFault } from './opening/opening.rules.ts';
