-- The register of all documents: number, kind, day, state. Entries, traces and executions refer to it and to nothing else, so
-- that the ledger needs to know no module. Noun tables hold the rest and share the id.

create schema documents;
grant usage on schema documents to millwright_write, millwright_read, millwright_maintain;

-- Kinds are the same in every company: they come with the program. A kind that books must have an entry once booked.
create table documents.kind (
  kind text collate "C" primary key check (kind ~ '^[a-z-]+/[a-z-]+$'),
  prefix text collate "C" not null unique,
  name_zh text not null,
  name_en text not null,
  books boolean not null,
  -- Documents of this kind take executions back without reversing one (material returned to store).
  gives_back boolean not null default false,
  area text check (area in ('trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger'))
);
grant select on documents.kind to millwright_write, millwright_read, millwright_maintain;
-- Kinds stay: documents look theirs up without a lock (a foreign key would lock the kind's one row in every booking).
create function documents.keep_kinds() returns trigger
language plpgsql
as $$
begin
  raise exception 'document kinds come with the program and stay' using errcode = '23503';
end
$$;
create trigger keep_kinds before delete or update of kind or truncate on documents.kind for each statement execute function documents.keep_kinds();
create function documents.demand_kind() returns trigger
language plpgsql
as $$
begin
  if not exists (select 1 from documents.kind as k where k.kind = new.kind) then
    raise exception 'unknown document kind %', new.kind using errcode = '23503';
  end if;
  return new;
end
$$;

create table documents.document (
  company_id bigint not null,
  id bigint not null,
  kind text collate "C" not null,
  number text collate "C" not null,
  business_day date not null,
  state text not null,
  party_id bigint,
  summary text not null default '',
  reverses_id bigint,
  version integer not null default 1,
  created_by bigint not null default kernel.user_id(),
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, kind, number),
  foreign key (company_id, reverses_id) references documents.document (company_id, id),
  check (reverses_id <> id)
);
create trigger demand_kind before insert or update of kind on documents.document for each row execute function documents.demand_kind();
-- Partial, so that no plan made while the table was small walks all documents of a company through it.
create unique index document_company_id_reverses_id_key on documents.document (company_id, reverses_id) where reverses_id is not null;
create index document_list on documents.document (company_id, kind, business_day desc, id desc);
create index document_number on documents.document (company_id, number);
create index document_party on documents.document (company_id, party_id, business_day) where party_id is not null;
call kernel.guard_table('documents.document', 'insert, update (business_day, state, party_id, summary, reverses_id, version), delete');

-- The document a line hangs on cannot be thrown away once booked; drafts can.
create function documents.refuse_delete() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if old.state <> 'draft' then
    raise exception 'document % is not a draft and stays', old.number using errcode = 'MW001';
  end if;
  return old;
end
$$;
revoke all on function documents.refuse_delete() from public;
create trigger refuse_delete before delete on documents.document for each row execute function documents.refuse_delete();

-- Day and party are what entries, open items and executions were booked for: only a draft may change them, and let go of what it was
-- to reverse.
create function documents.refuse_redating() returns trigger
language plpgsql
as $$
begin
  raise exception 'document % keeps its day, its party and what it reverses', old.number using errcode = 'MW002';
end
$$;
create trigger refuse_redating before update of business_day, party_id, reverses_id on documents.document for each row
when (old.state <> 'draft' and (old.business_day, old.party_id, old.reverses_id) is distinct from (new.business_day, new.party_id, new.reverses_id)
  or new.reverses_id is not null and new.reverses_id is distinct from old.reverses_id) execute function documents.refuse_redating();
-- At once, or a transaction could go back, change and book again: the check at the commit (ledger) would see nothing.
create function documents.refuse_unbooking() returns trigger
language plpgsql
as $$
begin
  raise exception 'document % is in the books and does not go back', old.number using errcode = 'MW120';
end
$$;
create trigger refuse_unbooking before update of state on documents.document for each row
when (old.state in ('booked', 'reversed') and new.state not in ('booked', 'reversed')) execute function documents.refuse_unbooking();

-- What can be executed: one row per line that later documents draw on (order lines, receipt lines for invoicing, material
-- needs, operations…). The counter is kept by the trigger below; nobody may write it.
create table documents.executable (
  company_id bigint not null,
  line_id bigint not null,
  document_id bigint not null,
  measure text not null check (measure in ('received', 'delivered', 'issued', 'reported', 'completed', 'invoiced', 'ordered')),
  item_id bigint,
  quantity numeric(20, 6) not null check (quantity >= 0),
  quantity_tolerance numeric(20, 6) not null default 0 check (quantity_tolerance >= 0),
  quantity_executed numeric(20, 6) not null default 0,
  -- What the executions were worth, where they say so: the next one gets the line's value less this, so that parts add up to the cent.
  amount_executed numeric(20, 2) not null default 0,
  closed boolean not null default false,
  primary key (company_id, line_id, measure),
  foreign key (company_id, document_id) references documents.document (company_id, id) on delete cascade,
  check (quantity_executed between 0 and quantity + quantity_tolerance)
);
create index executable_document on documents.executable (company_id, document_id);
create index executable_open on documents.executable (company_id, measure, item_id) where not closed and quantity_executed < quantity;
call kernel.guard_table('documents.executable', 'insert (company_id, line_id, document_id, measure, item_id, quantity, quantity_tolerance), update (closed), delete');
-- What people change is logged; the counter's moves are told by the append-only executions.
drop trigger change_log_update on documents.executable;
create trigger change_log_update after update on documents.executable referencing old table as old_rows new table as new_rows
for each statement when (pg_trigger_depth() = 0) execute function kernel.write_change_log('line_id', 'measure');

-- Append-only: how much of which line a document executed. A reversal executes the negative.
create table documents.execution (
  company_id bigint not null,
  id bigint generated always as identity,
  document_id bigint not null,
  line_id bigint not null,
  source_line_id bigint not null,
  source_document_id bigint not null,
  measure text not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null default 0,
  primary key (company_id, id),
  foreign key (company_id, document_id) references documents.document (company_id, id),
  foreign key (company_id, source_line_id, measure) references documents.executable (company_id, line_id, measure)
);
create index execution_source on documents.execution (company_id, source_line_id, measure);
create index execution_document on documents.execution (company_id, document_id);
create index execution_source_document on documents.execution (company_id, source_document_id);
call kernel.guard_table('documents.execution', 'insert (company_id, document_id, line_id, source_line_id, source_document_id, measure, quantity, amount)', false);

-- Upstream → downstream links for tracing; executions bring theirs, planned orders and reversals add more.
create table documents.link (
  company_id bigint not null,
  from_document_id bigint not null,
  to_document_id bigint not null,
  primary key (company_id, from_document_id, to_document_id),
  foreign key (company_id, from_document_id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, to_document_id) references documents.document (company_id, id) on delete cascade
);
create index link_to on documents.link (company_id, to_document_id);
call kernel.guard_table('documents.link', 'insert, delete', false);

-- Rows are locked in key order, so two documents on the same lines never deadlock; the CHECK refuses the one too many. What a
-- document executes it also comes from: the links are written along.
create function documents.count_execution() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  change record;
begin
  for change in
    select company_id, source_line_id, measure, sum(quantity) as quantity, sum(amount) as amount, min(quantity) as least
    from new_rows
    group by company_id, source_line_id, measure
    order by company_id, source_line_id, measure
  loop
    update documents.executable as e
    set quantity_executed = e.quantity_executed + change.quantity, amount_executed = e.amount_executed + change.amount
    where e.company_id = change.company_id and e.line_id = change.source_line_id and e.measure = change.measure;
    -- Only a reversal takes back, and no more than the document it reverses has executed.
    if change.least < 0 and exists (
      select 1
      from (
        select distinct n.document_id
        from new_rows as n
        where n.company_id = change.company_id and n.source_line_id = change.source_line_id and n.measure = change.measure and n.quantity < 0
      ) as taking
      join documents.document as d on d.company_id = change.company_id and d.id = taking.document_id
      join documents.kind as k on k.kind = d.kind and not k.gives_back
      where (
        select coalesce(sum(x.quantity), 0)
        from documents.execution as x
        where x.company_id = d.company_id and x.source_line_id = change.source_line_id and x.measure = change.measure
          and ((x.document_id = d.reverses_id and x.quantity > 0) or (x.document_id = d.id and x.quantity < 0))
      ) < 0
    ) then
      raise exception 'only a reversal takes executions back, and only those of its original' using errcode = 'MW003';
    end if;
  end loop;
  insert into documents.link (company_id, from_document_id, to_document_id)
  select distinct n.company_id, n.source_document_id, n.document_id
  from new_rows as n
  on conflict do nothing;
  return null;
end
$$;
revoke all on function documents.count_execution() from public;
create trigger count_execution after insert on documents.execution
referencing new table as new_rows for each statement execute function documents.count_execution();
