-- 5. Controlled accounts have no line without one of their document kinds; settlements follow the goods.
select 'a controlled account touched by a foreign document' as problem, l.company_id, e.document_id, l.entry_id, l.line_no,
  jsonb_build_object('account', a.code, 'control', a.control, 'kind', d.kind, 'amount', l.amount) as figures
from ledger.entry_line as l
join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control is not null
left join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
left join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
left join ledger.control_kind as c on c.control = a.control and c.document_kind = d.kind
where c.control is null and not (l.settles and a.control in ('inventory', 'wip'))
