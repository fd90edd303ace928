-- 2. A reversal negates each line of its entry, is not itself reversed, and only reversals hold settlement lines.
with pair as (
  select r.company_id, r.id as reversal_id, r.period as reversal_period, r.document_id, o.id as original_id, o.period as original_period, o.reverses_id as again, r.reverses_id
  from ledger.entry as r
  left join ledger.entry as o on o.company_id = r.company_id and o.id = r.reverses_id
  where r.reverses_id is not null
), line as (
  select p.company_id, p.reversal_id, p.document_id, 1 as weight, l.side, l.amount, l.quantity, l.account_id, l.item_id, l.lot_id, l.place_id, l.owner_id, l.pool_id,
    l.currency, l.currency_amount, l.party_id, l.open_item_id, l.department_id, l.person_id, l.work_order_id, l.operation_id, l.order_line_id, l.cost_object_id,
    l.project_id, l.cost_element, l.asset_id, l.bank_account_id, l.cash_flow_item_id
  from pair as p
  join ledger.entry_line as l on l.company_id = p.company_id and l.period = p.reversal_period and l.entry_id = p.reversal_id and not l.settles
  union all
  select p.company_id, p.reversal_id, p.document_id, -1, l.side, -l.amount, -l.quantity, l.account_id, l.item_id, l.lot_id, l.place_id, l.owner_id, l.pool_id,
    l.currency, -l.currency_amount, l.party_id, l.open_item_id, l.department_id, l.person_id, l.work_order_id, l.operation_id, l.order_line_id, l.cost_object_id,
    l.project_id, l.cost_element, l.asset_id, l.bank_account_id, l.cash_flow_item_id
  from pair as p
  join ledger.entry_line as l on l.company_id = p.company_id and l.period = p.original_period and l.entry_id = p.original_id
)
select 'a reversal is not the negation of its entry' as problem, company_id, document_id, reversal_id as entry_id, null::integer as line_no,
  jsonb_build_object('account', account_id, 'side', side, 'amount', amount, 'quantity', quantity, 'item', item_id, 'surplus', sum(weight)) as figures
from line
group by company_id, document_id, reversal_id, side, amount, quantity, account_id, item_id, lot_id, place_id, owner_id, pool_id, currency, currency_amount, party_id,
  open_item_id, department_id, person_id, work_order_id, operation_id, order_line_id, cost_object_id, project_id, cost_element, asset_id, bank_account_id, cash_flow_item_id
having sum(weight) <> 0
union all
select 'a reversal of a reversal or of nothing', company_id, document_id, reversal_id, null, jsonb_build_object('reverses', reverses_id)
from pair
where original_id is null or again is not null
union all
select 'an entry reversed twice', company_id, min(document_id), reverses_id, null, jsonb_build_object('reversals', count(*))
from pair
group by company_id, reverses_id
having count(*) > 1
union all
select 'a settlement line outside a reversal', l.company_id, e.document_id, l.entry_id, l.line_no, jsonb_build_object('amount', l.amount)
from ledger.entry_line as l
left join ledger.entry as e on e.company_id = l.company_id and e.id = l.entry_id
where l.settles and e.reverses_id is null
