-- Every table of the books is under row-level security, and the write role cannot touch what the triggers keep.
select c.oid::regclass::text as violation
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('ledger', 'inventory') and c.relkind = 'r' and not c.relrowsecurity
  and exists (select 1 from pg_attribute as a where a.attrelid = c.oid and a.attname = 'company_id')
union all
select t.name || ' is writable'
from unnest(array['ledger.pool', 'ledger.pool_period', 'ledger.balance', 'ledger.period_area']) as t (name)
where has_any_column_privilege('millwright_write', t.name, 'insert, update') or has_table_privilege('millwright_write', t.name, 'delete, truncate')
