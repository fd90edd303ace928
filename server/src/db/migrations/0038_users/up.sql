-- People look after their own password, and administrators after people. A one-time password must be changed before anything else; sessions
-- begun before the password was set are over.

alter table access."user"
  add column must_change_password boolean not null default false,
  add column password_set_at timestamptz not null default '-infinity',
  add column version integer not null default 1;
grant select (must_change_password, version) on access."user" to millwright_read, millwright_write;
-- Hashes are written by commands and read by the sign-in role only.
grant insert (id, login, name, post, password_hash, active, must_change_password, password_set_at) on access."user" to millwright_write;
grant update (name, post, password_hash, active, must_change_password, password_set_at, version) on access."user" to millwright_write;
grant update (password_hash, must_change_password, password_set_at) on access."user" to millwright_auth;

-- A person belongs to the installation: whoever changes one must be allowed to in every company where the person works. Row-level security
-- shows a command its own company only, so this is asked of a function.
create function access.reach_of(person bigint, actor bigint) returns table (company_id bigint, permissions text[])
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select c.company_id, array(
    select unnest(r.permissions)
    from access.user_role as ar
    join access.role as r on r.company_id = ar.company_id and r.id = ar.role_id
    where ar.company_id = c.company_id and ar.user_id = actor
  )
  from (select distinct m.company_id from access.user_role as m where m.user_id = person) as c
$$;
revoke all on function access.reach_of(bigint, bigint) from public;
grant execute on function access.reach_of(bigint, bigint) to millwright_write;

-- A person is of the installation and the change log of a company: what is done to a person is told in every company where the person
-- works, and in the one where it was done. The hash is nobody's to read. What people do to their own password is done by the sign-in role.
create function access.write_person_log() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into kernel.change_log (company_id, command_id, user_id, table_name, row_key, action, before, after)
  select c.company_id, case when c.company_id = kernel.company_id() then kernel.command_id() end,
    coalesce(kernel.user_id(), case when session_user = 'millwright_auth' then new.id end), 'access.user', new.id::text, left(tg_op, 1),
    case when tg_op = 'UPDATE' then to_jsonb(old) - 'password_hash' end, case when tg_op = 'UPDATE' then to_jsonb(new) - 'password_hash' end
  from (
    select kernel.company_id() as company_id
    union
    select m.company_id
    from access.user_role as m
    where m.user_id = new.id
  ) as c
  where c.company_id is not null;
  return null;
end
$$;
revoke all on function access.write_person_log() from public;
create trigger change_log after insert or update on access."user" for each row when (not kernel.loading()) execute function access.write_person_log();
