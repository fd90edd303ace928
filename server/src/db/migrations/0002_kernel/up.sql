-- The kernel's own tables: companies, commands with their idempotency, the change log, the outbox, document numbers, jobs.
-- It knows nothing of factories. kernel.guard_table() is called by every later migration for each business table.

create schema if not exists kernel;
grant usage on schema kernel to millwright_write, millwright_read, millwright_maintain, millwright_auth, millwright_jobs;

-- The company of the running transaction. Plain SQL so that the planner inlines it into policies.
create function kernel.company_id() returns bigint
language sql stable parallel safe
as $$ select nullif(current_setting('millwright.company', true), '')::bigint $$;

create function kernel.command_id() returns bigint
language sql stable parallel safe
as $$ select nullif(current_setting('millwright.command', true), '')::bigint $$;

create function kernel.user_id() returns bigint
language sql stable parallel safe
as $$ select nullif(current_setting('millwright.user', true), '')::bigint $$;

-- One id space for the installation: ids stay when a company is cloned or restored. The server takes ids in blocks.
create sequence kernel.id_block as bigint increment by 1000 start with 1000000;
grant usage on sequence kernel.id_block to millwright_write, millwright_maintain;

create table kernel.company (
  id bigint primary key,
  code text collate "C" not null unique check (code ~ '^[A-Za-z0-9_-]{1,20}$'),
  name text not null check (length(name) between 1 and 100),
  state text not null default 'loading' check (state in ('loading', 'live', 'simulation', 'training', 'deleting')),
  currency text not null default 'CNY' check (currency ~ '^[A-Z]{3}$'),
  accounting_standard text not null default 'small-enterprise' check (accounting_standard in ('small-enterprise', 'enterprise')),
  tax_number text not null default '',
  policy jsonb not null default '{}'::jsonb,
  -- Ids below were there before the company came to this installation: no new row of its takes one (kernel/run-command.ts).
  first_id bigint not null default 0,
  created_at timestamptz not null default now()
);
grant select on kernel.company to millwright_write, millwright_read, millwright_maintain, millwright_auth, millwright_jobs;
-- Never the id: a loading company in the place of a live one would open the live one's rows.
grant insert, update (code, name, state, currency, accounting_standard, tax_number, policy, first_id) on kernel.company to millwright_maintain;
-- A company is filled before anybody may enter, and never again: a company that was entered does not go back to loading.
create function kernel.keep_company_state() returns trigger
language plpgsql
as $$
begin
  raise exception 'company % does not go from % to %', old.code, old.state, new.state using errcode = 'MW004';
end
$$;
create trigger keep_company_state before update of state on kernel.company for each row
when (old.state <> new.state and (new.state = 'loading' or old.state = 'deleting')) execute function kernel.keep_company_state();

-- The company the maintenance role may fill: the one of the transaction, while it is loading. Policies ask once a statement.
create function kernel.loading_company() returns bigint
language sql stable
as $$ select c.id from kernel.company as c where c.id = kernel.company_id() and c.state = 'loading' $$;

-- True while a company is restored: its rows come as they were written, so triggers that would write, count, number or refuse again
-- do not fire; the invariants are checked over all rows before anybody may enter. Only the maintenance role can say so (session_user
-- is who logged in), and its policies let it insert into a loading company only.
create function kernel.loading() returns boolean
language sql stable
as $$ select session_user = 'millwright_maintain' and current_setting('millwright.loading', true) is not distinct from 'on' $$;
grant execute on function kernel.loading_company(), kernel.loading() to public;

-- No foreign key to company: it would lock the company's one row in every command, and start_command() asks for the company anyway.
create table kernel.command (
  company_id bigint not null,
  id bigint not null,
  name text not null,
  user_id bigint not null,
  idempotency_key text check (length(idempotency_key) <= 100),
  input_hash bytea not null,
  started_at timestamptz not null default now(),
  reply jsonb,
  primary key (company_id, id),
  unique (company_id, user_id, idempotency_key)
);

create table kernel.change_log (
  company_id bigint not null,
  id bigint generated always as identity,
  command_id bigint,
  user_id bigint,
  table_name text not null,
  row_key text not null,
  action char(1) not null check (action in ('I', 'U', 'D')),
  changed_at timestamptz not null default now(),
  before jsonb,
  after jsonb,
  primary key (company_id, id)
);
create index change_log_row on kernel.change_log (company_id, table_name, row_key, id);
create index change_log_time on kernel.change_log (company_id, changed_at);

create table kernel.outbox (
  company_id bigint not null,
  id bigint generated always as identity,
  command_id bigint not null,
  topic text not null,
  payload jsonb not null,
  written_at timestamptz not null default now(),
  handled_at timestamptz,
  primary key (company_id, id)
);
create index outbox_waiting on kernel.outbox (id) where handled_at is null;

-- Document numbers come in blocks from a transaction of their own: gaps are allowed, no posting waits for a counter.
create table kernel.number_block (
  company_id bigint not null,
  series text collate "C" not null,
  next_number integer not null default 1,
  primary key (company_id, series)
);

-- What a person sees of long work. The queue itself belongs to the job runner.
create table kernel.job (
  company_id bigint not null,
  id bigint not null,
  name text not null,
  title text not null,
  user_id bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress real not null default 0 check (progress between 0 and 1),
  note text not null default '',
  input jsonb not null,
  result jsonb,
  cancel_requested boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  primary key (company_id, id)
);
create index job_user on kernel.job (company_id, user_id, created_at desc);

-- Statement-level audit: one pass over the transition tables, whatever the number of rows. The key is what the primary key
-- says after the company, so a record's history is one index range. Journal rows are not audited: they are append-only themselves.
-- An insert logs no copy of the row: the row itself says it until the first change, whose `before` says it from then on. Rows that
-- hang on a document log changes and deletions only (guard_table).
create function kernel.write_change_log() returns trigger
language plpgsql security definer set search_path = pg_catalog, kernel, pg_temp
as $$
declare
  table_key text := tg_table_schema || '.' || tg_table_name;
  key_columns text[] := tg_argv;
begin
  -- The key of most tables is plain to see; reading it out of the whole row as JSON would cost an import a second or two.
  if tg_op = 'INSERT' and tg_nargs = 1 and tg_argv[0] = 'id' then
    insert into kernel.change_log (company_id, command_id, user_id, table_name, row_key, action)
    select n.company_id, kernel.command_id(), kernel.user_id(), table_key, n.id::text, 'I'
    from new_rows as n;
  elsif tg_op = 'INSERT' then
    insert into kernel.change_log (company_id, command_id, user_id, table_name, row_key, action)
    select (n.j ->> 'company_id')::bigint, kernel.command_id(), kernel.user_id(), table_key,
      (select string_agg(n.j ->> k.column_name, '/' order by k.position) from unnest(key_columns) with ordinality as k(column_name, position)),
      'I'
    from (select to_jsonb(r) as j from new_rows as r) as n;
  elsif tg_op = 'DELETE' then
    insert into kernel.change_log (company_id, command_id, user_id, table_name, row_key, action, before)
    select (o.j ->> 'company_id')::bigint, kernel.command_id(), kernel.user_id(), table_key,
      (select string_agg(o.j ->> k.column_name, '/' order by k.position) from unnest(key_columns) with ordinality as k(column_name, position)),
      'D', o.j
    from (select to_jsonb(r) as j from old_rows as r) as o;
  else
    insert into kernel.change_log (company_id, command_id, user_id, table_name, row_key, action, before, after)
    select (n.j ->> 'company_id')::bigint, kernel.command_id(), kernel.user_id(), table_key, n.row_key, 'U', o.j, n.j
    from (
      select to_jsonb(r) as j,
        (select string_agg(to_jsonb(r) ->> k.column_name, '/' order by k.position) from unnest(key_columns) with ordinality as k(column_name, position)) as row_key
      from new_rows as r
    ) as n
    full join (
      select to_jsonb(r) as j,
        (select string_agg(to_jsonb(r) ->> k.column_name, '/' order by k.position) from unnest(key_columns) with ordinality as k(column_name, position)) as row_key
      from old_rows as r
    ) as o on o.row_key = n.row_key and o.j ->> 'company_id' = n.j ->> 'company_id'
    where o.j is distinct from n.j;
  end if;
  return null;
end
$$;
revoke all on function kernel.write_change_log() from public;

-- Row-level security, grants and audit for one business table, the same everywhere. write_grants is what the write role may
-- do besides select, e.g. 'insert, update' or 'insert (a, b), update (c)'.
create procedure kernel.guard_table(target regclass, write_grants text, audited boolean default true)
language plpgsql
as $$
declare
  key_columns text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy company_read on %s for select to millwright_read using (company_id = kernel.company_id())', target);
  execute format('create policy company_write on %s for all to millwright_write using (company_id = kernel.company_id()) with check (company_id = kernel.company_id())', target);
  execute format('create policy company_maintain on %s for all to millwright_maintain using (company_id = kernel.company_id()) with check (company_id = kernel.company_id())', target);
  execute format('grant select on %s to millwright_read, millwright_write, millwright_maintain', target);
  -- Loading a company, and nothing else.
  execute format('create policy loading_only on %s as restrictive for insert to millwright_maintain with check (company_id = (select kernel.loading_company()))', target);
  execute format('grant insert on %s to millwright_maintain', target);
  if write_grants <> '' then
    execute format('grant %s on %s to millwright_write', write_grants, target);
  end if;
  if audited then
    select string_agg(quote_literal(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum))
    into key_columns
    from pg_index as i
    join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = target and i.indisprimary and a.attname <> 'company_id';
    -- A row that goes with a document also came with it: the document's own entry says who and when, and nothing is said twice.
    if not exists (
      select 1
      from pg_constraint as c
      left join pg_constraint as o on o.conrelid = c.confrelid and o.contype = 'f' and o.confdeltype = 'c'
      where c.conrelid = target and c.contype = 'f' and c.confdeltype = 'c' and to_regclass('documents.document') in (c.confrelid, o.confrelid)
    ) then
      execute format('create trigger change_log_insert after insert on %s referencing new table as new_rows for each statement when (not kernel.loading()) execute function kernel.write_change_log(%s)', target, key_columns);
    end if;
    execute format('create trigger change_log_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function kernel.write_change_log(%s)', target, key_columns);
    execute format('create trigger change_log_delete after delete on %s referencing old table as old_rows for each statement execute function kernel.write_change_log(%s)', target, key_columns);
  end if;
end
$$;
revoke all on procedure kernel.guard_table(regclass, text, boolean) from public;

call kernel.guard_table('kernel.command', 'insert, update (reply)', false);
call kernel.guard_table('kernel.change_log', '', false);
call kernel.guard_table('kernel.outbox', 'insert (company_id, command_id, topic, payload)', false);
call kernel.guard_table('kernel.number_block', 'insert, update', false);
call kernel.guard_table('kernel.job', 'insert, update', false);
grant select, update (handled_at) on kernel.outbox to millwright_jobs;
grant select, update on kernel.job to millwright_jobs;
create policy jobs_all on kernel.outbox for all to millwright_jobs using (true) with check (true);
create policy jobs_all on kernel.job for all to millwright_jobs using (true) with check (true);

-- First statement of every command: company, user and command for policies and audit, then the idempotency row. Returns the
-- reply of an earlier run with the same key, or its hash when the key was used for another input. A second request with the
-- same key waits here for the first one to end.
create function kernel.start_command(company bigint, user_number bigint, command bigint, command_name text, key text, hash bytea)
returns table (already boolean, same_input boolean, reply jsonb, company_state text, first_id bigint)
language plpgsql
as $$
begin
  perform set_config('millwright.company', company::text, true),
    set_config('millwright.user', user_number::text, true),
    set_config('millwright.command', command::text, true);
  insert into kernel.command (company_id, id, name, user_id, idempotency_key, input_hash)
  select c.id, command, command_name, user_number, key, hash
  from kernel.company as c
  where c.id = company
  on conflict (company_id, user_id, idempotency_key) do nothing;
  if found then
    return query select false, true, null::jsonb, c.state, c.first_id from kernel.company as c where c.id = company;
  else
    return query
      select true, c.input_hash = hash and c.name = command_name, c.reply, o.state, o.first_id
      from kernel.command as c
      join kernel.company as o on o.id = c.company_id
      where c.company_id = company and c.user_id = user_number and c.idempotency_key = key;
  end if;
end
$$;
revoke all on function kernel.start_command(bigint, bigint, bigint, text, text, bytea) from public;
grant execute on function kernel.start_command(bigint, bigint, bigint, text, text, bytea) to millwright_write, millwright_maintain;
grant execute on function kernel.company_id(), kernel.command_id(), kernel.user_id() to public;
