/** List, detail and push-down proposal of collections. */
import { formatMoney, parseMoney, sumMoney } from '@millwright/core/primitives/decimal';
import sql from 'sql-template-tag';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { referenceColumn, runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf, documentSearch, headOf } from '../../documents/api.ts';
import { readOpenReceivables } from '../receivable/receivable.queries.ts';
import { collection, getCollection, listCollections, proposeCollection } from './collection.contract.ts';

export const collectionQueries: AnyQuery[] = [
  runnable(listCollections, (reader, input, { companyId }) =>
    runList(reader, listCollections.list!, {
      from: sql`documents.document as d
        join finance.collection as r on r.company_id = d.company_id and r.id = d.id
        left join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        left join ledger.account as a on a.company_id = r.company_id and a.id = r.bank_account_id
        left join lateral (
          select coalesce(sum(l.amount), 0) as settled
          from finance.collection_line as l
          where l.company_id = r.company_id and l.document_id = r.id
        ) as x on true`,
      id: sql`d.id`,
      where: sql`d.company_id = ${companyId} and d.kind = ${collection.noun}`,
      columns: {
        number: sql`d.number`, day: sql`d.business_day`, customer: referenceColumn('p'), bankAccount: referenceColumn('a'), bankReference: sql`r.bank_reference`,
        amount: sql`r.amount`, settled: sql`x.settled`, advance: sql`r.amount - x.settled`, state: sql`d.state`,
      },
      search: documentSearch(companyId, collection.noun, (at) => [at.number, at.party, at.own('finance.collection', 'bank_reference')]),
    }, input)),
  runnable(getCollection, async (reader, { id }, { companyId, actor }) => {
    const [head, record, lines] = await Promise.all([
      headOf(reader, companyId, collection.noun, id),
      one<Record<string, unknown>>(reader, sql`
        select jsonb_build_object('id', p.id::text, 'code', p.code, 'name', p.name) as customer, jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) as "bankAccount",
          r.amount, r.bank_reference as "bankReference", r.note,
          r.amount - (select coalesce(sum(l.amount), 0) from finance.collection_line as l where l.company_id = r.company_id and l.document_id = r.id) as advance
        from finance.collection as r
        join foundation.party as p on p.company_id = r.company_id and p.id = r.customer_id
        join ledger.account as a on a.company_id = r.company_id and a.id = r.bank_account_id
        where r.company_id = ${companyId} and r.id = ${id}`),
      reader.rows(sql`
        select l.id, l.open_item_id::text as "openItem", coalesce(d.number, '') as "openItemNumber", coalesce(d.id::text, '') as "openItemDocument", d.kind as "openItemKind", s.due_day as "dueDay",
          o.total, o.open, l.amount, l.note
        from finance.collection_line as l
        left join sales.acceptance as s on s.company_id = l.company_id and s.id = l.open_item_id
        cross join lateral (
          select coalesce(sum(case j.side when 'D' then j.amount else 0 end), 0) as total, coalesce(sum(case j.side when 'D' then j.amount else -j.amount end), 0) as open,
            (array_agg(e.document_id order by e.id))[1] as document_id
          from ledger.entry_line as j
          join ledger.account as a on a.company_id = j.company_id and a.id = j.account_id and a.control = 'receivable'
          join ledger.entry as e on e.company_id = j.company_id and e.id = j.entry_id
          where j.company_id = l.company_id and j.open_item_id = l.open_item_id
        ) as o
        left join documents.document as d on d.company_id = l.company_id and d.id = o.document_id
        where l.company_id = ${companyId} and l.document_id = ${id}
        order by l.line_no`),
    ]);
    if (!head || !record) throw kernelProblem(404, 'not-found');
    return { ...head, ...record, lines, can: canOf(collection, head, actor) };
  }),
  runnable(proposeCollection, async (reader, { sourceId }, { companyId, today }) => {
    // The source is an open item (an acceptance, a balance taken over), an invoice, which stands for its acceptances, or a customer.
    const items = await reader.rows<{ id: string }>(sql`
      select l.open_item_id as id
      from ledger.entry_line as l
      where l.company_id = ${companyId} and l.open_item_id = ${sourceId}
      union
      select l.open_item_id
      from ledger.entry_line as l
      join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'receivable'
      where l.company_id = ${companyId} and l.party_id = ${sourceId} and l.open_item_id is not null
      union
      select a.document_id
      from sales.sales_invoice_line as l
      join sales.acceptance_line as a on a.company_id = l.company_id and a.id = l.acceptance_line_id
      where l.company_id = ${companyId} and l.document_id = ${sourceId}`);
    const [open, bank] = await Promise.all([
      readOpenReceivables(reader, companyId, '2999-12-31', { items: items.map((item) => item.id) }),
      one<{ account: unknown }>(reader, sql`
        select jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) as account
        from ledger.account_role as r
        join ledger.account as a on a.company_id = r.company_id and a.id = r.account_id
        where r.company_id = ${companyId} and r.role = 'bank' and r.selector = '' and r.valid_from <= ${today}
        order by r.valid_from desc
        limit 1`),
    ]);
    const due = open.filter((item) => parseMoney(item.open) > 0n);
    const [first] = due;
    if (!first) throw kernelProblem(404, 'not-found');
    const day = due.reduce((latest, item) => (item.day > latest ? item.day : latest), today as string);
    return {
      customer: first.customer, day, bankAccount: bank?.account ?? null, amount: formatMoney(sumMoney(due.map((item) => parseMoney(item.open)))), bankReference: '', note: '',
      lines: due.map((item) => ({ openItem: item.id, openItemNumber: item.number, openItemDocument: item.documentId, openItemKind: item.kind, dueDay: item.dueDay, total: item.total, open: item.open, amount: item.open, note: '' })),
    };
  }),
];
