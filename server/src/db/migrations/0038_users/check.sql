-- Commands set passwords and read none; the change of a login would take a person's history to another.
select r.role_name || ' ' || r.privilege || ' ' || r.column_name as violation
from (values ('millwright_write', 'select', 'password_hash'), ('millwright_write', 'update', 'login'), ('millwright_read', 'update', 'name'), ('millwright_auth', 'update', 'active')) as r(role_name, privilege, column_name)
where has_column_privilege(r.role_name, 'access."user"', r.column_name, r.privilege)
