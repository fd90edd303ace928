-- 3, 10. Pools, their sequences and the balances are what the lines add up to.
with by_pool as (
  select company_id, pool_id, sum(quantity) as quantity, sum(case side when 'D' then amount else -amount end) as value, max(period) as last_period
  from ledger.entry_line
  where pool_id is not null
  group by company_id, pool_id
), by_sequence as (
  select company_id, pool_id, period, max(pool_seq) as last_seq
  from ledger.entry_line
  where pool_id is not null
  group by company_id, pool_id, period
), by_place as (
  select l.company_id, l.item_id, l.place_id, coalesce(l.lot_id, 0) as lot_id, coalesce(l.owner_id, 0) as owner_id, sum(l.quantity) as quantity
  from ledger.entry_line as l
  join inventory.place as s on s.company_id = l.company_id and s.id = l.place_id and s.kind in ('warehouse', 'transit', 'dispatched', 'subcontractor')
  where l.quantity <> 0
  group by l.company_id, l.item_id, l.place_id, coalesce(l.lot_id, 0), coalesce(l.owner_id, 0)
)
select 'pool and its lines differ' as problem, coalesce(p.company_id, b.company_id) as company_id, null::bigint as document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('pool', coalesce(p.id, b.pool_id), 'item', p.item_id, 'quantity', p.quantity, 'value', p.value, 'quantity_of_lines', b.quantity, 'value_of_lines', b.value,
    'last_period', p.last_period, 'last_period_of_lines', b.last_period) as figures
from ledger.pool as p
full join by_pool as b on b.company_id = p.company_id and b.pool_id = p.id
where p.id is null or p.replay_pending or (p.quantity, p.value, p.last_period) <> (coalesce(b.quantity, 0), coalesce(b.value, 0), coalesce(b.last_period, 0))
union all
select 'sequence of a pool and its lines differ', coalesce(s.company_id, b.company_id), null, null, null,
  jsonb_build_object('pool', coalesce(s.pool_id, b.pool_id), 'period', coalesce(s.period, b.period), 'next', s.next_seq, 'last_of_lines', b.last_seq)
from ledger.pool_period as s
full join by_sequence as b on b.company_id = s.company_id and b.pool_id = s.pool_id and b.period = s.period
where coalesce(s.next_seq, 1) - 1 <> coalesce(b.last_seq, 0)
union all
select 'balance and its lines differ', coalesce(h.company_id, b.company_id), null, null, null,
  jsonb_build_object('item', coalesce(h.item_id, b.item_id), 'place', coalesce(h.place_id, b.place_id), 'lot', coalesce(h.lot_id, b.lot_id), 'owner', coalesce(h.owner_id, b.owner_id),
    'quantity', h.quantity, 'quantity_of_lines', b.quantity)
from ledger.balance as h
full join by_place as b on b.company_id = h.company_id and b.item_id = h.item_id and b.place_id = h.place_id and b.lot_id = h.lot_id and b.owner_id = h.owner_id
where coalesce(h.quantity, 0) <> coalesce(b.quantity, 0)
