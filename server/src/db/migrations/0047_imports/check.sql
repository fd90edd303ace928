select t.name as violation
from (values ('foundation.import_mapping'), ('foundation.import_undone')) as t (name)
where not (select c.relrowsecurity from pg_class as c where c.oid = to_regclass(t.name))
