-- Company life: who may open and restore companies, what backups there are, and what loading a company needs besides inserts. A
-- person's roles belong to a company and come with its backup, so none of them can give a right over the installation.

create table access.installation_administrator (
  user_id bigint primary key references access."user",
  since timestamptz not null default now()
);
grant select on access.installation_administrator to millwright_auth, millwright_write, millwright_read, millwright_maintain;
grant insert on access.installation_administrator to millwright_maintain;

-- The files lie in the data folder, named here and never by a request.
create table kernel.company_backup (
  company_id bigint not null,
  id bigint not null,
  file_name text collate "C" not null check (file_name ~ '^[A-Za-z0-9_-]+\.tar\.gz$'),
  bytes bigint not null,
  row_count bigint not null,
  taken_by bigint,
  taken_at timestamptz not null default now(),
  primary key (company_id, id)
);
call kernel.guard_table('kernel.company_backup', '', false);
drop policy loading_only on kernel.company_backup;

-- What people typed into a command, passwords included, leaves the installation not even as a hash: a restored command has none.
alter table kernel.command alter column input_hash set default '';

-- 账套 as its list shows them: all for those who look after the installation, else those the person has a role in.
create function access.companies_of(person bigint)
returns table (id bigint, code text, name text, state text, currency text, created_at timestamptz, member boolean, documents bigint, backup_at timestamptz, backup_bytes bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select c.id, c.code, c.name, c.state, c.currency, c.created_at, m.member,
    (select count(*) from documents.document as d where d.company_id = c.id), b.taken_at, b.bytes
  from kernel.company as c
  cross join lateral (select exists (select 1 from access.user_role as r where r.company_id = c.id and r.user_id = person) as member) as m
  left join lateral (
    select k.taken_at, k.bytes
    from kernel.company_backup as k
    where k.company_id = c.id
    order by k.id desc
    limit 1
  ) as b on true
  where m.member or exists (select 1 from access.installation_administrator as a where a.user_id = person)
$$;
grant execute on function access.companies_of(bigint) to millwright_read;

-- Positions of all counters behind ids, and moving one of them on: ids of a restored company are never handed out again. Never back, never out
-- of reach: a file that claims enormous ids must not use up the installation's, nor make products of two ids overflow (stock on hand).
create function kernel.counters() returns table (counter text, sequence regclass)
language sql stable
as $$
  select n.nspname || '.' || c.relname || '.' || a.attname, pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname)::regclass
  from pg_attribute as a
  join pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
  join pg_namespace as n on n.oid = c.relnamespace
  where a.attidentity <> '' and not a.attisdropped
    and exists (select 1 from pg_attribute as k where k.attrelid = c.oid and k.attname = 'company_id' and not k.attisdropped)
  union all
  select 'kernel.id_block', 'kernel.id_block'::regclass
$$;
create function kernel.counter_positions() returns table (counter text, "position" bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  each record;
begin
  for each in select c.counter, c.sequence from kernel.counters() as c loop
    counter := each.counter;
    execute format('select last_value from %s', each.sequence) into "position";
    return next;
  end loop;
end
$$;
create function kernel.advance_counter(of_counter text, at_least bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  moved regclass := (select c.sequence from kernel.counters() as c where c.counter = of_counter);
  reached bigint;
begin
  if moved is null or at_least is null or at_least < 0 or at_least > 100000000000 then
    raise exception 'no counter % to move to %', of_counter, at_least using errcode = 'MW005';
  end if;
  execute format('select last_value from %s', moved) into reached;
  -- Others take numbers meanwhile: far enough on that none of them is set back.
  if reached <= at_least then
    perform setval(moved, at_least + 1000000);
  end if;
end
$$;
-- Rows that have just been loaded have no statistics yet, and the invariants read all of them.
create function kernel.analyze_tables() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  target regclass;
begin
  for target in
    select a.attrelid::regclass
    from pg_attribute as a
    join pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
    where a.attname = 'company_id' and not a.attisdropped
  loop
    execute format('analyze %s', target);
  end loop;
end
$$;
revoke all on function access.companies_of(bigint), kernel.counters(), kernel.counter_positions(), kernel.advance_counter(text, bigint), kernel.analyze_tables() from public;
grant execute on function access.companies_of(bigint) to millwright_read;
grant execute on function kernel.counter_positions(), kernel.advance_counter(text, bigint), kernel.analyze_tables() to millwright_maintain;

-- Triggers on inserts stand aside while a company is loaded (kernel.loading). Called again by every migration that makes such a
-- trigger on a table of companies. What is left out of backups and made again from the rows (the version of the posting rules, the
-- search) goes on firing.
create procedure kernel.spare_loading()
language plpgsql
as $$
declare
  each record;
begin
  for each in
    select t.tgrelid::regclass as target, t.tgname, pg_get_triggerdef(t.oid) as definition
    from pg_trigger as t
    join pg_proc as p on p.oid = t.tgfoid
    where not t.tgisinternal and t.tgparentid = 0 and (t.tgtype & 4) <> 0 and p.proname not in ('renew_rule_version', 'write_search_grams')
      and exists (select 1 from pg_attribute as k where k.attrelid = t.tgrelid and k.attname = 'company_id' and not k.attisdropped)
      and pg_get_triggerdef(t.oid) not like '%loading()%'
  loop
    execute format('drop trigger %I on %s', each.tgname, each.target);
    execute case
      when each.definition like '% WHEN (%' then regexp_replace(each.definition, ' WHEN \((.*)\) EXECUTE FUNCTION ', ' WHEN ((\1) AND NOT kernel.loading()) EXECUTE FUNCTION ')
      else regexp_replace(each.definition, ' EXECUTE FUNCTION ', ' WHEN (NOT kernel.loading()) EXECUTE FUNCTION ')
    end;
  end loop;
end
$$;
revoke all on procedure kernel.spare_loading() from public;
call kernel.spare_loading();
