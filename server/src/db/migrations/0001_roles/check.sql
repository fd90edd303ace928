-- A role that is missing or can do more than log in.
select 'role' as violation, wanted.name as subject
from unnest(array['millwright_owner', 'millwright_write', 'millwright_read', 'millwright_maintain', 'millwright_auth', 'millwright_jobs']) as wanted (name)
left join pg_catalog.pg_roles as r on r.rolname = wanted.name
where r.rolname is null
  or r.rolsuper
  or r.rolbypassrls
  or r.rolcreatedb
  or r.rolcreaterole
  or r.rolreplication
  or r.rolinherit
  or r.rolcanlogin <> (wanted.name <> 'millwright_owner')
union all
-- A runtime role that could become another role.
select 'membership', member.rolname
from pg_catalog.pg_auth_members as m
join pg_catalog.pg_roles as member on member.oid = m.member
where member.rolname in ('millwright_write', 'millwright_read', 'millwright_maintain', 'millwright_auth', 'millwright_jobs')
union all
-- Something left open to everybody.
select 'open schema', n.nspname
from pg_catalog.pg_namespace as n,
  aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) as a
where n.nspname in ('public', 'kernel')
  and a.grantee = 0
union all
select 'open database', d.datname
from pg_catalog.pg_database as d,
  aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as a
where d.datname = current_database()
  and a.grantee = 0
