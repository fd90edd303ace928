-- Password hashes are for the sign-in role (and the set-up role) only.
select r.role_name
from (values ('millwright_read'), ('millwright_write'), ('millwright_jobs')) as r(role_name)
where has_column_privilege(r.role_name, 'access."user"', 'password_hash', 'select')
