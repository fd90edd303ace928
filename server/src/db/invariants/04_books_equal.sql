-- 4. The two books: per account and period the finance book's inventory accounts equal the warehouse book's pools; per item the pools
-- hold exactly what lies in real places; and every line carries what its account demands, so that sub-ledgers add up to their accounts.
with finance as (
  select l.company_id, l.account_id, l.period, sum(case l.side when 'D' then l.amount else -l.amount end) as value
  from ledger.entry_line as l
  join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id and a.control = 'inventory'
  group by l.company_id, l.account_id, l.period
), warehouse as (
  select l.company_id, p.account_id, l.period, sum(case l.side when 'D' then l.amount else -l.amount end) as value
  from ledger.entry_line as l
  join ledger.pool as p on p.company_id = l.company_id and p.id = l.pool_id
  group by l.company_id, p.account_id, l.period
), held as (
  select company_id, item_id, sum(quantity) as quantity from ledger.pool group by company_id, item_id
), lying as (
  select company_id, item_id, sum(quantity) as quantity from ledger.balance where owner_id = 0 group by company_id, item_id
)
select 'finance book and warehouse book differ' as problem, coalesce(f.company_id, w.company_id) as company_id, null::bigint as document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('account', coalesce(f.account_id, w.account_id), 'period', coalesce(f.period, w.period), 'finance', f.value, 'warehouse', w.value) as figures
from finance as f
full join warehouse as w on w.company_id = f.company_id and w.account_id = f.account_id and w.period = f.period
where coalesce(f.value, 0) <> coalesce(w.value, 0)
union all
select 'pools and places differ', coalesce(h.company_id, y.company_id), null, null, null,
  jsonb_build_object('item', coalesce(h.item_id, y.item_id), 'in_pools', h.quantity, 'in_places', y.quantity)
from held as h
full join lying as y on y.company_id = h.company_id and y.item_id = h.item_id
where coalesce(h.quantity, 0) <> coalesce(y.quantity, 0)
union all
select 'value of pools and balance of their account differ', p.company_id, null, null, null,
  jsonb_build_object('account', p.account_id, 'pools', p.value, 'account_balance', f.value)
from (select company_id, account_id, sum(value) as value from ledger.pool group by company_id, account_id) as p
left join (select company_id, account_id, sum(value) as value from finance group by company_id, account_id) as f on f.company_id = p.company_id and f.account_id = p.account_id
where p.value <> coalesce(f.value, 0)
union all
select d.problem, d.company_id, e.document_id, d.entry_id, d.line_no, d.figures
from (
  select l.company_id, l.entry_id, l.line_no, jsonb_build_object('account', a.code, 'amount', l.amount, 'quantity', l.quantity, 'pool', l.pool_id) as figures,
    case
      when l.account_id is not null and a.id is null then 'a line on an unknown account'
      when (l.pool_id is not null) <> (coalesce(a.control, '') = 'inventory') then 'inventory account without pool, or pool without inventory account'
      when l.pool_id is not null and (p.id is null or p.account_id <> l.account_id or p.item_id is distinct from l.item_id) then 'a pool of another account or item'
      when l.quantity <> 0 and s.id is null then 'stock in an unknown place'
      when l.quantity <> 0 and s.kind in ('warehouse', 'transit', 'dispatched', 'subcontractor') and (l.pool_id is null) <> (l.owner_id is not null) then 'own stock outside a pool, or another owner''s inside'
      when a.control = 'wip' and l.work_order_id is null and l.cost_object_id is null then 'work in progress without order or cost object'
      when a.control in ('receivable', 'payable', 'note', 'prepayment', 'accrued-receipt') and l.party_id is null then 'a receivable or payable without party'
      when a.control = 'accrued-receipt' and l.open_item_id is null then 'an accrual without receipt line'
    end as problem
  from ledger.entry_line as l
  left join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
  left join ledger.pool as p on p.company_id = l.company_id and p.id = l.pool_id
  left join inventory.place as s on s.company_id = l.company_id and s.id = l.place_id
) as d
left join ledger.entry as e on e.company_id = d.company_id and e.id = d.entry_id
where d.problem is not null
