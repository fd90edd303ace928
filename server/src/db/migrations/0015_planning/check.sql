-- Every table of the plan is under row-level security.
select c.relname
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where n.nspname = 'planning' and c.relkind = 'r' and not c.relrowsecurity
