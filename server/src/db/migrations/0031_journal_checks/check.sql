-- A check trigger that is missing or switched off, a check function that anybody may call, or a partition with grants of its own.
select 'trigger' as violation, wanted.name as subject
from unnest(array['check_1_lines', 'check_2_pools', 'check_3_balances', 'never_changed']) as wanted (name)
left join pg_trigger as t on t.tgname = wanted.name and t.tgrelid = 'ledger.entry_line'::regclass and t.tgenabled <> 'D'
where t.oid is null
union all
select 'partition with grants', c.oid::regclass::text
from pg_inherits as i
join pg_class as c on c.oid = i.inhrelid
where i.inhparent in ('ledger.entry'::regclass, 'ledger.entry_line'::regclass) and c.relacl is not null
union all
select 'column', a.attname::text
from pg_attribute as a
where a.attrelid = 'ledger.entry'::regclass and a.attname in ('id', 'written_xid')
  and has_column_privilege('millwright_write', a.attrelid, a.attnum, 'insert')
