-- Both books are the same rows (spec: the books, "Never false" 1–6, 9). Tables first, then the functions that lock pools and
-- move period areas, then the triggers that check each INSERT of lines and carry pools and balances along.
-- Every refusal has its own SQLSTATE MW1xx and a DETAIL in JSON; server texts are in modules/ledger/books.refusals.ts.
-- Trap: check functions are SECURITY DEFINER with a fixed search_path, because under row-level security a caller sees his own half.

create schema inventory;
create schema ledger;
grant usage on schema inventory, ledger to millwright_write, millwright_read, millwright_maintain;
grant usage on schema ledger to millwright_jobs;

-- Where stock can be. Virtual places are the other side of a movement and have no balance; *dispatched* and *subcontractor* are ours.
create table inventory.place (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null default '',
  kind text not null check (kind in ('warehouse', 'transit', 'dispatched', 'subcontractor',
    'supplier', 'customer', 'production', 'consumption', 'loss', 'conversion', 'opening')),
  is_virtual boolean not null generated always as (kind not in ('warehouse', 'transit', 'dispatched', 'subcontractor')) stored,
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
call kernel.guard_table('inventory.place', 'insert (company_id, id, code, name, search, kind, active, version), update (code, name, search, active, version), delete');
-- A warehouse that never held anything can go: its balances refer to it, and lines of a real place always come with a balance. The
-- other places are the company's for good.
create function inventory.keep_places() returns trigger
language plpgsql
as $$
begin
  if old.kind <> 'warehouse' then
    raise exception 'place % stays', old.code using errcode = '23503';
  end if;
  return old;
end
$$;
create trigger keep_places before delete on inventory.place for each row execute function inventory.keep_places();

-- Chart of accounts. control names what an account controls: such accounts take lines only from their document kinds.
create table ledger.account (
  company_id bigint not null,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null default '',
  parent_id bigint,
  class text not null check (class in ('asset', 'liability', 'equity', 'cost', 'profit', 'common')),
  normal_side text not null check (normal_side in ('D', 'C')),
  control text check (control in ('inventory', 'goods-in-transit', 'cost-variance', 'wip', 'receivable', 'payable', 'note', 'prepayment', 'accrued-receipt')),
  is_leaf boolean not null default true,
  dimensions text[] not null default '{}',
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, parent_id) references ledger.account (company_id, id)
);
create index account_parent on ledger.account (company_id, parent_id) where parent_id is not null;
call kernel.guard_table('ledger.account', 'insert, update (code, name, search, parent_id, class, normal_side, control, is_leaf, dimensions, active, version)');

-- Roles → accounts and movements → two roles: the posting rules as data. A row holds from its day until a later one of the same key.
create table ledger.account_role (
  company_id bigint not null,
  id bigint not null,
  role text collate "C" not null check (role ~ '^[a-z0-9.-]+$'),
  selector text collate "C" not null default '',
  account_id bigint not null,
  valid_from date not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, role, selector, valid_from),
  foreign key (company_id, account_id) references ledger.account (company_id, id)
);
create index account_role_account on ledger.account_role (company_id, account_id);
call kernel.guard_table('ledger.account_role', 'insert, update (account_id, version)');

create table ledger.posting_rule (
  company_id bigint not null,
  id bigint not null,
  rule_set text collate "C" not null,
  valid_from date not null,
  movement text collate "C" not null check (movement ~ '^[a-z0-9.-]+$'),
  debit_role text collate "C" not null check (debit_role ~ '^[a-z0-9.-]+(\.<[a-z]+>)?$'),
  credit_role text collate "C" not null check (credit_role ~ '^[a-z0-9.-]+(\.<[a-z]+>)?$'),
  note text not null default '',
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, rule_set, movement, valid_from)
);
call kernel.guard_table('ledger.posting_rule', 'insert, update (debit_role, credit_role, note, version)');

-- Changes with every change of a company's rules, roles or standard, and is the same nowhere else: the server keeps what it
-- has read under it, and a booking asks for this one row instead of all rules.
create table ledger.rule_version (company_id bigint primary key, version uuid not null);
call kernel.guard_table('ledger.rule_version', '', false);
create function ledger.renew_rule_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ledger.rule_version (company_id, version)
  select c.company_id, gen_random_uuid() from (select distinct company_id from changed_rows) as c
  on conflict (company_id) do update set version = excluded.version;
  return null;
end
$$;
create trigger renew_rule_version_insert after insert on ledger.posting_rule referencing new table as changed_rows for each statement execute function ledger.renew_rule_version();
create trigger renew_rule_version_update after update on ledger.posting_rule referencing new table as changed_rows for each statement execute function ledger.renew_rule_version();
create trigger renew_rule_version_delete after delete on ledger.posting_rule referencing old table as changed_rows for each statement execute function ledger.renew_rule_version();
create trigger renew_rule_version_insert after insert on ledger.account_role referencing new table as changed_rows for each statement execute function ledger.renew_rule_version();
create trigger renew_rule_version_update after update on ledger.account_role referencing new table as changed_rows for each statement execute function ledger.renew_rule_version();
create trigger renew_rule_version_delete after delete on ledger.account_role referencing old table as changed_rows for each statement execute function ledger.renew_rule_version();
create function ledger.renew_company_rules() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update ledger.rule_version set version = gen_random_uuid() where company_id = new.id;
  return null;
end
$$;
create trigger renew_rule_version after update of accounting_standard on kernel.company for each row execute function ledger.renew_company_rules();

-- Which document kinds may touch which control (invariant 5). Comes with the program: each module's migration adds its rows.
create table ledger.control_kind (
  control text collate "C" not null,
  document_kind text collate "C" not null references documents.kind,
  primary key (control, document_kind)
);
create index control_kind_document on ledger.control_kind (document_kind);
grant select on ledger.control_kind to millwright_write, millwright_read, millwright_maintain;

-- Periods are calendar months (会计法: the year runs from 1 January). Areas close one after the other.
create table ledger.period (
  company_id bigint not null,
  period integer not null check (period between 190001 and 299912 and period % 100 between 1 and 12),
  first_day date not null,
  last_day date not null,
  primary key (company_id, period)
);
create table ledger.period_area (
  company_id bigint not null,
  period integer not null,
  area text collate "C" not null check (area in ('trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger')),
  state text not null default 'open' check (state in ('open', 'closed')),
  -- Entries numbered up to here were asked for before the last reopening and may not slip in after it (see check_lines).
  entry_mark bigint not null default 0,
  primary key (company_id, period, area),
  foreign key (company_id, period) references ledger.period (company_id, period)
);
-- One row per closing; reopening completes it. Entry ids between the marks lie outside the closed interval, always.
create table ledger.period_interval (
  company_id bigint not null,
  id bigint generated always as identity,
  period integer not null,
  area text collate "C" not null,
  closed_at timestamptz not null default clock_timestamp(),
  closed_by bigint,
  closed_entry_mark bigint not null,
  reopened_at timestamptz,
  reopened_by bigint,
  reopened_entry_mark bigint,
  reason text not null default '',
  primary key (company_id, id),
  foreign key (company_id, period, area) references ledger.period_area (company_id, period, area)
);
create index period_interval_area on ledger.period_interval (company_id, period, area, id);
call kernel.guard_table('ledger.period', '', false);
call kernel.guard_table('ledger.period_area', '', false);
call kernel.guard_table('ledger.period_interval', '', false);

create table ledger.entry (
  company_id bigint not null,
  id bigint generated always as identity,
  period integer not null,
  area text collate "C" not null check (area in ('trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger')),
  day date not null,
  document_id bigint not null,
  reverses_id bigint,
  -- Of an opening kind, demanded by check_lines: its lines are what stood before its period, never turnover, but for settlement lines.
  is_opening boolean not null default false,
  command_id bigint default kernel.command_id(),
  user_id bigint default kernel.user_id(),
  summary text not null default '',
  line_count integer not null check (line_count >= 2),
  written_at timestamptz not null default clock_timestamp(),
  written_xid xid8 not null default pg_current_xact_id(),
  primary key (company_id, id),
  unique (company_id, id, period),
  constraint entry_document_once unique (company_id, document_id),
  foreign key (company_id, document_id) references documents.document (company_id, id),
  check (period = (extract(year from day) * 100 + extract(month from day))::integer),
  check (reverses_id <> id)
);
create unique index entry_reversed_once on ledger.entry (company_id, reverses_id) where reverses_id is not null;
-- The tail behind the roll-ups' watermark.
create index entry_written on ledger.entry (company_id, written_xid);
create index entry_period on ledger.entry (company_id, period, id);
create index entry_opening on ledger.entry (company_id, period) where is_opening;
call kernel.guard_table('ledger.entry', 'insert (company_id, period, area, day, document_id, reverses_id, is_opening, summary, line_count)', false);

-- No foreign keys to company, period, account, entry: check_lines does their work for a third of the cost, and nothing here is ever deleted.
create table ledger.entry_line (
  company_id bigint not null,
  period integer not null,
  entry_id bigint not null,
  line_no integer not null check (line_no > 0),
  side char(1) not null check (side in ('D', 'C')),
  amount numeric(20, 2) not null,
  account_id bigint,
  item_id bigint,
  lot_id bigint,
  place_id bigint,
  owner_id bigint,
  pool_id bigint,
  pool_seq bigint,
  quantity numeric(20, 6) not null default 0,
  second_quantity numeric(20, 6),
  currency text collate "C",
  exchange_rate numeric(20, 8),
  currency_amount numeric(20, 2),
  party_id bigint,
  open_item_id bigint,
  department_id bigint,
  person_id bigint,
  work_order_id bigint,
  operation_id bigint,
  order_line_id bigint,
  cost_object_id bigint,
  project_id bigint,
  cost_element text collate "C",
  asset_id bigint,
  bank_account_id bigint,
  cash_flow_item_id bigint,
  settles boolean not null default false,
  -- A revaluation changes the value of an earlier line at that line's place in the order of value.
  adjusts_entry_id bigint,
  adjusts_line_no integer,
  movement text collate "C" not null default '',
  summary text not null default '',
  primary key (company_id, period, entry_id, line_no),
  check (amount = 0 or account_id is not null),
  check (account_id is not null or quantity <> 0),
  check (quantity = 0 or (item_id is not null and place_id is not null)),
  check ((pool_id is null) = (pool_seq is null)),
  check ((adjusts_entry_id is null) = (adjusts_line_no is null)),
  check (currency is null or (exchange_rate is not null and currency_amount is not null))
);
create index entry_line_account on ledger.entry_line (company_id, account_id, period) where account_id is not null;
create index entry_line_item on ledger.entry_line (company_id, item_id, place_id, period) where item_id is not null;
create unique index entry_line_pool on ledger.entry_line (company_id, pool_id, period, pool_seq) where pool_id is not null;
create index entry_line_party on ledger.entry_line (company_id, party_id, account_id, period) where party_id is not null;
create index entry_line_open_item on ledger.entry_line (company_id, open_item_id) where open_item_id is not null;
create index entry_line_work_order on ledger.entry_line (company_id, work_order_id) where work_order_id is not null;
create index entry_line_order_line on ledger.entry_line (company_id, order_line_id) where order_line_id is not null;
create index entry_line_adjusts on ledger.entry_line (company_id, adjusts_entry_id) where adjusts_entry_id is not null;
create index entry_line_lot on ledger.entry_line (company_id, lot_id) where lot_id is not null;
call kernel.guard_table('ledger.entry_line', 'insert', false);

-- Where value lives: company × account × item × valuation area (× lot). Invariant 3 as constraints; month-average pools are
-- checked when the period's cost closes.
create table ledger.pool (
  company_id bigint not null,
  id bigint generated always as identity,
  account_id bigint not null,
  item_id bigint not null,
  valuation_area bigint not null default 0,
  lot_id bigint not null default 0,
  -- Not for the caller to choose: a month-average pool may be off until its cost closes.
  method text not null default 'moving-average' check (method in ('moving-average', 'month-average', 'fifo', 'specific', 'standard')),
  quantity numeric(20, 6) not null default 0,
  value numeric(20, 2) not null default 0,
  last_period integer not null default 0,
  -- A late line waits for its adjustments; the replay at the commit clears it, so it is never seen from outside.
  replay_pending boolean not null default false,
  primary key (company_id, id),
  unique (company_id, account_id, item_id, valuation_area, lot_id),
  foreign key (company_id, account_id) references ledger.account (company_id, id),
  constraint pool_quantity_never_negative check (quantity >= 0),
  constraint pool_empty_without_value check (quantity <> 0 or value = 0 or method = 'month-average' or replay_pending),
  constraint pool_value_never_negative check (value >= 0 or method = 'month-average' or replay_pending)
) with (fillfactor = 70);
create index pool_item on ledger.pool (company_id, item_id);
create table ledger.pool_period (
  company_id bigint not null,
  pool_id bigint not null,
  period integer not null,
  next_seq bigint not null default 1 check (next_seq >= 1),
  primary key (company_id, pool_id, period),
  foreign key (company_id, pool_id) references ledger.pool (company_id, id)
) with (fillfactor = 70);
-- Stock on hand by item, real place, lot and owner; 0 = no lot, our own.
create table ledger.balance (
  company_id bigint not null,
  item_id bigint not null,
  place_id bigint not null,
  lot_id bigint not null default 0,
  owner_id bigint not null default 0,
  quantity numeric(20, 6) not null default 0,
  primary key (company_id, item_id, place_id, lot_id, owner_id),
  foreign key (company_id, place_id) references inventory.place (company_id, id),
  constraint balance_never_negative check (quantity >= 0)
) with (fillfactor = 70);
create index balance_place on ledger.balance (company_id, place_id, item_id);
call kernel.guard_table('ledger.pool', '', false);
call kernel.guard_table('ledger.pool_period', '', false);
call kernel.guard_table('ledger.balance', '', false);

create function ledger.refuse(code text, message text, parameters jsonb) returns void
language plpgsql
as $$
begin
  raise exception '%', message using errcode = code, detail = parameters::text;
end
$$;

-- Invariant 2: nobody changes or removes what is written, the owner of the tables included. Statement triggers, so that even a
-- change of no rows is refused.
create function ledger.refuse_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform ledger.refuse('MW115', format('%s on %s.%s: written rows stay', tg_op, tg_table_schema, tg_table_name), jsonb_build_object('table', tg_table_schema || '.' || tg_table_name));
  return null;
end
$$;
-- Names for the DETAIL of a refusal. The item master belongs to another module and may not exist in a bare ledger.
create function ledger.item_label(company bigint, item bigint) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  label text;
begin
  if to_regclass('engineering.item') is not null then
    execute 'select code || '' '' || name from engineering.item where company_id = $1 and id = $2' into label using company, item;
  end if;
  return coalesce(label, item::text);
end
$$;

-- Creates missing pools, locks all in key order and returns, per key in the order given, their state in the order of value: as at
-- the end of the day's period, without the lines of later ones. A key names its account, or the role and selector that lead to one on
-- that day, so that rules and pools take one round trip together. What is returned is the row as it was locked, later lines are read
-- by a statement after the lock. A key whose role has no account returns no row.
create function ledger.lock_pools(of_day date, keys jsonb)
returns table (key_no bigint, id bigint, account_id bigint, item_id bigint, valuation_area bigint, lot_id bigint, method text,
  quantity numeric, value numeric, last_period integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  company bigint := kernel.company_id();
  of_period integer := (extract(year from of_day) * 100 + extract(month from of_day))::integer;
  key_numbers bigint[];
  accounts bigint[];
  items bigint[];
  valuation_areas bigint[];
  lots bigint[];
  pools bigint[];
  pool record;
  later record;
  position integer;
begin
  for attempt in 1..2 loop
    select array_agg(k.key_no), array_agg(coalesce(k.account_id, r.account_id)), array_agg(k.item_id), array_agg(coalesce(k.valuation_area, 0)), array_agg(coalesce(k.lot_id, 0)),
      array_agg(p.id)
    into key_numbers, accounts, items, valuation_areas, lots, pools
    from rows from (jsonb_to_recordset(keys) as (account_id bigint, role text, selector text, item_id bigint, valuation_area bigint, lot_id bigint))
      with ordinality as k (account_id, role, selector, item_id, valuation_area, lot_id, key_no)
    left join lateral (
      select a.account_id
      from ledger.account_role as a
      where a.company_id = company and a.role = k.role and a.selector in (k.selector, '') and a.valid_from <= of_day
      order by a.selector <> '' desc, a.valid_from desc
      limit 1
    ) as r on k.account_id is null
    left join ledger.pool as p on p.company_id = company and p.account_id = coalesce(k.account_id, r.account_id) and p.item_id = k.item_id
      and p.valuation_area = coalesce(k.valuation_area, 0) and p.lot_id = coalesce(k.lot_id, 0)
    where coalesce(k.account_id, r.account_id) is not null;
    exit when attempt = 2 or array_position(pools, null) is null;
    insert into ledger.pool (company_id, account_id, item_id, valuation_area, lot_id)
    select distinct company, k.account_id, k.item_id, k.valuation_area, k.lot_id
    from unnest(accounts, items, valuation_areas, lots, pools) as k (account_id, item_id, valuation_area, lot_id, pool_id)
    join ledger.account as a on a.company_id = company and a.id = k.account_id and a.control = 'inventory' and a.is_leaf
    where k.pool_id is null
    order by 2, 3, 4, 5
    on conflict do nothing;
    -- Nothing inserted may mean that somebody else just did: look again in either case.
  end loop;
  for pool in
    select p.id, p.account_id, p.item_id, p.valuation_area, p.lot_id, p.method, p.quantity, p.value, p.last_period
    from ledger.pool as p
    where p.company_id = company and p.id = any (pools)
    order by p.id
    for no key update
  loop
    if pool.last_period > of_period then
      select coalesce(sum(l.quantity), 0) as quantity, coalesce(sum(case l.side when 'D' then l.amount else -l.amount end), 0) as value
      into later
      from ledger.entry_line as l
      where l.company_id = company and l.pool_id = pool.id and l.period > of_period;
      pool.quantity := pool.quantity - later.quantity;
      pool.value := pool.value - later.value;
    end if;
    position := array_position(pools, pool.id);
    while position is not null loop
      key_no := key_numbers[position];
      id := pool.id;
      account_id := pool.account_id;
      item_id := pool.item_id;
      valuation_area := pool.valuation_area;
      lot_id := pool.lot_id;
      method := pool.method;
      quantity := pool.quantity;
      value := pool.value;
      last_period := pool.last_period;
      return next;
      position := array_position(pools, pool.id, position + 1);
    end loop;
  end loop;
end
$$;
grant execute on function ledger.lock_pools(date, jsonb) to millwright_write;
