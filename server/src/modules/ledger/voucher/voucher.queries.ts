/** Vouchers in lists and on paper. The lines of a generated voucher are those of its entries; nothing is copied. */
import type { Text } from '@millwright/core/primitives/outcome';
import sql, { type Sql } from 'sql-template-tag';
import { mayDo } from '../../../kernel/authorize.ts';
import { type AnyQuery, runnable } from '../../../kernel/command.ts';
import { runList } from '../../../kernel/list.ts';
import { kernelProblem } from '../../../kernel/refusal.ts';
import { one } from '../../../kernel/transaction.ts';
import { canOf } from '../../documents/api.ts';
import { getVoucher, listVouchers, voucher, voucherRefusals } from './voucher.contract.ts';

const name = (column: string) => sql`coalesce((select u.name from access."user" as u where u.id = ${column === 'posted' ? sql`p.posted_by` : column === 'audited' ? sql`v.audited_by` : sql`v.prepared_by`}), '')`;
const numberText = sql`case when v.number is null then '' else v.type || '-' || lpad(v.number::text, 4, '0') end`;
const amount = sql`case when v.origin = 'manual' and v.state = 'draft'
  then (select coalesce(sum(l.amount), 0) from ledger.voucher_line as l where l.company_id = v.company_id and l.voucher_id = v.id and l.side = 'D')
  else (
    select coalesce(sum(l.amount), 0)
    from ledger.voucher_entry as x
    join ledger.entry as e on e.company_id = x.company_id and e.id = x.entry_id
    join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
    where x.company_id = v.company_id and x.voucher_id = v.id and l.side = 'D'
  ) end`;

type Red = { readonly reverses: { readonly id: string; readonly number: string } | null; readonly reversedBy: { readonly id: string; readonly number: string } | null };
const other = (which: Sql) => sql`(
  select jsonb_build_object('id', o.id::text, 'number', case when o.number is null then '' else o.type || '-' || lpad(o.number::text, 4, '0') end)
  from ledger.voucher as o
  where o.company_id = kernel.company_id() and ${which}
)`;
const whyNotReversed = (origin: string, red: Red | undefined): Text | undefined => {
  if (origin !== 'manual') return voucherRefusals.generated;
  if (red?.reverses) return voucherRefusals.red;
  return red?.reversedBy ? { zh: `已有红字凭证${red.reversedBy.number && ` ${red.reversedBy.number}`}，不能再红冲。`, en: `The red voucher ${red.reversedBy.number} is there already.`.replace('  ', ' ') } : undefined;
};

export const voucherQueries: AnyQuery[] = [
  runnable(listVouchers, (reader, input, { companyId }) =>
    runList(reader, listVouchers.list!, {
      from: sql`ledger.voucher as v left join ledger.voucher_post as p on p.company_id = v.company_id and p.voucher_id = v.id`,
      id: sql`v.id`,
      where: sql`v.company_id = ${companyId}`,
      columns: {
        number: numberText, day: sql`v.day`, period: sql`v.period`, summary: sql`v.summary`, amount, origin: sql`v.origin`,
        preparedBy: name('prepared'), auditedBy: name('audited'), postedBy: name('posted'), state: sql`v.state`,
      },
      search: [sql`lower(v.summary)`, numberText],
    }, input)),
  runnable(getVoucher, async (reader, { id }, { companyId, actor }) => {
    const head = await one<Record<string, unknown> & { state: string; origin: string; documentId: string | null; preparedById: string }>(reader, sql`
      select v.id::text as id, v.version, v.state, ${numberText} as number, v.day, v.period, v.origin, v.summary, v.attachment_count as "attachmentCount", ${amount} as amount,
        v.document_id::text as "documentId", v.prepared_by::text as "preparedById", ${name('prepared')} as "preparedBy", ${name('audited')} as "auditedBy", v.audited_at as "auditedAt", ${name('posted')} as "postedBy", p.posted_at as "postedAt"
      from ledger.voucher as v
      left join ledger.voucher_post as p on p.company_id = v.company_id and p.voucher_id = v.id
      where v.company_id = ${companyId} and v.id = ${id}`);
    if (!head) throw kernelProblem(404, 'not-found');
    const red = head.documentId === null ? undefined : await one<Red>(reader, sql`
      select ${other(sql`o.document_id = (select d.reverses_id from documents.document as d where d.company_id = ${companyId} and d.id = ${head.documentId})`)} as reverses,
        ${other(sql`o.document_id = (select d.id from documents.document as d where d.company_id = ${companyId} and d.reverses_id = ${head.documentId})`)} as "reversedBy"`);
    const fromPaper = head.origin === 'manual' && head.state === 'draft';
    const lines = await reader.rows(fromPaper
      ? sql`
        select l.line_no as "lineNo", l.summary, jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) as account,
          case l.side when 'D' then l.amount end as debit, case l.side when 'C' then l.amount end as credit,
          case when m.id is null then null else jsonb_build_object('id', m.id::text, 'code', m.code, 'name', m.name) end as department
        from ledger.voucher_line as l
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
        left join foundation.department as m on m.company_id = l.company_id and m.id = l.department_id
        where l.company_id = ${companyId} and l.voucher_id = ${id}
        order by l.line_no`
      : sql`
        select l.line_no as "lineNo", coalesce(nullif(l.summary, ''), e.summary) as summary, jsonb_build_object('id', a.id::text, 'code', a.code, 'name', a.name) as account,
          case l.side when 'D' then l.amount end as debit, case l.side when 'C' then l.amount end as credit, p.name as party, i.code || ' ' || i.name as item, nullif(l.quantity, 0)::text as quantity,
          jsonb_build_object('id', d.id::text, 'kind', d.kind, 'number', d.number) as document
        from ledger.voucher_entry as x
        join ledger.entry as e on e.company_id = x.company_id and e.id = x.entry_id
        join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
        join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id and l.account_id is not null
        join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
        left join foundation.party as p on p.company_id = l.company_id and p.id = l.party_id
        left join engineering.item as i on i.company_id = l.company_id and i.id = l.item_id
        where x.company_id = ${companyId} and x.voucher_id = ${id}
        order by e.id, l.line_no`);
    const own = head.preparedById === actor.userId && mayDo(actor, 'ledger/voucher.audit') ? { audit: { zh: '制单人不能审核自己的凭证，请换一个人。', en: 'The preparer cannot audit the voucher; ask somebody else.' } } : {};
    const because = whyNotReversed(head.origin, red);
    const can = canOf(voucher, { state: head.state, reverses: null, later: [] }, actor, { ...own, ...(because ? { reverse: because } : {}), ...(red?.reverses && head.state === 'audited' ? { void: { zh: '红字凭证已审核，不能作废。', en: 'A red voucher that was audited is not voided.' } } : {}) });
    const fixed = head.origin !== 'manual' ? { zh: '由单据生成的凭证不能改。', en: 'A generated voucher is not edited.' } : red?.reverses ? voucherRefusals.red : undefined;
    return { ...head, ...red, lines, can: fixed ? { ...can, save: fixed } : can };
  }),
];
