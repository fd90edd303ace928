-- 7. Voucher numbers of a company, type and period are 1…n; preparer and auditor differ; posted means one posting row, entries of
-- the period, and, for a manual voucher, exactly its lines; an entry stands on one voucher at most.
select 'voucher number missing or double' as problem, company_id, null::bigint as document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('voucher', id, 'type', type, 'period', period, 'number', number, 'expected', expected) as figures
from (
  select company_id, id, type, period, number, row_number() over (partition by company_id, type, period order by number, id) as expected
  from ledger.voucher
  where number is not null
) as n
where number <> expected
union all
select 'counter and last number differ', c.company_id, null, null, null, jsonb_build_object('type', c.type, 'period', c.period, 'counter', c.last_number, 'last', max(v.number))
from ledger.voucher_counter as c
left join ledger.voucher as v on v.company_id = c.company_id and v.type = c.type and v.period = c.period
group by c.company_id, c.type, c.period, c.last_number
having c.last_number is distinct from max(v.number)
union all
select case
    when v.audited_by = v.prepared_by then 'prepared and audited by the same person'
    when v.state in ('audited', 'posted') and (v.number is null or v.audited_by is null) then 'audited without number or auditor'
    else 'state and posting differ'
  end,
  v.company_id, v.document_id, null, null, jsonb_build_object('voucher', v.id, 'number', v.number, 'state', v.state)
from ledger.voucher as v
left join ledger.voucher_post as p on p.company_id = v.company_id and p.voucher_id = v.id
where v.audited_by = v.prepared_by
  or v.state in ('audited', 'posted') and (v.number is null or v.audited_by is null)
  or (v.state = 'posted') <> (p.voucher_id is not null)
union all
select 'an audited voucher without entries', v.company_id, v.document_id, null, null, jsonb_build_object('voucher', v.id, 'number', v.number)
from ledger.voucher as v
where v.state in ('audited', 'posted')
  and not exists (select 1 from ledger.voucher_entry as e where e.company_id = v.company_id and e.voucher_id = v.id and not e.voided)
union all
select 'an entry of another period on a voucher', x.company_id, e.document_id, x.entry_id, null, jsonb_build_object('voucher', v.id, 'number', v.number, 'period', v.period, 'entry_period', e.period)
from ledger.voucher_entry as x
join ledger.voucher as v on v.company_id = x.company_id and v.id = x.voucher_id
left join ledger.entry as e on e.company_id = x.company_id and e.id = x.entry_id
where e.period is distinct from v.period
union all
select 'an entry on two vouchers', company_id, null, entry_id, null, jsonb_build_object('vouchers', count(*))
from ledger.voucher_entry
where not voided
group by company_id, entry_id
having count(*) > 1
union all
select 'a manual voucher and its entry differ', company_id, document_id, null, null, jsonb_build_object('voucher', voucher_id, 'account', account_id, 'side', side, 'amount', amount, 'surplus', sum(weight))
from (
  select v.company_id, v.document_id, v.id as voucher_id, l.side, l.account_id, l.party_id, l.amount, 1 as weight
  from ledger.voucher as v
  join ledger.voucher_line as l on l.company_id = v.company_id and l.voucher_id = v.id
  where v.origin = 'manual' and v.state in ('audited', 'posted')
  union all
  select v.company_id, v.document_id, v.id, l.side, l.account_id, l.party_id, l.amount, -1
  from ledger.voucher as v
  join ledger.entry as e on e.company_id = v.company_id and e.document_id = v.document_id
  join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  where v.origin = 'manual' and v.state in ('audited', 'posted')
) as paper
group by company_id, document_id, voucher_id, side, account_id, party_id, amount
having sum(weight) <> 0
