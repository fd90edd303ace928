-- Totals without a row that every booking touches. roll_up() adds entries behind a safe watermark: every transaction below
-- pg_snapshot_xmin has ended, so nothing can appear behind the mark. Readers add the tail from the mark on in the same statement,
-- so a figure is exact at every moment and its cost does not grow with history. What openings brought has rows of its own
-- (is_opening): it stands before its period and is no turnover.
-- Trap: an open transaction anywhere in the cluster holds the mark back; the tail grows, the figures stay right.

create table ledger.rollup_mark (
  company_id bigint primary key,
  mark xid8 not null default '0',
  rolled_at timestamptz not null default clock_timestamp()
);
create table ledger.account_rollup (
  company_id bigint not null,
  period integer not null,
  account_id bigint not null,
  is_opening boolean not null,
  debit numeric(24, 2) not null,
  credit numeric(24, 2) not null,
  primary key (company_id, period, account_id, is_opening)
);
create table ledger.party_rollup (
  company_id bigint not null,
  period integer not null,
  account_id bigint not null,
  party_id bigint not null,
  is_opening boolean not null,
  debit numeric(24, 2) not null,
  credit numeric(24, 2) not null,
  primary key (company_id, account_id, party_id, period, is_opening)
);
-- In and out by side, so that a red receipt lessens what came in. Account 0: stock without value; place 0: value only.
create table ledger.item_rollup (
  company_id bigint not null,
  period integer not null,
  item_id bigint not null,
  account_id bigint not null,
  place_id bigint not null,
  is_opening boolean not null,
  quantity_in numeric(24, 6) not null,
  quantity_out numeric(24, 6) not null,
  value_in numeric(24, 2) not null,
  value_out numeric(24, 2) not null,
  primary key (company_id, item_id, account_id, place_id, period, is_opening)
);
-- What posted vouchers carry, for "posted only" in open periods. Kept by the posting itself, which is irreversible and rare beside
-- bookings, so it needs no mark.
create table ledger.posted_rollup (
  company_id bigint not null,
  period integer not null,
  account_id bigint not null,
  debit numeric(24, 2) not null,
  credit numeric(24, 2) not null,
  primary key (company_id, period, account_id)
);
call kernel.guard_table('ledger.posted_rollup', '', false);
call kernel.guard_table('ledger.rollup_mark', '', false);
call kernel.guard_table('ledger.account_rollup', '', false);
call kernel.guard_table('ledger.party_rollup', '', false);
call kernel.guard_table('ledger.item_rollup', '', false);

-- The lines of entries written from one transaction number on and before another, in the shapes that are rolled up and that
-- readers add as the tail. Invoker's rights and inlined: a reader sees his company, the owner what roll_up() asks for.
-- The order and the OFFSET 0 hold the planner to entry by entry through the indexes: it cannot know that the tail is short.
create function ledger.account_lines(company bigint, from_xid xid8, before_xid xid8)
returns table (period integer, account_id bigint, is_opening boolean, debit numeric, credit numeric)
language sql stable
as $$
  select l.period, l.account_id, e.is_opening and not l.settles, sum(l.amount) filter (where l.side = 'D'), sum(l.amount) filter (where l.side = 'C')
  from (
    select e.company_id, e.period, e.id, e.is_opening
    from ledger.entry as e
    where e.company_id = company and e.written_xid >= from_xid and (before_xid is null or e.written_xid < before_xid)
    order by e.company_id, e.written_xid
  ) as e
  cross join lateral (
    select l.*
    from ledger.entry_line as l
    where l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
    offset 0
  ) as l
  where l.account_id is not null
  group by l.period, l.account_id, e.is_opening and not l.settles
$$;

create function ledger.party_lines(company bigint, from_xid xid8, before_xid xid8)
returns table (period integer, account_id bigint, party_id bigint, is_opening boolean, debit numeric, credit numeric)
language sql stable
as $$
  select l.period, l.account_id, l.party_id, e.is_opening and not l.settles, sum(l.amount) filter (where l.side = 'D'), sum(l.amount) filter (where l.side = 'C')
  from (
    select e.company_id, e.period, e.id, e.is_opening
    from ledger.entry as e
    where e.company_id = company and e.written_xid >= from_xid and (before_xid is null or e.written_xid < before_xid)
    order by e.company_id, e.written_xid
  ) as e
  cross join lateral (
    select l.*
    from ledger.entry_line as l
    where l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
    offset 0
  ) as l
  where l.account_id is not null and l.party_id is not null
  group by l.period, l.account_id, l.party_id, e.is_opening and not l.settles
$$;

create function ledger.item_lines(company bigint, from_xid xid8, before_xid xid8)
returns table (period integer, item_id bigint, account_id bigint, place_id bigint, is_opening boolean, quantity_in numeric, quantity_out numeric, value_in numeric, value_out numeric)
language sql stable
as $$
  select l.period, l.item_id, coalesce(l.account_id, 0), coalesce(l.place_id, 0), e.is_opening and not l.settles,
    coalesce(sum(l.quantity) filter (where l.side = 'D'), 0), coalesce(-sum(l.quantity) filter (where l.side = 'C'), 0),
    coalesce(sum(l.amount) filter (where l.side = 'D'), 0), coalesce(sum(l.amount) filter (where l.side = 'C'), 0)
  from (
    select e.company_id, e.period, e.id, e.is_opening
    from ledger.entry as e
    where e.company_id = company and e.written_xid >= from_xid and (before_xid is null or e.written_xid < before_xid)
    order by e.company_id, e.written_xid
  ) as e
  cross join lateral (
    select l.*
    from ledger.entry_line as l
    where l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
    offset 0
  ) as l
  left join inventory.place as s on s.company_id = l.company_id and s.id = l.place_id
  where l.pool_id is not null or l.owner_id is not null and not s.is_virtual
  group by l.period, l.item_id, coalesce(l.account_id, 0), coalesce(l.place_id, 0), e.is_opening and not l.settles
$$;
grant execute on function ledger.account_lines(bigint, xid8, xid8), ledger.party_lines(bigint, xid8, xid8), ledger.item_lines(bigint, xid8, xid8)
to millwright_write, millwright_read;

-- Entries of the opening need no voucher: they are read by their mark instead, and left out here should one carry a voucher.
create function ledger.roll_up_posted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ledger.posted_rollup as r (company_id, period, account_id, debit, credit)
  select l.company_id, l.period, l.account_id, coalesce(sum(l.amount) filter (where l.side = 'D'), 0), coalesce(sum(l.amount) filter (where l.side = 'C'), 0)
  from new_rows as p
  join ledger.voucher_entry as v on v.company_id = p.company_id and v.voucher_id = p.voucher_id and not v.voided
  join ledger.entry as e on e.company_id = v.company_id and e.id = v.entry_id
  join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  where l.account_id is not null and not e.is_opening
  group by l.company_id, l.period, l.account_id
  order by 1, 2, 3
  on conflict (company_id, period, account_id) do update set debit = r.debit + excluded.debit, credit = r.credit + excluded.credit;
  return null;
end
$$;
create trigger roll_up_posted after insert on ledger.voucher_post referencing new table as new_rows for each statement execute function ledger.roll_up_posted();

-- Adds up to entry_limit entries (a transaction is never split) and returns how many. One at a time per company.
create function ledger.roll_up(company bigint, entry_limit integer default 50000) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  low xid8;
  high xid8;
  last_xid xid8;
  next_xid xid8;
  rolled bigint;
begin
  insert into ledger.rollup_mark (company_id) values (company) on conflict do nothing;
  select m.mark into low from ledger.rollup_mark as m where m.company_id = company for update;
  -- Asked behind the lock: a watermark from before it may lie below what another run has rolled up meanwhile, and would be counted twice.
  high := greatest(low, pg_snapshot_xmin(pg_current_snapshot()));
  select e.written_xid into last_xid
  from ledger.entry as e
  where e.company_id = company and e.written_xid >= low and e.written_xid < high
  order by e.written_xid
  offset greatest(entry_limit, 1) - 1
  limit 1;
  if found then
    select e.written_xid into next_xid
    from ledger.entry as e
    where e.company_id = company and e.written_xid > last_xid and e.written_xid < high
    order by e.written_xid
    limit 1;
    high := coalesce(next_xid, high);
  end if;
  select count(*) into rolled from ledger.entry as e where e.company_id = company and e.written_xid >= low and e.written_xid < high;
  if rolled > 0 then
    insert into ledger.account_rollup as r (company_id, period, account_id, is_opening, debit, credit)
    select company, t.period, t.account_id, t.is_opening, coalesce(t.debit, 0), coalesce(t.credit, 0)
    from ledger.account_lines(company, low, high) as t
    order by 2, 3, 4
    on conflict (company_id, period, account_id, is_opening) do update set debit = r.debit + excluded.debit, credit = r.credit + excluded.credit;
    insert into ledger.party_rollup as r (company_id, period, account_id, party_id, is_opening, debit, credit)
    select company, t.period, t.account_id, t.party_id, t.is_opening, coalesce(t.debit, 0), coalesce(t.credit, 0)
    from ledger.party_lines(company, low, high) as t
    order by 2, 3, 4, 5
    on conflict (company_id, account_id, party_id, period, is_opening) do update set debit = r.debit + excluded.debit, credit = r.credit + excluded.credit;
    insert into ledger.item_rollup as r (company_id, period, item_id, account_id, place_id, is_opening, quantity_in, quantity_out, value_in, value_out)
    select company, t.period, t.item_id, t.account_id, t.place_id, t.is_opening, t.quantity_in, t.quantity_out, t.value_in, t.value_out
    from ledger.item_lines(company, low, high) as t
    order by 2, 3, 4, 5, 6
    on conflict (company_id, item_id, account_id, place_id, period, is_opening) do update
    set quantity_in = r.quantity_in + excluded.quantity_in, quantity_out = r.quantity_out + excluded.quantity_out,
      value_in = r.value_in + excluded.value_in, value_out = r.value_out + excluded.value_out;
  end if;
  update ledger.rollup_mark set mark = high, rolled_at = clock_timestamp() where company_id = company;
  return rolled;
end
$$;
grant execute on function ledger.roll_up(bigint, integer) to millwright_jobs, millwright_write;

-- After a restore into another cluster transaction numbers mean nothing: start again from the rows.
create function ledger.reset_roll_up(company bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform 1 from ledger.rollup_mark as m where m.company_id = company for update;
  delete from ledger.account_rollup where company_id = company;
  delete from ledger.party_rollup where company_id = company;
  delete from ledger.item_rollup where company_id = company;
  update ledger.rollup_mark set mark = '0', rolled_at = clock_timestamp() where company_id = company;
end
$$;
grant execute on function ledger.reset_roll_up(bigint) to millwright_maintain;

-- What pages read. Each is roll-up + tail in one statement, up to and including a period, and is inlined into the page's query.
create function ledger.mark() returns xid8
language sql stable
as $$ select coalesce((select m.mark from ledger.rollup_mark as m where m.company_id = kernel.company_id()), '0'::xid8) $$;

create function ledger.open_ledger_periods() returns table (period integer)
language sql stable
as $$ select a.period from ledger.period_area as a where a.company_id = kernel.company_id() and a.area = 'ledger' and a.state = 'open' $$;

-- posted_only: all entries less those of open periods without a posted voucher; opening entries need none. So of an open period
-- only what was posted and what the opening wrote is read, never its many unposted entries.
create function ledger.account_movements(to_period integer, posted_only boolean)
returns table (period integer, account_id bigint, is_opening boolean, debit numeric, credit numeric)
language sql stable
as $$
  select r.period, r.account_id, r.is_opening, r.debit, r.credit
  from ledger.account_rollup as r
  where r.company_id = kernel.company_id() and r.period <= to_period and not (posted_only and r.period in (select o.period from ledger.open_ledger_periods() as o))
  union all
  select t.period, t.account_id, t.is_opening, coalesce(t.debit, 0), coalesce(t.credit, 0)
  from ledger.account_lines(kernel.company_id(), (select ledger.mark()), null) as t
  where t.period <= to_period and not (posted_only and t.period in (select o.period from ledger.open_ledger_periods() as o))
  union all
  select p.period, p.account_id, false, p.debit, p.credit
  from ledger.posted_rollup as p
  where posted_only and p.company_id = kernel.company_id() and p.period <= to_period and p.period in (select o.period from ledger.open_ledger_periods() as o)
  union all
  select l.period, l.account_id, not l.settles, coalesce(sum(l.amount) filter (where l.side = 'D'), 0), coalesce(sum(l.amount) filter (where l.side = 'C'), 0)
  from ledger.entry as e
  cross join lateral (
    select x.period, x.account_id, x.settles, x.side, x.amount
    from ledger.entry_line as x
    where x.company_id = e.company_id and x.period = e.period and x.entry_id = e.id and x.account_id is not null
    offset 0
  ) as l
  where posted_only and e.company_id = kernel.company_id() and e.is_opening and e.period <= to_period and e.period in (select o.period from ledger.open_ledger_periods() as o)
  group by l.period, l.account_id, l.settles
$$;

create function ledger.party_movements(to_period integer)
returns table (period integer, account_id bigint, party_id bigint, is_opening boolean, debit numeric, credit numeric)
language sql stable
as $$
  select r.period, r.account_id, r.party_id, r.is_opening, r.debit, r.credit
  from ledger.party_rollup as r
  where r.company_id = kernel.company_id() and r.period <= to_period
  union all
  select t.period, t.account_id, t.party_id, t.is_opening, coalesce(t.debit, 0), coalesce(t.credit, 0)
  from ledger.party_lines(kernel.company_id(), (select ledger.mark()), null) as t
  where t.period <= to_period
$$;

create function ledger.item_movements(to_period integer)
returns table (period integer, item_id bigint, account_id bigint, place_id bigint, is_opening boolean, quantity_in numeric, quantity_out numeric, value_in numeric, value_out numeric)
language sql stable
as $$
  select r.period, r.item_id, r.account_id, r.place_id, r.is_opening, r.quantity_in, r.quantity_out, r.value_in, r.value_out
  from ledger.item_rollup as r
  where r.company_id = kernel.company_id() and r.period <= to_period
  union all
  select t.period, t.item_id, t.account_id, t.place_id, t.is_opening, t.quantity_in, t.quantity_out, t.value_in, t.value_out
  from ledger.item_lines(kernel.company_id(), (select ledger.mark()), null) as t
  where t.period <= to_period
$$;

-- 科目余额表, leaf accounts. Opening: debit less credit before from_period and what openings dated up to to_period brought, of which
-- `opened` since from_period. Turnover is the rest.
create function ledger.trial_balance(from_period integer, to_period integer, posted_only boolean default false)
returns table (account_id bigint, opening numeric, opened numeric, debit numeric, credit numeric, closing numeric)
language sql stable
as $$
  select m.account_id,
    coalesce(sum(m.debit - m.credit) filter (where m.is_opening or m.period < from_period), 0),
    coalesce(sum(m.debit - m.credit) filter (where m.is_opening and m.period >= from_period), 0),
    coalesce(sum(m.debit) filter (where not m.is_opening and m.period >= from_period), 0),
    coalesce(sum(m.credit) filter (where not m.is_opening and m.period >= from_period), 0),
    sum(m.debit - m.credit)
  from ledger.account_movements(to_period, posted_only) as m
  group by m.account_id
$$;
grant execute on function ledger.mark(), ledger.open_ledger_periods(), ledger.account_movements(integer, boolean), ledger.party_movements(integer), ledger.item_movements(integer),
  ledger.trial_balance(integer, integer, boolean)
to millwright_write, millwright_read;
