-- Nobody switches the replay off.
select 'late lines are not replayed' as violation
where not exists (select 1 from pg_trigger where tgname = 'replayed' and tgrelid = 'ledger.late_line'::regclass and tgenabled <> 'D')
