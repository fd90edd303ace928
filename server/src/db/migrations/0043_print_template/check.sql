select t.name as violation
from (values ('foundation.print_template')) as t (name)
where not (select c.relrowsecurity from pg_class as c where c.oid = to_regclass(t.name))
