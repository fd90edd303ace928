-- 10. Roll-ups equal the rows before their mark, and the one of posted vouchers what they carry.
with behind as (
  select e.company_id, e.id, e.period, e.is_opening
  from ledger.entry as e
  join ledger.rollup_mark as m on m.company_id = e.company_id and e.written_xid < m.mark
), by_account as (
  select l.company_id, l.period, l.account_id, b.is_opening and not l.settles as is_opening, coalesce(sum(l.amount) filter (where l.side = 'D'), 0) as debit, coalesce(sum(l.amount) filter (where l.side = 'C'), 0) as credit
  from behind as b
  join ledger.entry_line as l on l.company_id = b.company_id and l.period = b.period and l.entry_id = b.id
  where l.account_id is not null
  group by l.company_id, l.period, l.account_id, b.is_opening and not l.settles
), by_party as (
  select l.company_id, l.period, l.account_id, l.party_id, b.is_opening and not l.settles as is_opening, coalesce(sum(l.amount) filter (where l.side = 'D'), 0) as debit, coalesce(sum(l.amount) filter (where l.side = 'C'), 0) as credit
  from behind as b
  join ledger.entry_line as l on l.company_id = b.company_id and l.period = b.period and l.entry_id = b.id
  where l.account_id is not null and l.party_id is not null
  group by l.company_id, l.period, l.account_id, l.party_id, b.is_opening and not l.settles
), by_item as (
  select l.company_id, l.period, l.item_id, coalesce(l.account_id, 0) as account_id, coalesce(l.place_id, 0) as place_id, b.is_opening and not l.settles as is_opening,
    sum(l.quantity) as quantity, sum(case l.side when 'D' then l.amount else -l.amount end) as value
  from behind as b
  join ledger.entry_line as l on l.company_id = b.company_id and l.period = b.period and l.entry_id = b.id
  left join inventory.place as s on s.company_id = l.company_id and s.id = l.place_id
  where l.pool_id is not null or l.owner_id is not null and s.kind in ('warehouse', 'transit', 'dispatched', 'subcontractor')
  group by l.company_id, l.period, l.item_id, coalesce(l.account_id, 0), coalesce(l.place_id, 0), b.is_opening and not l.settles
), by_posted as (
  select l.company_id, l.period, l.account_id, coalesce(sum(l.amount) filter (where l.side = 'D'), 0) as debit, coalesce(sum(l.amount) filter (where l.side = 'C'), 0) as credit
  from ledger.voucher_post as p
  join ledger.voucher_entry as v on v.company_id = p.company_id and v.voucher_id = p.voucher_id and not v.voided
  join ledger.entry as e on e.company_id = v.company_id and e.id = v.entry_id
  join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  where l.account_id is not null and not e.is_opening
  group by l.company_id, l.period, l.account_id
)
select 'roll-up of posted vouchers' as problem, coalesce(r.company_id, b.company_id) as company_id, null::bigint as document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('account', coalesce(r.account_id, b.account_id), 'period', coalesce(r.period, b.period), 'debit', r.debit, 'credit', r.credit, 'debit_of_lines', b.debit, 'credit_of_lines', b.credit) as figures
from ledger.posted_rollup as r
full join by_posted as b on b.company_id = r.company_id and b.period = r.period and b.account_id = r.account_id
where (coalesce(r.debit, 0), coalesce(r.credit, 0)) <> (coalesce(b.debit, 0), coalesce(b.credit, 0))
union all
select 'roll-up by account' as problem, coalesce(r.company_id, b.company_id) as company_id, null::bigint as document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('account', coalesce(r.account_id, b.account_id), 'period', coalesce(r.period, b.period), 'debit', r.debit, 'credit', r.credit, 'debit_of_lines', b.debit, 'credit_of_lines', b.credit) as figures
from ledger.account_rollup as r
full join by_account as b on b.company_id = r.company_id and b.period = r.period and b.account_id = r.account_id and b.is_opening = r.is_opening
where (coalesce(r.debit, 0), coalesce(r.credit, 0)) <> (coalesce(b.debit, 0), coalesce(b.credit, 0))
union all
select 'roll-up by party', coalesce(r.company_id, b.company_id), null, null, null,
  jsonb_build_object('account', coalesce(r.account_id, b.account_id), 'party', coalesce(r.party_id, b.party_id), 'period', coalesce(r.period, b.period), 'debit', r.debit, 'credit', r.credit, 'debit_of_lines', b.debit, 'credit_of_lines', b.credit)
from ledger.party_rollup as r
full join by_party as b on b.company_id = r.company_id and b.period = r.period and b.account_id = r.account_id and b.party_id = r.party_id and b.is_opening = r.is_opening
where (coalesce(r.debit, 0), coalesce(r.credit, 0)) <> (coalesce(b.debit, 0), coalesce(b.credit, 0))
union all
select 'roll-up by item', coalesce(r.company_id, b.company_id), null, null, null,
  jsonb_build_object('item', coalesce(r.item_id, b.item_id), 'account', coalesce(r.account_id, b.account_id), 'place', coalesce(r.place_id, b.place_id), 'period', coalesce(r.period, b.period),
    'quantity', r.quantity_in - r.quantity_out, 'value', r.value_in - r.value_out, 'quantity_of_lines', b.quantity, 'value_of_lines', b.value)
from ledger.item_rollup as r
full join by_item as b on b.company_id = r.company_id and b.period = r.period and b.item_id = r.item_id and b.account_id = r.account_id and b.place_id = r.place_id and b.is_opening = r.is_opening
where coalesce(r.quantity_in - r.quantity_out, 0) <> coalesce(b.quantity, 0) or coalesce(r.value_in - r.value_out, 0) <> coalesce(b.value, 0)
