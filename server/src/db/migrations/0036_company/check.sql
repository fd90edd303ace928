-- No trigger on inserts is left that would fire again while a company is loaded.
select t.tgrelid::regclass || '.' || t.tgname as violation
from pg_trigger as t
join pg_proc as p on p.oid = t.tgfoid
where not t.tgisinternal and t.tgparentid = 0 and (t.tgtype & 4) <> 0 and p.proname not in ('renew_rule_version', 'write_search_grams')
  and exists (select 1 from pg_attribute as k where k.attrelid = t.tgrelid and k.attname = 'company_id' and not k.attisdropped)
  and pg_get_triggerdef(t.oid) not like '%loading()%'
