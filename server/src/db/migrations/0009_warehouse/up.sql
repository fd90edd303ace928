-- 仓库: what a real place holds and who keeps it. The place itself is the ledger's, because the journal's checks read it.
create table inventory.warehouse (
  company_id bigint not null,
  id bigint not null,
  usage text not null check (usage in ('raw', 'sheet-metal', 'hardware', 'mould', 'semi-finished', 'finished', 'packing', 'line-side')),
  keeper text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references inventory.place (company_id, id)
);
call kernel.guard_table('inventory.warehouse', 'insert, update, delete');
