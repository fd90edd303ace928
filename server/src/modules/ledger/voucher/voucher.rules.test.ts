/** Every refusal of a manual voucher, in the order of the checks. */
import { parseDay } from '@millwright/core/primitives/plain-day';
import { describe, expect, it } from 'vitest';
import { decideManualVoucher, type VoucherInput } from './voucher.rules.ts';

const accounts = new Map([
  ['1', { code: '5602.01', is_leaf: true, active: true, control: null }],
  ['2', { code: '2241', is_leaf: true, active: true, control: null }],
  ['3', { code: '5602', is_leaf: false, active: true, control: null }],
  ['4', { code: '1122', is_leaf: true, active: true, control: 'receivable' }],
]);
const line = (account: string, debit: string | null, credit: string | null) => ({ summary: 'x', account, debit, credit, department: null });
const input = (...lines: ReturnType<typeof line>[]): VoucherInput => ({ day: parseDay('2026-06-10'), summary: '', attachmentCount: 0, lines });

describe('manual voucher', () => {
  it.each([
    ['two-lines', input(line('1', '1', null))],
    ['account-unusable', input(line('3', '1', null), line('2', null, '1'))],
    ['account-controlled', input(line('4', '1', null), line('2', null, '1'))],
    ['side-missing', input(line('1', '1', '1'), line('2', null, '1'))],
    ['unbalanced', input(line('1', '1', null), line('2', null, '1.01'))],
  ])('refuses %s', (code, asked) => {
    const decision = decideManualVoucher(accounts, asked);
    expect(decision.ok ? 'accepted' : decision.refusals[0]?.code).toBe(code);
  });
  it('takes red lines that balance', () => {
    expect(decideManualVoucher(accounts, input(line('1', '-5', null), line('2', null, '-5'))).ok).toBe(true);
  });
});
