-- The write role must not be able to touch the executed counters.
select c.name as column_name
from (values ('quantity_executed'), ('amount_executed'), ('quantity'), ('quantity_tolerance')) as c (name)
where has_column_privilege('millwright_write', 'documents.executable', c.name, 'update')
