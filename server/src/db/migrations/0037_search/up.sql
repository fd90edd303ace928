-- Search over masters that may have a million rows. `like '%…%'` reads all of them: trigram indexes know no two-character words, and
-- row-level security loses them, because LIKE is not leak-proof. So every place of a record's words where somebody may begin to type
-- is a row here, and what is typed is a range of the primary key: comparing text is leak-proof, so the range is used under row-level
-- security as well. Written by triggers from the master's "search" and from the few texts of documents that no master has (the
-- customer's order number, a bank reference); it is no truth of its own and is not audited.

create table kernel.search_gram (
  company_id bigint not null,
  id bigint not null,
  -- The table; four bytes, because most of what an import costs is written here.
  kind regclass not null,
  -- From such a place to the end of the word, ten characters at most: whoever types more is found by the first ten and compared in full.
  gram text collate "C" not null,
  primary key (company_id, kind, gram, id)
);
call kernel.guard_table('kernel.search_gram', '', audited => false);

-- Places to begin: each Chinese character, each run of letters, each run of digits. Splitting is one pass; doing it by position is not.
-- A gram may come twice ("1" of "1 m1×1"): who writes them takes each once.
create function kernel.search_grams(search text) returns setof text
language sql immutable parallel safe
as $$
  select split_part(substr(search, p.start, 10), ' ', 1) collate "C"
  from (
    select t.part, (sum(length(t.part)) over (order by t.place rows unbounded preceding) - length(t.part) + 1)::int as start
    from regexp_split_to_table(search, '(?=[\u3400-\u9fff])|(?<![0-9])(?=[0-9])|(?<![a-z])(?=[a-z])') with ordinality as t (part, place)
  ) as p
  where p.part ~ '^[a-z0-9\u3400-\u9fff]'
$$;

create function kernel.write_search_grams() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  table_name regclass := tg_relid;
begin
  -- A document's text: most documents have none and come one at a time, so the trigger is the row's and fires only where there is one.
  if tg_level = 'ROW' then
    if tg_op <> 'INSERT' then
      delete from kernel.search_gram as g
      using kernel.search_grams(lower(to_jsonb(old) ->> tg_argv[0])) as e (gram)
      where g.company_id = old.company_id and g.kind = table_name and g.gram = e.gram and g.id = old.id;
    end if;
    if tg_op <> 'DELETE' then
      insert into kernel.search_gram (company_id, kind, gram, id)
      select distinct new.company_id, table_name, e.gram, new.id
      from kernel.search_grams(lower(to_jsonb(new) ->> tg_argv[0])) as e (gram);
    end if;
    return null;
  end if;
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
    select distinct on (e.gram, n.id, n.company_id) n.company_id, table_name, e.gram, n.id
    from new_rows as n
    join old_rows as o on o.company_id = n.company_id and o.id = n.id and o.search <> n.search
    cross join lateral kernel.search_grams(n.search) as e (gram)
    order by e.gram, n.id, n.company_id;
  elsif tg_op = 'DELETE' then
    delete from kernel.search_gram as g
    using (select o.company_id, o.id, e.gram from old_rows as o cross join lateral kernel.search_grams(o.search) as e (gram)) as gone
    where g.company_id = gone.company_id and g.kind = table_name and g.gram = gone.gram and g.id = gone.id;
  else
    insert into kernel.search_gram (company_id, kind, gram, id)
    select distinct on (e.gram, n.id, n.company_id) n.company_id, table_name, e.gram, n.id
    from new_rows as n
    cross join lateral kernel.search_grams(n.search) as e (gram)
    order by e.gram, n.id, n.company_id;
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
  execute format('insert into kernel.search_gram (company_id, kind, gram, id) select distinct m.company_id, %L::regclass, e.gram, m.id from %s as m cross join lateral kernel.search_grams(m.search) as e (gram) order by 3, 4', target::text, target);
end
$$;
call kernel.make_searchable('engineering.item');
call kernel.make_searchable('foundation.party');

-- A text of a document, found under the document's table; one text a table, and only of the rows that `narrowing` (over "row") names.
create procedure kernel.make_text_searchable(target regclass, column_name name, narrowing text default 'true')
language plpgsql
as $$
declare
  of_new text := replace(narrowing, 'row.', 'new.');
  of_old text := replace(narrowing, 'row.', 'old.');
begin
  execute format('create trigger search_insert after insert on %s for each row when (new.%I <> %L and %s) execute function kernel.write_search_grams(%L)', target, column_name, '', of_new, column_name);
  execute format('create trigger search_update after update of %2$I on %1$s for each row when (new.%2$I is distinct from old.%2$I and %4$s) execute function kernel.write_search_grams(%3$L)', target, column_name, column_name, of_new);
  execute format('create trigger search_delete after delete on %s for each row when (old.%I <> %L and %s) execute function kernel.write_search_grams(%L)', target, column_name, '', of_old, column_name);
  execute format('insert into kernel.search_gram (company_id, kind, gram, id) select distinct "row".company_id, %L::regclass, e.gram, "row".id from %s as "row" cross join lateral kernel.search_grams(lower("row".%I)) as e (gram) where %s order by 3, 4', target::text, target, column_name, replace(narrowing, 'row.', '"row".'));
end
$$;
revoke all on procedure kernel.make_searchable(regclass), kernel.make_text_searchable(regclass, name, text) from public;
-- Those that lists look into: the product of a work order as it was written, the text of an opening.
call kernel.make_text_searchable('documents.document', 'summary', $$row.kind in ('shopfloor/work-order', 'ledger/opening')$$);
call kernel.make_text_searchable('sales.sales_order', 'customer_order');
call kernel.make_text_searchable('sales.sales_invoice', 'invoice_number');
call kernel.make_text_searchable('purchasing.purchase_receipt', 'delivery_note');
call kernel.make_text_searchable('finance.supplier_invoice', 'invoice_number');
call kernel.make_text_searchable('finance.collection', 'bank_reference');
call kernel.make_text_searchable('shopfloor.operation_report', 'person');
call kernel.make_text_searchable('shopfloor.work_order_operation', 'name');
