-- Late lines ("Order of value"). Two periods may be open: a line in the earlier one comes before everything of the later one in the
-- order (period, pool_seq), so later issues are revalued by adjustments dated in their own period, each naming the line it
-- adjusts. The program computes them (core/costing/revaluation); here the pool is replayed at the commit, and a late line
-- whose adjustments are missing, or that leaves too little for what was issued later, is refused.

insert into documents.kind (kind, prefix, name_zh, name_en, books, area) values
  ('ledger/revaluation', 'CB', '成本调整', 'Revaluation', true, 'inventory-cost');
insert into ledger.control_kind (control, document_kind) values
  ('inventory', 'ledger/revaluation'), ('wip', 'ledger/revaluation');

-- What has to be replayed at the commit; afterwards, the trace of late bookings.
create table ledger.late_line (
  company_id bigint not null,
  pool_id bigint not null,
  period integer not null,
  entry_id bigint not null,
  primary key (company_id, pool_id, period, entry_id)
);
call kernel.guard_table('ledger.late_line', '', false);

create function ledger.check_late() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  refused record;
begin
  with later as (
    select l.period, l.pool_seq, l.entry_id, l.line_no, l.side, l.quantity, l.settles, l.adjusts_entry_id, l.adjusts_line_no,
      case l.side when 'D' then l.amount else -l.amount end as value
    from ledger.entry_line as l
    where l.company_id = new.company_id and l.pool_id = new.pool_id and l.period >= new.period
  ), opening as (
    select p.quantity - sum(t.quantity) as quantity, p.value - sum(t.value) as value, p.method, p.item_id
    from ledger.pool as p
    cross join later as t
    where p.company_id = new.company_id and p.id = new.pool_id
    group by p.quantity, p.value, p.method, p.item_id
  ), line as (
    select t.period, t.pool_seq, t.entry_id, t.line_no, t.side, t.quantity, t.settles, t.value + coalesce(a.value, 0) as value
    from later as t
    left join (
      select adjusts_entry_id, adjusts_line_no, sum(value) as value
      from later
      where adjusts_entry_id is not null
      group by adjusts_entry_id, adjusts_line_no
    ) as a on a.adjusts_entry_id = t.entry_id and a.adjusts_line_no = t.line_no
    where t.adjusts_entry_id is null
  ), replay as (
    select t.*, o.method, o.item_id,
      o.quantity + sum(t.quantity) over so_far as quantity_after, o.value + sum(t.value) over so_far as value_after,
      lead(t.entry_id) over (order by t.period, t.pool_seq) is distinct from t.entry_id as entry_ends,
      sum(t.quantity) over same_entry = 0 and sum(t.value) over same_entry = 0 as inside
    from line as t
    cross join opening as o
    window so_far as (order by t.period, t.pool_seq), same_entry as (partition by t.entry_id)
  )
  select r.*, d.number,
    case
      when r.entry_ends and (r.quantity_after < 0 or r.quantity_after = 0 and r.value_after <> 0 or r.value_after < 0) then 'MW112'
      else 'MW114'
    end as code
  into refused
  from replay as r
  join ledger.entry as e on e.company_id = new.company_id and e.id = r.entry_id
  join documents.document as d on d.company_id = e.company_id and d.id = e.document_id
  where r.entry_ends and (r.quantity_after < 0 or r.quantity_after = 0 and r.value_after <> 0 or r.value_after < 0)
    or r.side = 'C' and r.quantity < 0 and not r.settles and e.reverses_id is null and not r.inside
      and (r.method <> 'moving-average' or -r.value <> case
        when r.quantity_after = 0 then r.value_after - r.value
        -- Exact: value × quantity ÷ whole to the cent, half up, without a rounded quotient in between.
        else div((r.value_after - r.value) * -r.quantity * 200 + r.quantity_after - r.quantity, 2 * (r.quantity_after - r.quantity)) / 100
      end)
  order by r.period, r.pool_seq
  limit 1;
  if found then
    perform ledger.refuse(refused.code, 'a late line changes what was issued later',
      jsonb_build_object('item', ledger.item_label(new.company_id, refused.item_id), 'period', new.period, 'later_period', refused.period, 'document', refused.number,
        'left', trim_scale(refused.quantity_after)));
  end if;
  -- The constraints of the pool hold again from here on.
  update ledger.pool set replay_pending = false where company_id = new.company_id and id = new.pool_id and replay_pending;
  return null;
end
$$;
create constraint trigger replayed after insert on ledger.late_line deferrable initially deferred for each row execute function ledger.check_late();
create trigger never_changed before update or delete or truncate on ledger.late_line for each statement execute function ledger.refuse_change();
