-- 10. Replaying the lines of a pool in the order (period, pool_seq) reproduces every issue value: the share of the value before it, to
-- the cent, half up, the last unit taking all. Valued by the pool is what leaves on the credit side; red receipts, returns,
-- reversals, settlements and value adjustments carry given amounts. Moves inside a pool carry none. A revaluation counts at the
-- line it adjusts, which lies in the same period and pool.
with numbered as (
  select l.*, case l.side when 'D' then l.amount else -l.amount end as signed,
    row_number() over (partition by l.company_id, l.pool_id, l.period order by l.pool_seq) as expected_seq
  from ledger.entry_line as l
  where l.pool_id is not null
), adjusted as (
  select company_id, pool_id, period, adjusts_entry_id, adjusts_line_no, sum(signed) as value
  from numbered
  where adjusts_entry_id is not null
  group by company_id, pool_id, period, adjusts_entry_id, adjusts_line_no
), valued as (
  select n.company_id, n.entry_id, n.line_no, n.period, n.pool_id, n.pool_seq, n.side, n.quantity, n.settles, n.signed + coalesce(a.value, 0) as value
  from numbered as n
  left join adjusted as a on a.company_id = n.company_id and a.pool_id = n.pool_id and a.period = n.period and a.adjusts_entry_id = n.entry_id and a.adjusts_line_no = n.line_no
  where n.adjusts_entry_id is null
), replay as (
  select v.*,
    sum(v.quantity) over before as quantity_before,
    sum(v.value) over before as value_before,
    sum(v.quantity) over same_entry as entry_quantity,
    sum(v.value) over same_entry as entry_value
  from valued as v
  window before as (partition by v.company_id, v.pool_id order by v.period, v.pool_seq rows between unbounded preceding and 1 preceding),
    same_entry as (partition by v.company_id, v.pool_id, v.entry_id)
)
select 'an issue is not valued by its pool' as problem, r.company_id, e.document_id, r.entry_id, r.line_no,
  jsonb_build_object('pool', r.pool_id, 'period', r.period, 'seq', r.pool_seq, 'amount', -r.value, 'quantity', -r.quantity,
    'value_before', r.value_before, 'quantity_before', r.quantity_before) as figures
from replay as r
left join ledger.pool as p on p.company_id = r.company_id and p.id = r.pool_id
left join ledger.entry as e on e.company_id = r.company_id and e.id = r.entry_id
where r.side = 'C' and r.quantity < 0 and not r.settles and e.reverses_id is null and p.method = 'moving-average'
  and not (r.entry_quantity = 0 and r.entry_value = 0)
  and not coalesce(case
    when -r.quantity = r.quantity_before then -r.value = r.value_before
    -- |amount − value × quantity ÷ whole| at most half a cent, the half rounded up; multiplied out, so exact.
    else -r.quantity < r.quantity_before
      and (-r.value * r.quantity_before + r.value_before * r.quantity) * 200 > -r.quantity_before
      and (-r.value * r.quantity_before + r.value_before * r.quantity) * 200 <= r.quantity_before
  end, false)
union all
select 'sequence of a pool is broken', n.company_id, e.document_id, n.entry_id, n.line_no,
  jsonb_build_object('pool', n.pool_id, 'period', n.period, 'seq', n.pool_seq, 'expected_seq', n.expected_seq)
from numbered as n
left join ledger.entry as e on e.company_id = n.company_id and e.id = n.entry_id
where n.pool_seq <> n.expected_seq
union all
select 'a revaluation of no line', a.company_id, null, null, null, jsonb_build_object('pool', a.pool_id, 'period', a.period, 'adjusts_entry', a.adjusts_entry_id, 'adjusts_line', a.adjusts_line_no, 'value', a.value)
from adjusted as a
left join numbered as n on n.company_id = a.company_id and n.pool_id = a.pool_id and n.period = a.period and n.entry_id = a.adjusts_entry_id and n.line_no = a.adjusts_line_no
where n.entry_id is null
