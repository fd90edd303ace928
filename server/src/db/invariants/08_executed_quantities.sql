-- 8. A line's executed quantity and amount are the sums executed against it; the quantity is not negative and not above quantity + tolerance.
select 'executed quantity' as problem, x.company_id, x.document_id, null::bigint as entry_id, null::integer as line_no,
  jsonb_build_object('line', x.line_id, 'measure', x.measure, 'counter', x.quantity_executed, 'executions', coalesce(s.quantity, 0), 'amount', x.amount_executed, 'amounts', coalesce(s.amount, 0), 'most', x.quantity + x.quantity_tolerance) as figures
from documents.executable as x
left join (
  select company_id, source_line_id, measure, sum(quantity) as quantity, sum(amount) as amount
  from documents.execution
  group by company_id, source_line_id, measure
) as s on s.company_id = x.company_id and s.source_line_id = x.line_id and s.measure = x.measure
where x.quantity_executed <> coalesce(s.quantity, 0)
  or x.amount_executed <> coalesce(s.amount, 0)
  or x.quantity_executed < 0
  or x.quantity_executed > x.quantity + x.quantity_tolerance
