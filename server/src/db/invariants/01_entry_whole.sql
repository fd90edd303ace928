-- 1. Debits equal credits, quantities of each item sum to zero, at least two lines and exactly as many as the entry says; no line
-- without its entry, no entry without lines.
with money as (
  select company_id, period, entry_id, count(*) as lines, sum(case side when 'D' then amount else -amount end) as difference
  from ledger.entry_line
  group by company_id, period, entry_id
), goods as (
  select company_id, period, entry_id, item_id, sum(quantity) as quantity
  from ledger.entry_line
  where quantity <> 0
  group by company_id, period, entry_id, item_id
  having sum(quantity) <> 0
)
select 'debits and credits differ' as problem, m.company_id, e.document_id, m.entry_id, null::integer as line_no, jsonb_build_object('difference', m.difference) as figures
from money as m
left join ledger.entry as e on e.company_id = m.company_id and e.id = m.entry_id
where m.difference <> 0
union all
select 'quantities of an item do not sum to zero', g.company_id, e.document_id, g.entry_id, null, jsonb_build_object('item', g.item_id, 'quantity', g.quantity)
from goods as g
left join ledger.entry as e on e.company_id = g.company_id and e.id = g.entry_id
union all
select 'number of lines', coalesce(e.company_id, m.company_id), e.document_id, coalesce(e.id, m.entry_id), null, jsonb_build_object('written', e.line_count, 'found', m.lines)
from ledger.entry as e
full join money as m on m.company_id = e.company_id and m.period = e.period and m.entry_id = e.id
where e.line_count is distinct from m.lines or m.lines < 2
