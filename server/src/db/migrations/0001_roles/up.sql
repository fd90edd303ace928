-- What nobody may do before a grant says so. The roles themselves belong to the server and are made before the first
-- migration (kernel/database/roles.ts); here the database closes everything that PostgreSQL opens to everybody by default.

-- A new function is executable by everybody unless told otherwise, a SECURITY DEFINER one included: every later migration
-- has to grant what the runtime roles may call.
alter default privileges for role millwright_owner revoke execute on functions from public;

-- The register of migrations: read by everybody who has to say which structure this is, written by the owner alone.
grant usage on schema kernel to millwright_write, millwright_read, millwright_maintain, millwright_auth, millwright_jobs;
grant select on kernel.migration to millwright_write, millwright_read, millwright_maintain, millwright_auth, millwright_jobs;
