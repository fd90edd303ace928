-- The legal paper over entries (会计基础工作规范 arts. 50–52, 财会〔2024〕12号 art. 21): numbered when a second person audits it, posted once,
-- never changed afterwards. An entry is never updated, so the link stands in a table of its own. Invariant 7 is kept by keep_voucher():
-- the counter's row lock makes the number gapless, and there is no delete. The functions that move states are at the end.

-- Opening entries need no voucher; which kinds they are comes with the program.
create table ledger.opening_kind (document_kind text collate "C" primary key references documents.kind);
grant select on ledger.opening_kind to millwright_write, millwright_read, millwright_maintain;

insert into documents.kind (kind, prefix, name_zh, name_en, books, area) values
  ('ledger/voucher', 'PZ', '手工凭证', 'Manual voucher', true, 'ledger');

create table ledger.voucher (
  company_id bigint not null,
  id bigint not null,
  type text not null default '记' check (type in ('记', '收', '付', '转')),
  period integer not null,
  day date not null,
  origin text not null check (origin in ('generated', 'manual', 'summary')),
  state text not null default 'draft' check (state in ('draft', 'audited', 'posted', 'void')),
  number integer check (number > 0),
  -- The manual voucher's own document in the register.
  document_id bigint,
  -- The grouping key a summarised voucher was made by, frozen with it.
  grouping_key jsonb,
  summary text not null default '',
  attachment_count integer not null default 0 check (attachment_count >= 0),
  prepared_by bigint not null default kernel.user_id(),
  prepared_at timestamptz not null default clock_timestamp(),
  audited_by bigint,
  audited_at timestamptz,
  voided_by bigint,
  voided_at timestamptz,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, period, type, number),
  unique (company_id, document_id),
  foreign key (company_id, document_id) references documents.document (company_id, id),
  check ((origin = 'manual') = (document_id is not null)),
  check (period = (extract(year from day) * 100 + extract(month from day))::integer),
  check (state not in ('audited', 'posted') or (number is not null and audited_by is not null)),
  constraint voucher_two_people check (audited_by <> prepared_by)
);
create index voucher_state on ledger.voucher (company_id, period, state);
call kernel.guard_table('ledger.voucher', 'insert (company_id, id, type, period, day, origin, document_id, grouping_key, summary, attachment_count), update (type, period, day, grouping_key, summary, attachment_count, state, version)');

create table ledger.voucher_counter (
  company_id bigint not null,
  type text not null,
  period integer not null,
  last_number integer not null,
  primary key (company_id, type, period)
);
call kernel.guard_table('ledger.voucher_counter', '', false);

create table ledger.voucher_entry (
  company_id bigint not null,
  voucher_id bigint not null,
  entry_id bigint not null,
  -- A voided voucher keeps its list; its entries may go on another one.
  voided boolean not null default false,
  primary key (company_id, voucher_id, entry_id),
  foreign key (company_id, voucher_id) references ledger.voucher (company_id, id),
  foreign key (company_id, entry_id) references ledger.entry (company_id, id)
);
create unique index voucher_entry_once on ledger.voucher_entry (company_id, entry_id) where not voided;
create index voucher_entry_entry on ledger.voucher_entry (company_id, entry_id);
call kernel.guard_table('ledger.voucher_entry', 'insert (company_id, voucher_id, entry_id), delete');

-- Lines of a manual voucher until its entry is written on audit.
create table ledger.voucher_line (
  company_id bigint not null,
  voucher_id bigint not null,
  line_no integer not null check (line_no > 0),
  side char(1) not null check (side in ('D', 'C')),
  amount numeric(20, 2) not null check (amount <> 0),
  account_id bigint not null,
  summary text not null default '',
  currency text collate "C",
  exchange_rate numeric(20, 8),
  currency_amount numeric(20, 2),
  party_id bigint,
  department_id bigint,
  person_id bigint,
  project_id bigint,
  asset_id bigint,
  bank_account_id bigint,
  cash_flow_item_id bigint,
  primary key (company_id, voucher_id, line_no),
  foreign key (company_id, voucher_id) references ledger.voucher (company_id, id),
  foreign key (company_id, account_id) references ledger.account (company_id, id)
);
create index voucher_line_account on ledger.voucher_line (company_id, account_id);
call kernel.guard_table('ledger.voucher_line', 'insert, update, delete');

create table ledger.voucher_post (
  company_id bigint not null,
  voucher_id bigint not null,
  posted_by bigint not null default kernel.user_id(),
  posted_at timestamptz not null default clock_timestamp(),
  primary key (company_id, voucher_id),
  foreign key (company_id, voucher_id) references ledger.voucher (company_id, id)
);
call kernel.guard_table('ledger.voucher_post', 'insert (company_id, voucher_id)', false);

-- An entry and its reversal that no voucher carries: refused by the auditor, reversed, posted anew. The pair keeps its trace here.
create table ledger.netting (
  company_id bigint not null,
  entry_id bigint not null,
  reversal_id bigint not null,
  reason text not null check (reason <> ''),
  netted_by bigint not null default kernel.user_id(),
  netted_at timestamptz not null default clock_timestamp(),
  primary key (company_id, entry_id),
  unique (company_id, reversal_id),
  foreign key (company_id, entry_id) references ledger.entry (company_id, id),
  foreign key (company_id, reversal_id) references ledger.entry (company_id, id)
);
call kernel.guard_table('ledger.netting', 'insert (company_id, entry_id, reversal_id, reason)', false);

-- Year-start balance and cumulative turnover of a company that starts in mid-year; no entry stands behind them.
create table ledger.opening_turnover (
  company_id bigint not null,
  account_id bigint not null,
  party_id bigint not null default 0,
  year integer not null,
  year_opening numeric(20, 2) not null default 0,
  debit numeric(20, 2) not null default 0,
  credit numeric(20, 2) not null default 0,
  version integer not null default 1,
  primary key (company_id, account_id, party_id, year),
  foreign key (company_id, account_id) references ledger.account (company_id, id)
);
call kernel.guard_table('ledger.opening_turnover', 'insert, update (year_opening, debit, credit, version), delete');

-- Draft → audited (number, second person) → posted (only behind its voucher_post row); draft or audited → void. Nothing else.
create function ledger.keep_voucher() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  no_content constant text[] := array['state', 'version', 'number', 'prepared_by', 'prepared_at', 'audited_by', 'audited_at', 'voided_by', 'voided_at'];
begin
  if tg_op = 'DELETE' then
    perform ledger.refuse('MW142', 'a voucher stays', jsonb_build_object('voucher', old.id, 'number', old.number));
  elsif tg_op = 'INSERT' then
    if new.state <> 'draft' or new.number is not null then
      perform ledger.refuse('MW141', 'a voucher begins as a draft without a number', jsonb_build_object('voucher', new.id));
    end if;
    return new;
  end if;
  if old.state <> 'draft' and to_jsonb(new) - array['state', 'version', 'voided_by', 'voided_at'] <> to_jsonb(old) - array['state', 'version', 'voided_by', 'voided_at']
    or old.state in ('posted', 'void') then
    perform ledger.refuse('MW142', 'an audited voucher does not change', jsonb_build_object('voucher', old.id, 'number', old.number, 'state', old.state));
  end if;
  -- Whoever changes what a draft says has prepared it, also when the change and the audit are one statement.
  if to_jsonb(new) - no_content <> to_jsonb(old) - no_content and new.state <> 'void' then
    new.prepared_by := kernel.user_id();
    new.prepared_at := clock_timestamp();
  end if;
  if new.state = old.state then
    return new;
  elsif old.state = 'draft' and new.state = 'audited' then
    if kernel.user_id() is null or kernel.user_id() in (old.prepared_by, new.prepared_by) then
      perform ledger.refuse('MW140', 'a voucher is audited by a second person', jsonb_build_object('voucher', old.id));
    end if;
    perform ledger.demand_open(new.company_id, new.period, array['ledger'], 9223372036854775807);
    insert into ledger.voucher_counter as c (company_id, type, period, last_number) values (new.company_id, new.type, new.period, 1)
    on conflict (company_id, type, period) do update set last_number = c.last_number + 1
    returning last_number into new.number;
    new.audited_by := kernel.user_id();
    new.audited_at := clock_timestamp();
  elsif old.state = 'audited' and new.state = 'posted' and exists (select 1 from ledger.voucher_post as p where p.company_id = old.company_id and p.voucher_id = old.id) then
    return new;
  elsif new.state = 'void' then
    if old.state = 'audited' and old.origin = 'manual' and not exists (
      select 1
      from ledger.voucher_entry as v
      join ledger.entry as r on r.company_id = v.company_id and r.reverses_id = v.entry_id
      where v.company_id = old.company_id and v.voucher_id = old.id
    ) then
      perform ledger.refuse('MW141', 'reverse the entry of a manual voucher before voiding it', jsonb_build_object('voucher', old.id, 'number', old.number));
    end if;
    -- A draft has neither number nor entry of its own: one left behind in a month that closed can still be thrown away.
    if old.state = 'audited' then
      perform ledger.demand_open(new.company_id, new.period, array['ledger'], 9223372036854775807);
    end if;
    update ledger.voucher_entry set voided = true where company_id = old.company_id and voucher_id = old.id;
    new.voided_by := kernel.user_id();
    new.voided_at := clock_timestamp();
  else
    perform ledger.refuse('MW141', format('a voucher does not go from %s to %s', old.state, new.state), jsonb_build_object('voucher', old.id, 'from', old.state, 'to', new.state));
  end if;
  return new;
end
$$;
create trigger keep_voucher before insert or update or delete on ledger.voucher for each row execute function ledger.keep_voucher();

-- At commit: an audited voucher has entries; a manual one's entry says what its lines say.
create function ledger.check_voucher_entries() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select 1 from ledger.voucher_entry as v where v.company_id = new.company_id and v.voucher_id = new.id and not v.voided) then
    perform ledger.refuse('MW147', 'an audited voucher without entries', jsonb_build_object('voucher', new.id, 'number', new.number));
  end if;
  if new.origin = 'manual' and exists (
    with paper as (
      select l.side, l.amount, l.account_id, l.party_id, l.department_id, l.person_id, l.project_id
      from ledger.voucher_line as l
      where l.company_id = new.company_id and l.voucher_id = new.id
    ), booked as (
      select l.side, l.amount, l.account_id, l.party_id, l.department_id, l.person_id, l.project_id
      from ledger.voucher_entry as v
      join ledger.entry as e on e.company_id = v.company_id and e.id = v.entry_id and e.document_id = new.document_id
      join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
      where v.company_id = new.company_id and v.voucher_id = new.id
    )
    (select * from paper except all select * from booked) union all (select * from booked except all select * from paper)
  ) then
    perform ledger.refuse('MW147', 'the entry of a manual voucher says what its lines say', jsonb_build_object('voucher', new.id, 'number', new.number));
  end if;
  return null;
end
$$;
create constraint trigger voucher_entries after update of state on ledger.voucher deferrable initially deferred
for each row when (new.state in ('audited', 'posted')) execute function ledger.check_voucher_entries();

-- Lines and lists are content too: their editor becomes the preparer. Without a user there is no editor, and not null refuses.
create function ledger.voucher_edited(of_company bigint, of_voucher bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update ledger.voucher set prepared_by = kernel.user_id(), prepared_at = clock_timestamp()
  where company_id = of_company and id = of_voucher and prepared_by is distinct from kernel.user_id()
$$;
revoke all on function ledger.voucher_edited(bigint, bigint) from public;

-- The list of a voucher is made while it is a draft: entries of its period, of one document kind (art. 51), not on another voucher, not netted.
create function ledger.keep_voucher_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  voucher ledger.voucher;
begin
  if tg_op = 'UPDATE' then
    -- Only keep_voucher() updates: there is no grant.
    return new;
  elsif tg_op = 'DELETE' then
    select v.* into voucher from ledger.voucher as v where v.company_id = old.company_id and v.id = old.voucher_id for update;
  else
    select v.* into voucher from ledger.voucher as v where v.company_id = new.company_id and v.id = new.voucher_id for update;
  end if;
  if voucher.state is distinct from 'draft' then
    perform ledger.refuse('MW142', 'the list of an audited voucher does not change', jsonb_build_object('voucher', voucher.id, 'number', voucher.number, 'state', voucher.state));
  end if;
  -- The entry of a manual voucher comes with its audit and says what its lines say.
  if voucher.origin <> 'manual' then
    perform ledger.voucher_edited(voucher.company_id, voucher.id);
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  -- Against a netting of the same entry at the same time.
  perform 1 from ledger.entry as e where e.company_id = new.company_id and e.id in (new.entry_id) order by e.id for no key update;
  if exists (select 1 from ledger.entry as e where e.company_id = new.company_id and e.id = new.entry_id and e.period <> voucher.period) then
    perform ledger.refuse('MW144', 'a voucher holds entries of its own period', jsonb_build_object('voucher', voucher.id, 'entry', new.entry_id, 'period', voucher.period));
  elsif exists (select 1 from ledger.netting as n where n.company_id = new.company_id and new.entry_id in (n.entry_id, n.reversal_id)) then
    perform ledger.refuse('MW148', 'a netted entry needs no voucher', jsonb_build_object('entry', new.entry_id));
  elsif exists (
    select 1
    from ledger.voucher_entry as v
    join ledger.entry as o on o.company_id = v.company_id and o.id = v.entry_id
    join documents.document as d on d.company_id = o.company_id and d.id = o.document_id
    where v.company_id = new.company_id and v.voucher_id = new.voucher_id
      and d.kind <> (select m.kind from ledger.entry as e join documents.document as m on m.company_id = e.company_id and m.id = e.document_id
        where e.company_id = new.company_id and e.id = new.entry_id)
  ) then
    perform ledger.refuse('MW145', 'different kinds of documents are not merged on one voucher', jsonb_build_object('voucher', voucher.id, 'entry', new.entry_id));
  end if;
  return new;
end
$$;
create trigger keep_voucher_entry before insert or update or delete on ledger.voucher_entry for each row execute function ledger.keep_voucher_entry();

create function ledger.keep_voucher_line() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  voucher ledger.voucher;
  touched ledger.voucher_line;
begin
  foreach touched in array case tg_op when 'INSERT' then array[new] when 'DELETE' then array[old] else array[old, new] end loop
    select v.* into voucher from ledger.voucher as v where v.company_id = touched.company_id and v.id = touched.voucher_id for update;
    if voucher.state is distinct from 'draft' or voucher.origin <> 'manual' then
      perform ledger.refuse('MW142', 'only the lines of a manual draft change', jsonb_build_object('voucher', voucher.id, 'number', voucher.number, 'state', voucher.state));
    end if;
    perform ledger.voucher_edited(voucher.company_id, voucher.id);
  end loop;
  if tg_op = 'DELETE' then
    return old;
  end if;
  perform ledger.refuse('MW146', 'a manual voucher does not touch a controlled account', jsonb_build_object('account', a.code || ' ' || a.name, 'line', new.line_no, 'control', a.control))
  from ledger.account as a
  where a.company_id = new.company_id and a.id = new.account_id and a.control is not null;
  return new;
end
$$;
create trigger keep_voucher_line before insert or update or delete on ledger.voucher_line for each row execute function ledger.keep_voucher_line();

-- Posting is irreversible (财会〔2024〕12号 art. 21(3)).
create function ledger.post_voucher() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  voucher ledger.voucher;
begin
  select v.* into voucher from ledger.voucher as v where v.company_id = new.company_id and v.id = new.voucher_id for update;
  if voucher.state is distinct from 'audited' then
    perform ledger.refuse('MW141', 'only an audited voucher is posted', jsonb_build_object('voucher', new.voucher_id, 'from', voucher.state, 'to', 'posted'));
  end if;
  perform ledger.demand_open(voucher.company_id, voucher.period, array['ledger'], 9223372036854775807);
  update ledger.voucher set state = 'posted', version = version + 1 where company_id = new.company_id and id = new.voucher_id;
  return null;
end
$$;
create trigger post_voucher after insert on ledger.voucher_post for each row execute function ledger.post_voucher();
create trigger never_changed before update or delete or truncate on ledger.voucher_post for each statement execute function ledger.refuse_change();
create trigger never_changed before update or delete or truncate on ledger.netting for each statement execute function ledger.refuse_change();
create trigger never_emptied before truncate on ledger.voucher for each statement execute function ledger.refuse_change();

create function ledger.check_netting() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform 1 from ledger.entry as e where e.company_id = new.company_id and e.id in (new.entry_id, new.reversal_id) order by e.id for no key update;
  if not exists (
    select 1
    from ledger.entry as o
    join ledger.entry as r on r.company_id = o.company_id and r.reverses_id = o.id and r.period = o.period
    where o.company_id = new.company_id and o.id = new.entry_id and r.id = new.reversal_id
      -- With settlement lines the two do not come to nothing: they need their paper.
      and not exists (select 1 from ledger.entry_line as l where l.company_id = r.company_id and l.period = r.period and l.entry_id = r.id and l.settles)
  ) or exists (select 1 from ledger.voucher_entry as v where v.company_id = new.company_id and v.entry_id in (new.entry_id, new.reversal_id) and not v.voided) then
    perform ledger.refuse('MW148', 'only an entry and its reversal of the same period, on no voucher, are netted', jsonb_build_object('entry', new.entry_id, 'reversal', new.reversal_id));
  end if;
  perform ledger.demand_open(e.company_id, e.period, array['ledger'], 9223372036854775807)
  from ledger.entry as e
  where e.company_id = new.company_id and e.id = new.entry_id;
  return new;
end
$$;
create trigger check_netting before insert on ledger.netting for each row execute function ledger.check_netting();
