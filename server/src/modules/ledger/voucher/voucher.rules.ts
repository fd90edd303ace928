/** A manual voucher balances, touches no controlled account, and has one side filled per line. */
import { formatMoney, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import { accept, type Decision, refuse, refuseAll, type Refusal } from '@millwright/core/primitives/outcome';
import type { z } from 'zod';
import type { saveVoucher } from './voucher.contract.ts';

export type VoucherInput = z.output<typeof saveVoucher.input>;
export type AccountFacts = { readonly code: string; readonly is_leaf: boolean; readonly active: boolean; readonly control: string | null };
export type SidedLine = VoucherInput['lines'][number] & { readonly side: 'D' | 'C'; readonly amount: string };

export function decideManualVoucher(accounts: ReadonlyMap<string, AccountFacts>, input: VoucherInput): Decision<readonly SidedLine[]> {
  if (input.lines.length < 2) return refuse('two-lines', {}, ['lines']);
  const refusals: Refusal[] = [];
  const lines: SidedLine[] = [];
  input.lines.forEach((line, index) => {
    const row = index + 1;
    const account = accounts.get(line.account);
    const filled = [line.debit, line.credit].filter((amount) => amount && parseMoney(amount) !== 0n);
    if (!account?.is_leaf || !account.active) refusals.push({ code: 'account-unusable', parameters: { row }, path: ['lines', index, 'account'] });
    else if (account.control) refusals.push({ code: 'account-controlled', parameters: { row, code: account.code }, path: ['lines', index, 'account'] });
    else if (filled.length !== 1) refusals.push({ code: 'side-missing', parameters: { row }, path: ['lines', index, 'debit'] });
    else lines.push({ ...line, side: line.debit === filled[0] ? 'D' : 'C', amount: filled[0] ?? '0' });
  });
  if (refusals.length > 0) return refuseAll(refusals);
  const total = (side: 'D' | 'C') => sumMoney(lines.filter((line) => line.side === side).map((line) => parseMoney(line.amount)));
  if (total('D') !== total('C')) return refuse('unbalanced', { debit: formatMoney(total('D')), credit: formatMoney(total('C')) }, ['lines', 0, 'debit']);
  return accept(lines);
}
