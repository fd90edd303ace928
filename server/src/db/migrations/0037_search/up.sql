-- Search over masters that may have a million rows. `like '%…%'` reads all of them: trigram indexes know no two-character words, and
-- row-level security loses them, because LIKE is not leak-proof. So every place of a record's words where somebody may begin to type
-- is a row here, and what is typed is a range of the primary key: comparing text is leak-proof, so the range is used under row-level
-- security as well. Written by triggers from the master's "search"; it is no truth of its own and is not audited.

create table kernel.search_gram (
  company_id bigint not null,
  kind text collate "C" not null,
  -- Ten characters from such a place on: whoever types more is found by the first ten and compared in full.
  gram text collate "C" not null,
  id bigint not null,
  primary key (company_id, kind, gram, id)
);
call kernel.guard_table('kernel.search_gram', '', audited => false);

-- Places to begin: each Chinese character, each run of letters, each run of digits. Splitting is one pass; doing it by position is not.
create function kernel.search_grams(search text) returns setof text
language sql immutable parallel safe
as $$
  select distinct substr(search, p.start, 10) collate "C"
  from (
    select t.part, (sum(length(t.part)) over (order by t.place) - length(t.part) + 1)::int as start
    from regexp_split_to_table(search, '(?=[\u3400-\u9fff])|(?<![0-9])(?=[0-9])|(?<![a-z])(?=[a-z])') with ordinality as t (part, place)
  ) as p
  where p.part ~ '^[a-z0-9\u3400-\u9fff]'
$$;

create function kernel.write_search_grams() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  table_name text := tg_table_schema || '.' || tg_table_name;
begin
  if tg_op = 'UPDATE' then
    delete from kernel.search_gram as g
    using (
      select o.company_id, o.id, e.gram
      from old_rows as o
      join new_rows as n on n.company_id = o.company_id and n.id = o.id and n.search <> o.search
      cross join lateral kernel.search_grams(o.search) as e (gram)
    ) as gone
    where g.company_id = gone.company_id and g.kind = table_name and g.gram = gone.gram and g.id = gone.id;
    insert into kernel.search_gram (company_id, kind, gram, id)
    select n.company_id, table_name, e.gram, n.id
    from new_rows as n
    join old_rows as o on o.company_id = n.company_id and o.id = n.id and o.search <> n.search
    cross join lateral kernel.search_grams(n.search) as e (gram)
    order by 3, 4;
  elsif tg_op = 'DELETE' then
    delete from kernel.search_gram as g
    using (select o.company_id, o.id, e.gram from old_rows as o cross join lateral kernel.search_grams(o.search) as e (gram)) as gone
    where g.company_id = gone.company_id and g.kind = table_name and g.gram = gone.gram and g.id = gone.id;
  else
    insert into kernel.search_gram (company_id, kind, gram, id)
    select n.company_id, table_name, e.gram, n.id
    from new_rows as n
    cross join lateral kernel.search_grams(n.search) as e (gram)
    order by 3, 4;
  end if;
  return null;
end
$$;
revoke all on function kernel.write_search_grams() from public;

create procedure kernel.make_searchable(target regclass)
language plpgsql
as $$
begin
  execute format('create trigger search_insert after insert on %s referencing new table as new_rows for each statement execute function kernel.write_search_grams()', target);
  execute format('create trigger search_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function kernel.write_search_grams()', target);
  execute format('create trigger search_delete after delete on %s referencing old table as old_rows for each statement execute function kernel.write_search_grams()', target);
  execute format('insert into kernel.search_gram (company_id, kind, gram, id) select m.company_id, %L, e.gram, m.id from %s as m cross join lateral kernel.search_grams(m.search) as e (gram) order by 3, 4', target::text, target);
end
$$;
call kernel.make_searchable('engineering.item');
call kernel.make_searchable('foundation.party');
