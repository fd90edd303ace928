-- The maintenance role inserts into a company that is loading, and into no other.
select c.oid::regclass as violation
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
where c.relkind in ('r', 'p') and has_table_privilege('millwright_maintain', c.oid, 'insert')
  and not exists (select 1 from pg_policy as p where p.polrelid = c.oid and p.polname = 'loading_only' and not p.polpermissive)
