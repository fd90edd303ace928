-- Every kernel table with a company must be under row-level security.
select c.relname
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
join pg_attribute as a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
where n.nspname = 'kernel' and c.relkind = 'r' and not c.relrowsecurity
