/** Payments, and open payables by due date. A payable is opened by a supplier invoice or brought along by an opening document. */
import { formatMoney, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { openPayable } from '../supplier-invoice/supplier-invoice.queries.ts';
import { getPayment, listPayments, openPayables, payment, proposePayment } from './payment.contract.ts';

const payableKinds = ['finance/supplier-invoice', 'ledger/opening'];

export const paymentQueries: AnyQuery[] = [
  runnable(listPayments, (reader, input, { companyId }) =>
    runList(reader, listPayments.list!, {
      from: sql`documents.document as d
        join finance.payment as s on s.company_id = d.company_id and s.id = d.id
        left join foundation.party as p on p.company_id = s.company_id and p.id = s.supplier_id
        left join ledger.account as a on a.company_id = s.company_id and a.id = s.bank_account_id`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${payment.noun}`,
      columns: { number: sql`d.number`, day: sql`d.business_day`, supplier: referenceColumn('p'), bankAccount: referenceColumn('a'), amount: sql`s.amount`, state: sql`d.state` },
      search: documentSearch(companyId, payment.noun, (at) => [at.number, at.party]),
    }, input)),
  runnable(getPayment, async (reader, { id }, { companyId, actor }) => {
    const [head, paid, lines] = await Promise.all([
      headOf(reader, companyId, payment.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) as "bankAccount", s.amount, s.note
        from finance.payment as s
        join foundation.party as p on p.company_id = s.company_id and p.id = s.supplier_id
        join ledger.account as a on a.company_id = s.company_id and a.id = s.bank_account_id
        where s.company_id = ${companyId} and s.id = ${id}`),
      reader.rows(sql`
        select l.id, l.open_item_id as "openItem", d.number as "openItemNumber", d.kind as "openItemKind", coalesce(i.invoice_number, d.summary) as "invoiceNumber", ${openPayable(sql`l.open_item_id`)} as open, l.amount
        from finance.payment_line as l
        join documents.document as d on d.company_id = l.company_id and d.id = l.open_item_id
        left join finance.supplier_invoice as i on i.company_id = l.company_id and i.id = l.open_item_id
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !paid) throw kernelProblem(404, 'not-found');
    return { ...head, ...paid, lines, can: canOf(payment, head, actor) };
  }),
  runnable(proposePayment, async (reader, { sourceId }, { companyId, today }) => {
    const found = await one<{ supplier: unknown; number: string; invoiceNumber: string; open: string; bankAccount: unknown }>(reader, sql`
      select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier, d.number, coalesce(s.invoice_number, d.summary) as "invoiceNumber", ${openPayable(sql`d.id`)} as open,
        (select jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) from ledger.account_role as r join ledger.account as a on a.company_id = r.company_id and a.id = r.account_id
         where r.company_id = d.company_id and r.role = 'bank' order by r.valid_from desc limit 1) as "bankAccount"
      from documents.document as d
      left join finance.supplier_invoice as s on s.company_id = d.company_id and s.id = d.id
      join foundation.party as p on p.company_id = d.company_id and p.id = d.party_id
      where d.company_id = ${companyId} and d.id = ${sourceId} and d.kind = any (${payableKinds}::text[]) and d.state = 'booked' and d.reverses_id is null`);
    if (!found) throw kernelProblem(404, 'not-found');
    return {
      supplier: found.supplier, day: today, bankAccount: found.bankAccount, amount: found.open, note: '',
      lines: [{ openItem: sourceId, openItemNumber: found.number, invoiceNumber: found.invoiceNumber, open: found.open, amount: found.open }],
    };
  }),
  runnable(openPayables, async (reader, { supplier, asOf }, { companyId, today }) => {
    const day = asOf ?? today;
    const rows = await reader.rows<z.infer<typeof openPayables.output>['rows'][number]>(sql`
      select d.id::text as id, d.kind, d.number, coalesce(s.invoice_number, d.summary) as "invoiceNumber", d.business_day as day, d.business_day + t.payment_days as "dueDay",
        jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as supplier,
        sum(case l.side when 'C' then l.amount else 0 end)::text as total, sum(case l.side when 'C' then l.amount else -l.amount end)::text as open, pre.paid::text as prepaid,
        greatest(0, ${day}::date - (d.business_day + t.payment_days)) as "overdueDays"
      from documents.document as d
      left join finance.supplier_invoice as s on s.company_id = d.company_id and s.id = d.id
      left join purchasing.supplier as r on r.company_id = d.company_id and r.id = d.party_id
      join foundation.party as p on p.company_id = d.company_id and p.id = d.party_id
      cross join lateral (select coalesce(s.payment_days, r.payment_days, 0) as payment_days) as t
      join ledger.entry_line as l on l.company_id = d.company_id and l.open_item_id = d.id
      join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id and e.day <= ${day}::date
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'payable'
      cross join lateral (
        select coalesce(sum(case v.side when 'D' then v.amount else -v.amount end), 0)::numeric(20, 2) as paid
        from ledger.entry_line as v
        join ledger.entry as b on b.company_id = v.company_id and b.id = v.entry_id and b.day <= ${day}::date
        where v.company_id = d.company_id and v.party_id = d.party_id and v.account_id in (
          select w.account_id
          from ledger.account_role as w
          where w.company_id = d.company_id and w.role = 'prepayment'
        )
      ) as pre
      where d.company_id = ${companyId} and d.kind = any (${payableKinds}::text[]) and d.reverses_id is null${supplier ? sql` and d.party_id = ${supplier}` : empty}
      group by d.id, d.kind, d.number, s.invoice_number, d.summary, d.business_day, t.payment_days, p.id, p.code, p.name, pre.paid
      having sum(case l.side when 'C' then l.amount else -l.amount end) <> 0
      order by "dueDay", d.number`);
    return { rows, total: formatMoney(sumMoney(rows.map((row) => parseMoney(row.open)))) };
  }),
];
