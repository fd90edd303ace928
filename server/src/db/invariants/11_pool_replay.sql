-- 10. Replaying the lines of a pool in the order (period, pool_seq) reproduces every issue value: the share of the value before it, to
-- the cent, half up, the last unit taking all. Valued by the pool is what leaves on the credit side; red receipts, returns,
-- reversals, settlements and value adjustments carry given amounts. Moves inside a pool carry none.
with replay as (
  select l.company_id, l.entry_id, l.line_no, l.period, l.pool_id, l.pool_seq, l.side, l.amount, l.quantity, l.settles,
    sum(l.quantity) over before as quantity_before,
    sum(case l.side when 'D' then l.amount else -l.amount end) over before as value_before,
    sum(l.quantity) over same_entry as entry_quantity,
    sum(case l.side when 'D' then l.amount else -l.amount end) over same_entry as entry_value,
    row_number() over (partition by l.company_id, l.pool_id, l.period order by l.pool_seq) as expected_seq
  from ledger.entry_line as l
  where l.pool_id is not null
  window before as (partition by l.company_id, l.pool_id order by l.period, l.pool_seq rows between unbounded preceding and 1 preceding),
    same_entry as (partition by l.company_id, l.pool_id, l.entry_id)
)
select case when r.pool_seq <> r.expected_seq then 'sequence of a pool is broken' else 'an issue is not valued by its pool' end as problem,
  r.company_id, e.document_id, r.entry_id, r.line_no,
  jsonb_build_object('pool', r.pool_id, 'period', r.period, 'seq', r.pool_seq, 'expected_seq', r.expected_seq, 'amount', r.amount, 'quantity', -r.quantity,
    'value_before', r.value_before, 'quantity_before', r.quantity_before) as figures
from replay as r
left join ledger.pool as p on p.company_id = r.company_id and p.id = r.pool_id
left join ledger.entry as e on e.company_id = r.company_id and e.id = r.entry_id
where r.pool_seq <> r.expected_seq
  or r.side = 'C' and r.quantity < 0 and not r.settles and e.reverses_id is null and p.method = 'moving-average'
    and not (r.entry_quantity = 0 and r.entry_value = 0)
    and not coalesce(case
      when -r.quantity = r.quantity_before then r.amount = r.value_before
      -- |amount − value × quantity ÷ whole| at most half a cent, the half rounded up; multiplied out, so exact.
      else -r.quantity < r.quantity_before
        and (r.amount * r.quantity_before + r.value_before * r.quantity) * 200 > -r.quantity_before
        and (r.amount * r.quantity_before + r.value_before * r.quantity) * 200 <= r.quantity_before
    end, false)
