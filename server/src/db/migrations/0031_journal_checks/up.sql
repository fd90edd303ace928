-- What the database refuses in the journal ("Never false" 1–6, 9). An entry's lines are one INSERT: the statement triggers
-- demand lines 1 to line_count of this transaction's entry, all in one statement. The primary key keeps every number once, so a
-- late line has no number left, and what the transition table holds is the whole entry.
-- Advisory locks are taken shared on (company, period, area) in the fixed order of the areas; closing takes them exclusively.
-- The triggers run in the order of their names: 1 entries, lines and periods, 2 pools, 3 balances. They run in every booking: few
-- and small statements, loops over what is one row nearly always (a start of the executor costs more than the row).

create function ledger.area_rank(area text) returns integer
language sql immutable parallel safe
as $$ select array_position(array['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger'], area) $$;

-- Integers only, so that it is inlined. Rank 0 is for what no area has: 'periods' and 'closing' share it.
create function ledger.area_key(company bigint, period integer, area text) returns bigint
language sql immutable parallel safe
as $$ select company << 21 | (period << 3)::bigint | coalesce(array_position(array['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger'], area), 0) $$;
grant execute on function ledger.area_rank(text), ledger.area_key(bigint, integer, text) to millwright_write, millwright_read;

-- A snapshot older than the lock cannot see that an area was closed while it waited: tried, so such transactions are refused.
create function ledger.demand_read_committed() returns void
language plpgsql
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform ledger.refuse('MW105', 'the books are written under READ COMMITTED only', jsonb_build_object('isolation', current_setting('transaction_isolation')));
  end if;
end
$$;

-- Takes the shared locks, then (a new statement, a new snapshot) reads the states. An entry numbered before the last reopening is
-- sent back for a new number, so that the recorded intervals stay true; 40001 makes the kernel run the command again.
create function ledger.demand_open(company bigint, of_period integer, areas text[], lowest_entry bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  refused record;
  each text;
  locked text;
begin
  foreach each in array array['trade', 'stock', 'inventory-cost', 'receivable-payable', 'ledger'] loop
    if each = any (areas) then
      -- An assignment, because a statement of its own would cost ten times as much.
      locked := pg_advisory_xact_lock_shared(ledger.area_key(company, of_period, each));
    end if;
  end loop;
  select w.area, p.state into refused
  from unnest(areas) as w (area)
  left join ledger.period_area as p on p.company_id = company and p.period = of_period and p.area = w.area
  where p.state is distinct from 'open' or p.entry_mark >= lowest_entry
  order by ledger.area_rank(w.area)
  limit 1;
  if not found then
    return;
  elsif refused.state = 'open' then
    raise exception 'period % was reopened meanwhile', of_period using errcode = '40001';
  end if;
  perform ledger.refuse('MW106', format('area %s of period %s is %s', refused.area, of_period, coalesce(refused.state, 'not opened')),
    jsonb_build_object('period', of_period, 'area', refused.area, 'state', coalesce(refused.state, 'unknown')));
end
$$;

-- The negation of an entry, line by line, in a form that EXCEPT can compare; sign 1 for the original, −1 for its reversal.
create function ledger.comparable_lines(company bigint, entry bigint, sign integer)
returns table (side char, amount numeric, quantity numeric, second_quantity numeric, currency_amount numeric, dimensions jsonb)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select l.side, sign * l.amount, sign * l.quantity, sign * l.second_quantity, sign * l.currency_amount,
    to_jsonb(l) - array['company_id', 'period', 'entry_id', 'line_no', 'side', 'amount', 'pool_seq', 'quantity', 'second_quantity', 'currency_amount', 'settles', 'summary']
  from ledger.entry as e
  join ledger.entry_line as l on l.company_id = e.company_id and l.period = e.period and l.entry_id = e.id
  where e.company_id = company and e.id = entry and not l.settles
$$;

-- 1. A full reversal negates each line of its entry once; only settlement lines may ride along (2).
create function ledger.check_reversal(company bigint, entry bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  reversal record;
begin
  select e.reverses_id, o.reverses_id as again, o.id is null as missing, d.reverses_id is distinct from o.document_id as other_document
  into reversal
  from ledger.entry as e
  join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
  left join ledger.entry as o on o.company_id = e.company_id and o.id = e.reverses_id
  where e.company_id = company and e.id = entry;
  if reversal.missing or reversal.again is not null then
    perform ledger.refuse('MW117', 'only an original entry can be reversed', jsonb_build_object('entry', reversal.reverses_id));
  elsif reversal.other_document or exists (
    (select * from ledger.comparable_lines(company, entry, 1) except all select * from ledger.comparable_lines(company, reversal.reverses_id, -1))
    union all
    (select * from ledger.comparable_lines(company, reversal.reverses_id, -1) except all select * from ledger.comparable_lines(company, entry, 1))
  ) then
    perform ledger.refuse('MW116', 'a reversal negates every line of its entry', jsonb_build_object('entry', reversal.reverses_id, 'reversal', entry));
  end if;
end
$$;

-- 1. Each entry: of this transaction, whole, balanced in money and per item in stock units, of a kind that books (1); each line what
-- its account, control, pool and place demand (4 and 5); then the periods the lines need open (6).
create function ledger.check_lines() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  touched record;
  unbalanced bigint[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform ledger.demand_read_committed();
  end if;
  select array_agg(i.entry_id) into unbalanced
  from (select n.entry_id from new_rows as n where n.quantity <> 0 group by n.company_id, n.entry_id, n.item_id having sum(n.quantity) <> 0) as i;
  for touched in
    select r.company_id, r.period, r.entry_id, min(r.number) as number, max(r.reverses_id) as reverses_id,
      count(*) as lines, sum(r.value) as difference, max(r.whole) as whole, max(r.line_count) as line_count, max(r.line_no) as last_line,
      array_remove(array[
        max(r.area),
        case when bool_or(r.moves_stock) then 'stock' end,
        case when bool_or(r.moves_value) then 'inventory-cost' end,
        case when bool_or(r.control in ('receivable', 'payable', 'note', 'prepayment')) then 'receivable-payable' end,
        'ledger'], null) as areas,
      (array_agg(jsonb_build_object('code', r.code, 'entry', r.entry_id, 'line', r.line_no, 'account', r.account, 'place', r.place, 'kind', r.kind, 'control', r.control)
        order by r.line_no) filter (where r.code is not null))[1] as refused
    from (
      select n.company_id, n.period, n.entry_id, n.line_no, a.control, a.code || ' ' || a.name as account, s.name as place, d.kind, d.number, e.area,
        e.reverses_id, e.line_count,
        case when e.id is null or e.written_xid <> pg_current_xact_id() then 'MW104' when not k.books or e.area <> coalesce(k.area, 'ledger')
          or e.is_opening <> (d.kind in (select o.document_kind from ledger.opening_kind as o)) then 'MW121' end as whole,
        case n.side when 'D' then n.amount else -n.amount end as value,
        n.quantity <> 0 and not s.is_virtual as moves_stock, n.amount <> 0 and n.pool_id is not null as moves_value,
        case
          when n.account_id is not null and (a.id is null or not a.is_leaf or not a.active) then 'MW107'
          when n.place_id is not null and s.id is null then 'MW122'
          when n.settles and e.reverses_id is null then 'MW118'
          -- A revaluation moves value only, of a line of the same period, account and pool.
          when n.adjusts_entry_id is not null and (n.quantity <> 0 or not exists (
            select 1
            from ledger.entry_line as t
            where t.company_id = n.company_id and t.period = n.period and t.entry_id = n.adjusts_entry_id and t.line_no = n.adjusts_line_no
              and t.account_id = n.account_id and t.pool_id is not distinct from n.pool_id and t.adjusts_entry_id is null
          )) then 'MW123'
          -- A settlement follows what left into production, whatever the document; it exists in reversals only.
          when a.control is not null and not (n.settles and a.control in ('inventory', 'wip'))
            and not exists (select 1 from ledger.control_kind as c where c.control = a.control and c.document_kind = d.kind) then 'MW108'
          when (n.pool_id is not null) <> (coalesce(a.control, '') = 'inventory') then 'MW109'
          when n.pool_id is not null and (p.id is null or p.account_id <> n.account_id or p.item_id is distinct from n.item_id
            or (p.lot_id <> 0 and p.lot_id is distinct from n.lot_id) or n.owner_id is not null) then 'MW109'
          -- Our own stock in a real place has a pool, everybody else's and what lies in a virtual place has none.
          when n.quantity <> 0 and (n.pool_id is not null) <> (n.owner_id is null and not s.is_virtual) then 'MW109'
          when a.control = 'wip' and n.work_order_id is null and n.cost_object_id is null then 'MW110'
          when a.control in ('receivable', 'payable', 'note', 'prepayment', 'accrued-receipt') and n.party_id is null then 'MW110'
          when a.control = 'accrued-receipt' and n.open_item_id is null then 'MW110'
        end as code
      from new_rows as n
      left join ledger.entry as e on e.company_id = n.company_id and e.id = n.entry_id and e.period = n.period
      left join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
      left join documents.kind as k on k.kind = d.kind
      left join ledger.account as a on a.company_id = n.company_id and a.id = n.account_id
      left join ledger.pool as p on p.company_id = n.company_id and p.id = n.pool_id
      left join inventory.place as s on s.company_id = n.company_id and s.id = n.place_id
    ) as r
    group by r.company_id, r.period, r.entry_id
    order by r.company_id, r.period, r.entry_id
  loop
    touched.whole := case
      when touched.whole = 'MW104' then 'MW104'
      when touched.lines <> touched.line_count or touched.last_line <> touched.line_count then 'MW103'
      when touched.difference <> 0 then 'MW101'
      when touched.entry_id = any (unbalanced) then 'MW102'
      else touched.whole
    end;
    if touched.whole is not null then
      perform ledger.refuse(touched.whole, 'the entry is not whole, not balanced, not of this transaction or not of a booking kind',
        jsonb_build_object('entry', touched.entry_id, 'document', touched.number, 'difference', touched.difference, 'lines', touched.lines));
    elsif touched.refused is not null then
      perform ledger.refuse(touched.refused ->> 'code', 'a line is not what its account, place, pool or document kind demands', touched.refused - 'code');
    end if;
    if touched.reverses_id is not null then
      perform ledger.check_reversal(touched.company_id, touched.entry_id);
    end if;
    perform ledger.demand_open(touched.company_id, touched.period, touched.areas, touched.entry_id);
  end loop;
  return null;
end
$$;

-- 2. Pools, in key order: the update's row lock orders everything that follows; the constraints on ledger.pool are invariant 3. The
-- lines must carry exactly the next numbers of the pool's row for the period. Where a later period has been written already, or where
-- a revaluation changes earlier lines, the pool is replayed at the commit (0034_late_lines).
create function ledger.carry_pools() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  change record;
  carried record;
begin
  for change in
    select company_id, pool_id, period, count(*) as lines, min(pool_seq) as lowest, max(pool_seq) as highest, max(entry_id) as entry_id,
      bool_or(adjusts_entry_id is not null) as adjusts, sum(quantity) as quantity, sum(case side when 'D' then amount else -amount end) as value
    from new_rows
    where pool_id is not null
    group by company_id, pool_id, period
    order by company_id, pool_id, period
  loop
    update ledger.pool as p
    set quantity = p.quantity + change.quantity, value = p.value + change.value, last_period = greatest(p.last_period, change.period),
      replay_pending = p.replay_pending or change.adjusts or p.last_period > change.period
    where p.company_id = change.company_id and p.id = change.pool_id
    returning p.account_id, p.item_id, p.last_period, p.replay_pending into carried;
    update ledger.pool_period as s
    set next_seq = change.highest + 1
    where s.company_id = change.company_id and s.pool_id = change.pool_id and s.period = change.period
      and s.next_seq = change.lowest and change.highest = change.lowest + change.lines - 1;
    if not found and change.lowest = 1 and change.highest = change.lines then
      insert into ledger.pool_period (company_id, pool_id, period, next_seq)
      values (change.company_id, change.pool_id, change.period, change.highest + 1)
      on conflict do nothing;
    end if;
    if not found then
      perform ledger.refuse('MW113', 'the lines are not numbered as the next of their pool',
        jsonb_build_object('pool', change.pool_id, 'item', ledger.item_label(change.company_id, carried.item_id), 'period', change.period, 'last_period', carried.last_period,
          'account', (select a.code || ' ' || a.name from ledger.account as a where a.company_id = change.company_id and a.id = carried.account_id)));
    elsif carried.replay_pending then
      insert into ledger.late_line (company_id, pool_id, period, entry_id)
      values (change.company_id, change.pool_id, change.period, change.entry_id)
      on conflict do nothing;
    end if;
  end loop;
  return null;
end
$$;

-- 3. Balances of real places, unvalued stock too, in key order: a balance that would fall below zero is not touched and the booking
-- refused, with what is there.
create function ledger.carry_balances() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  change record;
  on_hand numeric;
begin
  for change in
    select n.company_id, n.item_id, n.place_id, coalesce(n.lot_id, 0) as lot_id, coalesce(n.owner_id, 0) as owner_id, min(s.name) as place, sum(n.quantity) as quantity
    from new_rows as n
    join inventory.place as s on s.company_id = n.company_id and s.id = n.place_id and not s.is_virtual
    where n.quantity <> 0
    group by n.company_id, n.item_id, n.place_id, coalesce(n.lot_id, 0), coalesce(n.owner_id, 0)
    order by 1, 2, 3, 4, 5
  loop
    loop
      update ledger.balance as b
      set quantity = b.quantity + change.quantity
      where b.company_id = change.company_id and b.item_id = change.item_id and b.place_id = change.place_id and b.lot_id = change.lot_id and b.owner_id = change.owner_id
        and b.quantity + change.quantity >= 0;
      exit when found;
      if change.quantity > 0 then
        insert into ledger.balance (company_id, item_id, place_id, lot_id, owner_id, quantity)
        values (change.company_id, change.item_id, change.place_id, change.lot_id, change.owner_id, change.quantity)
        on conflict do nothing;
        exit when found;
      else
        select b.quantity into on_hand
        from ledger.balance as b
        where b.company_id = change.company_id and b.item_id = change.item_id and b.place_id = change.place_id and b.lot_id = change.lot_id and b.owner_id = change.owner_id;
        perform ledger.refuse('MW111', 'stock would become negative',
          jsonb_build_object('item', ledger.item_label(change.company_id, change.item_id), 'item_id', change.item_id, 'place', change.place, 'place_id', change.place_id,
            'lot_id', change.lot_id, 'owner_id', change.owner_id, 'quantity', trim_scale(-change.quantity), 'on_hand', trim_scale(coalesce(on_hand, 0))));
      end if;
    end loop;
  end loop;
  return null;
end
$$;

create trigger check_1_lines after insert on ledger.entry_line referencing new table as new_rows for each statement execute function ledger.check_lines();
create trigger check_2_pools after insert on ledger.entry_line referencing new table as new_rows for each statement execute function ledger.carry_pools();
create trigger check_3_balances after insert on ledger.entry_line referencing new table as new_rows for each statement execute function ledger.carry_balances();

-- Invariant 2.
create trigger never_changed before update or delete or truncate on ledger.entry for each statement execute function ledger.refuse_change();
create trigger never_changed before update or delete or truncate on ledger.entry_line for each statement execute function ledger.refuse_change();

-- Deferred to the commit: an entry has its lines, and its document is booked.
create function ledger.check_entry_complete() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  document record;
begin
  select d.number, d.state, exists (select 1 from ledger.entry_line as l where l.company_id = new.company_id and l.period = new.period and l.entry_id = new.id) as written
  into document
  from documents.document as d
  where d.company_id = new.company_id and d.id = new.document_id;
  if not document.written then
    perform ledger.refuse('MW119', 'an entry without lines', jsonb_build_object('entry', new.id));
  elsif document.state not in ('booked', 'reversed') then
    perform ledger.refuse('MW120', 'an entry whose document is not booked', jsonb_build_object('document', document.number, 'state', document.state));
  end if;
  if new.reverses_id is not null then
    select d.number, d.state into document
    from ledger.entry as o
    join documents.document as d on d.company_id = o.company_id and d.id = o.document_id
    where o.company_id = new.company_id and o.id = new.reverses_id;
    if document.state <> 'reversed' then
      perform ledger.refuse('MW120', 'a reversed document says so', jsonb_build_object('document', document.number, 'state', document.state));
    end if;
  end if;
  return null;
end
$$;
create constraint trigger entry_complete after insert on ledger.entry deferrable initially deferred for each row execute function ledger.check_entry_complete();

-- Invariant 9 from the document's side: of a booking kind, booked or reversed ⇔ it has its entry; reversed ⇔ the entry is reversed.
create function ledger.check_document_booked() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  document record;
begin
  select d.number, d.state, e.id as entry_id, exists (select 1 from ledger.entry as r where r.company_id = e.company_id and r.reverses_id = e.id) as reversed
  into document
  from documents.document as d
  join documents.kind as k on k.kind = d.kind and k.books
  left join ledger.entry as e on e.company_id = d.company_id and e.document_id = d.id
  where d.company_id = new.company_id and d.id = new.id;
  if found and ((document.state in ('booked', 'reversed')) <> (document.entry_id is not null) or (document.state = 'reversed') <> document.reversed) then
    perform ledger.refuse('MW120', 'the state of a document does not agree with its entry',
      jsonb_build_object('document', document.number, 'state', document.state, 'entry', document.entry_id));
  end if;
  return null;
end
$$;
create constraint trigger document_booked_new after insert on documents.document deferrable initially deferred
for each row when (new.state in ('booked', 'reversed')) execute function ledger.check_document_booked();
create constraint trigger document_booked_state after update of state on documents.document deferrable initially deferred
for each row execute function ledger.check_document_booked();

-- What an account controls, its side and its being a leaf are fixed by the first line.
create function ledger.keep_account() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.control is distinct from old.control or new.is_leaf <> old.is_leaf or new.class <> old.class)
    and exists (select 1 from ledger.entry_line as l where l.company_id = old.company_id and l.account_id = old.id) then
    perform ledger.refuse('MW150', 'an account with lines keeps its control, class and level', jsonb_build_object('account', old.code || ' ' || old.name));
  end if;
  return new;
end
$$;
create trigger keep_account before update on ledger.account for each row execute function ledger.keep_account();
