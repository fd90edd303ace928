-- Views of lists: what a person keeps for themselves, or offers to everybody who may open the list.
create table foundation.list_view (
  company_id bigint not null references kernel.company,
  id bigint not null,
  -- The list's query, "purchasing/purchase-order.list".
  list text collate "C" not null check (length(list) <= 100),
  name text not null check (length(name) between 1 and 40),
  owner_id bigint not null,
  shared boolean not null default false,
  -- Conditions, words, order and columns as the page keeps them; read and checked by the page's own contract.
  content jsonb not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, list, owner_id, name)
);
call kernel.guard_table('foundation.list_view', 'insert, update (name, shared, content, version), delete');
