-- 13. A closed work order has no work in process, account by account: what comes to it later is passed on in the same entry or at the close's day.
select 'work in process on a closed order' as problem, d.company_id, d.id as document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('number', d.number, 'account', a.code, 'amount', sum(case l.side when 'D' then l.amount else -l.amount end)) as figures
from documents.document as d
join ledger.entry_line as l on l.company_id = d.company_id and l.work_order_id = d.id
join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'wip'
where d.kind = 'shopfloor/work-order' and d.state = 'closed'
group by d.company_id, d.id, d.number, a.code
having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
