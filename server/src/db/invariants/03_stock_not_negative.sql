-- 3. Stock per item, lot, real place and owner is not negative; a pool holds no value without quantity and never a negative one,
-- after every entry, in the order of value, adjustments counted at the line they adjust. Month-average pools count from the closing of
-- their cost on.
with adjusted as (
  select company_id, adjusts_entry_id, adjusts_line_no, sum(case side when 'D' then amount else -amount end) as value
  from ledger.entry_line
  where adjusts_entry_id is not null and pool_id is not null
  group by company_id, adjusts_entry_id, adjusts_line_no
), on_hand as (
  select l.company_id, l.item_id, l.place_id, l.lot_id, l.owner_id, sum(l.quantity) as quantity, max(l.entry_id) as entry_id
  from ledger.entry_line as l
  join inventory.place as s on s.company_id = l.company_id and s.id = l.place_id and s.kind in ('warehouse', 'transit', 'dispatched', 'subcontractor')
  where l.quantity <> 0
  group by l.company_id, l.item_id, l.place_id, l.lot_id, l.owner_id
), per_entry as (
  select l.company_id, l.pool_id, l.period, l.entry_id, max(l.pool_seq) as last_seq, sum(l.quantity) as quantity,
    sum(case l.side when 'D' then l.amount else -l.amount end + coalesce(a.value, 0)) as value
  from ledger.entry_line as l
  left join adjusted as a on a.company_id = l.company_id and a.adjusts_entry_id = l.entry_id and a.adjusts_line_no = l.line_no
  where l.pool_id is not null and l.adjusts_entry_id is null
  group by l.company_id, l.pool_id, l.period, l.entry_id
), running as (
  select company_id, pool_id, period, entry_id,
    sum(quantity) over w as quantity,
    sum(value) over w as value
  from per_entry
  window w as (partition by company_id, pool_id order by period, last_seq)
)
select 'negative stock' as problem, h.company_id, e.document_id, h.entry_id, null::integer as line_no,
  jsonb_build_object('item', h.item_id, 'place', h.place_id, 'lot', h.lot_id, 'owner', h.owner_id, 'quantity', h.quantity) as figures
from on_hand as h
left join ledger.entry as e on e.company_id = h.company_id and e.id = h.entry_id
where h.quantity < 0
union all
select case when r.quantity < 0 then 'a pool below zero' when r.quantity = 0 then 'value without quantity' else 'negative value' end,
  r.company_id, e.document_id, r.entry_id, null, jsonb_build_object('pool', r.pool_id, 'period', r.period, 'quantity', r.quantity, 'value', r.value)
from running as r
left join ledger.pool as p on p.company_id = r.company_id and p.id = r.pool_id
left join ledger.entry as e on e.company_id = r.company_id and e.id = r.entry_id
where r.quantity < 0
  or (r.quantity = 0 and r.value <> 0 or r.value < 0) and p.method is distinct from 'month-average'
union all
select 'value without quantity in a closed period', p.company_id, null, null, null, jsonb_build_object('pool', p.id, 'item', p.item_id, 'quantity', p.quantity, 'value', p.value)
from ledger.pool as p
join ledger.period_area as a on a.company_id = p.company_id and a.period = p.last_period and a.area = 'inventory-cost' and a.state = 'closed'
where p.method = 'month-average' and (p.value < 0 or p.quantity = 0 and p.value <> 0)
