/** 应收: what customers owe, item by item and by age. Nothing here is stored; every figure is the journal's sum over open items. */
import { z } from 'zod';
import { field, queryContract } from '../../../kernel/contract.ts';

const customer = z.object({ id: z.string(), code: z.string(), name: z.string() });
export const openReceivableRow = z.object({
  id: z.string(), documentId: z.string(), kind: z.string(), number: z.string(), invoiceNumbers: z.string(), day: z.string(), dueDay: z.string(), customer, total: z.string(), open: z.string(), overdueDays: z.number(),
});
export const openReceivables = queryContract({
  name: 'finance/receivable.open-items',
  title: { zh: '应收明细', en: 'Open receivables' },
  permission: 'finance/receivable.view',
  input: z.object({ customer: field.id().optional(), asOf: field.day('截至', 'As of').optional() }),
  output: z.object({ rows: z.array(openReceivableRow), total: z.string(), advance: z.string() }),
});
const buckets = { notDue: z.string(), days30: z.string(), days60: z.string(), days90: z.string(), older: z.string() };
export const receivablesAgeing = queryContract({
  name: 'finance/receivable.ageing',
  title: { zh: '应收账龄', en: 'Receivables ageing' },
  permission: 'finance/receivable.view',
  input: z.object({ asOf: field.day('截至', 'As of').optional() }),
  output: z.object({ asOf: z.string(), rows: z.array(z.object({ customer, creditLimit: z.string(), ...buckets, total: z.string(), advance: z.string() })), totals: z.object({ ...buckets, total: z.string(), advance: z.string() }) }),
});
