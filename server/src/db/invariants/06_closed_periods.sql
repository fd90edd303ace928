-- 6. No entry lies in a period area that was closed when it was written: its id is outside every closed interval of its areas.
with needed as (
  select e.company_id, e.id, e.document_id, e.period, e.area
  from ledger.entry as e
  union
  select e.company_id, e.id, e.document_id, e.period, 'ledger'
  from ledger.entry as e
  union
  select l.company_id, l.entry_id, e.document_id, l.period,
    case
      when l.pool_id is not null and l.amount <> 0 then 'inventory-cost'
      when a.control in ('receivable', 'payable', 'note', 'prepayment') then 'receivable-payable'
    end
  from ledger.entry_line as l
  join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
  left join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
  where l.pool_id is not null and l.amount <> 0 or a.control in ('receivable', 'payable', 'note', 'prepayment')
  union
  select l.company_id, l.entry_id, e.document_id, l.period, 'stock'
  from ledger.entry_line as l
  join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
  join inventory.place as s on s.company_id = l.company_id and s.id = l.place_id and s.kind in ('warehouse', 'transit', 'dispatched', 'subcontractor')
  where l.quantity <> 0
)
select 'written into a closed area' as problem, n.company_id, n.document_id, n.id as entry_id, null::integer as line_no,
  jsonb_build_object('period', n.period, 'area', n.area, 'closed_at', i.closed_at, 'reopened_at', i.reopened_at) as figures
from needed as n
join ledger.period_interval as i on i.company_id = n.company_id and i.period = n.period and i.area = n.area
  and n.id > i.closed_entry_mark and (i.reopened_entry_mark is null or n.id <= i.reopened_entry_mark)
union all
select 'written into a period that was never opened', n.company_id, n.document_id, n.id, null, jsonb_build_object('period', n.period, 'area', n.area)
from needed as n
left join ledger.period_area as p on p.company_id = n.company_id and p.period = n.period and p.area = n.area
where p.area is null
union all
select 'state of an area and its closings differ', p.company_id, null, null, null, jsonb_build_object('period', p.period, 'area', p.area, 'state', p.state, 'open_closings', count(i.id))
from ledger.period_area as p
left join ledger.period_interval as i on i.company_id = p.company_id and i.period = p.period and i.area = p.area and i.reopened_at is null
group by p.company_id, p.period, p.area, p.state
having (p.state = 'closed') <> (count(i.id) = 1)
