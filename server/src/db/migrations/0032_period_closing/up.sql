-- Opening, closing and reopening of period areas (invariant 6). Closing takes the exclusive lock on (company, period, area): every
-- booking that holds the shared one has committed, none can start. Areas close in the order trade → stock → inventory cost →
-- receivables/payables → ledger, the earlier period first; only the newest is reopened, in the opposite order.

create function ledger.open_period(new_period integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  company bigint := kernel.company_id();
  newest integer;
  start_day date := make_date(new_period / 100, new_period % 100, 1);
begin
  perform ledger.demand_read_committed();
  perform pg_advisory_xact_lock(ledger.area_key(company, 0, 'periods'));
  select max(p.period) into newest from ledger.period as p where p.company_id = company;
  if newest is not null and start_day <> make_date(newest / 100, newest % 100, 1) + interval '1 month' then
    perform ledger.refuse('MW131', 'periods are opened one after the other', jsonb_build_object('period', new_period, 'newest', newest));
  end if;
  insert into ledger.period (company_id, period, first_day, last_day)
  values (company, new_period, start_day, (start_day + interval '1 month - 1 day')::date);
  insert into ledger.period_area (company_id, period, area)
  select company, new_period, a.area
  from unnest(array['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger']) as a (area);
end
$$;

-- Whoever adds periods (set-up adds a year at once): they follow one another, after what is there.
create function ledger.keep_periods() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  refused record;
begin
  select n.company_id, min(n.period) as period, (select max(p.period) from ledger.period as p where p.company_id = n.company_id and p.period < max(n.period) and p.period not in (select m.period from new_rows as m where m.company_id = n.company_id)) as newest
  into refused
  from new_rows as n
  group by n.company_id
  having exists (
    select 1
    from (
      select p.period, lag(p.period) over (order by p.period) as before, p.first_day, p.last_day
      from ledger.period as p
      where p.company_id = n.company_id
    ) as s
    where s.before is not null and s.period <> case when s.before % 100 = 12 then s.before + 89 else s.before + 1 end
      or s.first_day <> make_date(s.period / 100, s.period % 100, 1)
      or s.last_day <> (s.first_day + interval '1 month - 1 day')::date
  ) or exists (
    select 1
    from ledger.period as p
    where p.company_id = n.company_id and p.period > min(n.period) and p.period not in (select m.period from new_rows as m where m.company_id = n.company_id)
  );
  if found then
    perform ledger.refuse('MW131', 'periods follow one another', jsonb_build_object('period', refused.period, 'newest', refused.newest));
  end if;
  return null;
end
$$;
create trigger keep_periods after insert on ledger.period referencing new table as new_rows for each statement execute function ledger.keep_periods();

-- Entries of a period that still need a voucher or its posting. Opening and netted entries need none, nor do entries that net to
-- zero per account and dimension (moves inside a pool). Invoker's rights: a reader sees his company.
create function ledger.unposted_entries(of_period integer) returns table (entry_id bigint)
language sql stable
as $$
  select e.id
  from ledger.entry as e
  where e.company_id = kernel.company_id()
    and e.period = of_period
    and not e.is_opening
    and not exists (
      select 1
      from ledger.voucher_entry as v
      join ledger.voucher_post as p on p.company_id = v.company_id and p.voucher_id = v.voucher_id
      where v.company_id = e.company_id and v.entry_id = e.id and not v.voided
    )
    and not exists (select 1 from ledger.netting as n where n.company_id = e.company_id and n.entry_id = e.id)
    and not exists (select 1 from ledger.netting as n where n.company_id = e.company_id and n.reversal_id = e.id)
    and exists (
      select 1
      from ledger.entry_line as l
      where l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id and l.account_id is not null
      group by l.account_id, l.item_id, l.party_id, l.department_id, l.person_id, l.work_order_id, l.cost_object_id, l.project_id, l.asset_id, l.bank_account_id, l.cash_flow_item_id
      having sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
    )
$$;
grant execute on function ledger.unposted_entries(integer) to millwright_write, millwright_read;

-- What must hold before an area closes, apart from the order. Month-average pools may be off only until their cost closes (3).
create function ledger.refuse_unready(company bigint, of_period integer, closing_area text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  refused record;
begin
  if closing_area = 'inventory-cost' then
    select ledger.item_label(p.company_id, p.item_id) as item, p.quantity, p.value into refused
    from ledger.pool as p
    where p.company_id = company and p.method = 'month-average' and p.last_period = of_period
      and (p.value < 0 or (p.quantity = 0 and p.value <> 0))
    limit 1;
    if found then
      perform ledger.refuse('MW135', 'a pool without quantity has value', jsonb_build_object('item', refused.item, 'quantity', refused.quantity, 'value', refused.value));
    end if;
  elsif closing_area = 'receivable-payable' then
    select a.code || ' ' || a.name as account, l.currency, sum(case l.side when 'D' then l.amount else -l.amount end) as base into refused
    from ledger.entry_line as l
    join ledger.account as a on a.company_id = l.company_id and a.id = l.account_id
    where l.company_id = company and l.period <= of_period and l.currency is not null
    group by a.code, a.name, l.party_id, l.bank_account_id, l.currency
    having sum(case l.side when 'D' then l.currency_amount else -l.currency_amount end) = 0 and sum(case l.side when 'D' then l.amount else -l.amount end) <> 0
    limit 1;
    if found then
      perform ledger.refuse('MW136', 'nothing is left in the currency, yet something in base', jsonb_build_object('account', refused.account, 'currency', refused.currency, 'base', refused.base));
    end if;
  elsif closing_area = 'ledger' then
    select count(*) as entries, min(d.number) as number into refused
    from ledger.unposted_entries(of_period) as u
    join ledger.entry as e on e.company_id = company and e.id = u.entry_id
    join documents.document as d on d.company_id = e.company_id and d.id = e.document_id;
    if refused.entries > 0 then
      perform ledger.refuse('MW133', 'entries without a posted voucher', jsonb_build_object('period', of_period, 'entries', refused.entries, 'document', refused.number));
    end if;
  end if;
end
$$;

-- The highest id handed out so far. Under the exclusive lock no entry of the area can be between its number and its commit.
create function ledger.entry_mark() returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(pg_sequence_last_value(pg_get_serial_sequence('ledger.entry', 'id')::regclass), 0) $$;

create function ledger.close_area(closing_period integer, closing_area text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  company bigint := kernel.company_id();
  blocking record;
begin
  perform ledger.demand_read_committed();
  -- One closing or reopening at a time: the order is read across periods and areas.
  perform pg_advisory_xact_lock(ledger.area_key(company, 0, 'closing'));
  perform pg_advisory_xact_lock(ledger.area_key(company, closing_period, closing_area));
  select p.period, p.area, p.state into blocking
  from ledger.period_area as p
  where p.company_id = company and p.state = 'open'
    and (p.period < closing_period and p.area = closing_area or p.period = closing_period and ledger.area_rank(p.area) < ledger.area_rank(closing_area))
  order by p.period, ledger.area_rank(p.area)
  limit 1;
  if found then
    perform ledger.refuse(case when blocking.period < closing_period then 'MW131' else 'MW130' end, 'areas close in their order, the earlier period first',
      jsonb_build_object('period', closing_period, 'area', closing_area, 'open_period', blocking.period, 'open_area', blocking.area));
  end if;
  perform ledger.refuse_unready(company, closing_period, closing_area);
  update ledger.period_area as p
  set state = 'closed'
  where p.company_id = company and p.period = closing_period and p.area = closing_area and p.state = 'open';
  if not found then
    perform ledger.refuse('MW132', 'the area is not open', jsonb_build_object('period', closing_period, 'area', closing_area));
  end if;
  insert into ledger.period_interval (company_id, period, area, closed_by, closed_entry_mark)
  values (company, closing_period, closing_area, kernel.user_id(), ledger.entry_mark());
end
$$;

create function ledger.reopen_area(opening_period integer, opening_area text, because text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  company bigint := kernel.company_id();
  blocking record;
  mark bigint;
begin
  perform ledger.demand_read_committed();
  if coalesce(trim(because), '') = '' then
    perform ledger.refuse('MW137', 'reopening needs a reason', jsonb_build_object('period', opening_period, 'area', opening_area));
  end if;
  perform pg_advisory_xact_lock(ledger.area_key(company, 0, 'closing'));
  perform pg_advisory_xact_lock(ledger.area_key(company, opening_period, opening_area));
  select p.period, p.area into blocking
  from ledger.period_area as p
  where p.company_id = company and p.state = 'closed'
    and (p.period > opening_period or p.period = opening_period and ledger.area_rank(p.area) > ledger.area_rank(opening_area))
  order by p.period desc, ledger.area_rank(p.area) desc
  limit 1;
  if found then
    perform ledger.refuse('MW134', 'only the newest closing is reopened', jsonb_build_object('period', opening_period, 'area', opening_area, 'closed_period', blocking.period, 'closed_area', blocking.area));
  end if;
  mark := ledger.entry_mark();
  update ledger.period_area as p
  set state = 'open', entry_mark = mark
  where p.company_id = company and p.period = opening_period and p.area = opening_area and p.state = 'closed';
  if not found then
    perform ledger.refuse('MW132', 'the area is not closed', jsonb_build_object('period', opening_period, 'area', opening_area));
  end if;
  update ledger.period_interval as i
  set reopened_at = clock_timestamp(), reopened_by = kernel.user_id(), reopened_entry_mark = mark, reason = because
  where i.company_id = company and i.period = opening_period and i.area = opening_area and i.reopened_at is null;
end
$$;
grant execute on function ledger.open_period(integer), ledger.close_area(integer, text), ledger.reopen_area(integer, text, text) to millwright_write;
