/** What an opening may be, row by row, and the entry lines it becomes: one side the account or pool, the other opening clearing. */
import { parseMoney, parseQuantity, quantity } from '@millwright/core/primitives/decimal';
import type { EntryLine } from '@millwright/core/ledger/entry-line';
import type { Text } from '@millwright/core/primitives/outcome';

export type StockRow = { readonly row_no: number; readonly class: string; readonly source: string; readonly code: string; readonly active: boolean; readonly decimals: number; readonly quantity: string; readonly amount: string; readonly opened: boolean };
export function stockFault(row: StockRow): { column: string; reason: Text } | undefined {
  if (!row.active) return { column: 'item', reason: { zh: `物料「${row.code}」已停用。`, en: `item "${row.code}" is inactive.` } };
  if (row.class === 'service' || row.source === 'phantom') return { column: 'item', reason: { zh: `「${row.code}」是服务或虚拟件，没有库存。`, en: `"${row.code}" is a service or a phantom and has no stock.` } };
  if (parseQuantity(row.quantity) % 10n ** BigInt(6 - row.decimals) !== 0n) return { column: 'quantity', reason: { zh: `「${row.code}」的数量最多 ${row.decimals} 位小数。`, en: `the quantity of "${row.code}" takes at most ${row.decimals} decimals.` } };
  if (parseMoney(row.amount) < 0n) return { column: 'amount', reason: { zh: '金额不能为负。', en: 'the amount must not be negative.' } };
  if (row.opened) return { column: 'item', reason: { zh: `「${row.code}」在这个仓库已有期初；请先冲销原来的期初单。`, en: `"${row.code}" has an opening in this warehouse already; reverse that document first.` } };
  return undefined;
}

export type BalanceRow = {
  readonly row_no: number; readonly code: string; readonly leaf: boolean; readonly active: boolean; readonly control: string | null; readonly needs_party: boolean;
  readonly party: string | null; readonly debit: string | null; readonly credit: string | null;
  /** Whom the account is kept by, where that is one of the two; what the party is. */
  readonly kept_by: 'customer' | 'supplier' | null; readonly customer: boolean; readonly supplier: boolean;
  readonly clearing: boolean; readonly opened: boolean;
};
const fromDocuments = new Set(['inventory', 'goods-in-transit', 'wip', 'cost-variance']);
export function balanceFault(row: BalanceRow): { column: string; reason: Text } | undefined {
  if (!row.active) return { column: 'account', reason: { zh: `科目 ${row.code} 已停用。`, en: `account ${row.code} is inactive.` } };
  if (!row.leaf) return { column: 'account', reason: { zh: `科目 ${row.code} 不是末级科目，请填明细科目。`, en: `account ${row.code} has sub-accounts; use one of those.` } };
  if (row.control !== null && fromDocuments.has(row.control)) return { column: 'account', reason: { zh: `科目 ${row.code} 的余额由库存和生产单据形成；存货请用「期初库存」引入。`, en: `account ${row.code} is carried by stock and production documents; import opening stock instead.` } };
  if (row.needs_party && row.party === null) return { column: 'party', reason: { zh: `科目 ${row.code} 按往来单位核算，请填往来单位。`, en: `account ${row.code} is kept by party; fill in the party.` } };
  if (row.party !== null && row.kept_by === 'customer' && !row.customer) return { column: 'party', reason: { zh: `科目 ${row.code} 按客户核算，「${row.party}」不是客户。`, en: `account ${row.code} is kept by customer; "${row.party}" is none.` } };
  if (row.party !== null && row.kept_by === 'supplier' && !row.supplier) return { column: 'party', reason: { zh: `科目 ${row.code} 按供应商核算，「${row.party}」不是供应商。`, en: `account ${row.code} is kept by supplier; "${row.party}" is none.` } };
  if (row.clearing) return { column: 'account', reason: { zh: `科目 ${row.code} 由期初自动对冲，不用填。`, en: `account ${row.code} is the counterpart of all openings; leave it out.` } };
  const [debit, credit] = [parseMoney(row.debit ?? '0'), parseMoney(row.credit ?? '0')];
  if ((debit === 0n) === (credit === 0n)) return { column: 'debit', reason: { zh: '借方、贷方要填且只填一个，且不为零。', en: 'fill in either debit or credit, not zero.' } };
  if (row.opened) return { column: 'account', reason: { zh: `科目 ${row.code}${row.party === null ? '' : `「${row.party}」`}的这笔期初已经引入过；请先冲销原来的期初单。`, en: `this balance of account ${row.code}${row.party === null ? '' : ` "${row.party}"`} has been brought in already; reverse that document first.` } };
  return undefined;
}

export type OpeningBalance = { readonly accountId: string; readonly partyId: string | null; readonly openItemId: string | null; readonly summary: string; readonly debit: string | null; readonly credit: string | null };
/** The account's own line and its counterpart on opening clearing; a negative balance stays on its side, in red. */
export function balanceLines(balance: OpeningBalance, clearingId: string): EntryLine[] {
  const onDebit = parseMoney(balance.debit ?? '0') !== 0n;
  const amount = parseMoney((onDebit ? balance.debit : balance.credit) ?? '0');
  const line = (side: 'D' | 'C', accountId: string, party: boolean): EntryLine => ({
    side, amount, accountId, quantity: quantity(0n), settles: false, movement: onDebit ? 'opening.debit' : 'opening.credit', summary: balance.summary,
    ...(party ? { partyId: balance.partyId, openItemId: balance.openItemId } : {}),
  });
  return [line(onDebit ? 'D' : 'C', balance.accountId, true), line(onDebit ? 'C' : 'D', clearingId, false)];
}
