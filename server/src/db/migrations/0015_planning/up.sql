-- Planning: what a run of MRP found. One run is a snapshot: the needs and supplies it read, the orders it planned, which supply
-- serves which need (pegging), and what a planner has to look at. Everything of a run is written in one transaction and thrown
-- away as a whole when newer runs have replaced it, so its tables are not audited, and they carry no foreign keys: an item or a
-- document may be deleted while an old plan still speaks of it. A planned order is no document: 100,000 per run would flood the register.

create schema planning;
grant usage on schema planning to millwright_write, millwright_read, millwright_maintain;

create table planning.run (
  company_id bigint not null references kernel.company,
  id bigint not null,
  run_no integer not null,
  day date not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  started_by bigint not null default kernel.user_id(),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  item_count integer not null default 0,
  need_count integer not null default 0,
  supply_count integer not null default 0,
  order_count integer not null default 0,
  pegging_count integer not null default 0,
  exception_count integer not null default 0,
  read_milliseconds integer not null default 0,
  plan_milliseconds integer not null default 0,
  write_milliseconds integer not null default 0,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, run_no)
);
create index run_day on planning.run (company_id, state, id desc);
call kernel.guard_table('planning.run', 'insert, update, delete');

-- Items of the run. The edges first_edge … first_edge + edge_count − 1 of planning.pegging are about this item.
create table planning.item_plan (
  company_id bigint not null,
  run_id bigint not null,
  item_id bigint not null,
  low_level_code integer not null,
  stock numeric(20, 6) not null,
  safety_stock numeric(20, 6) not null,
  first_edge integer not null,
  edge_count integer not null,
  primary key (company_id, run_id, item_id)
);
call kernel.guard_table('planning.item_plan', 'insert, delete', false);

-- kind: sales-order-line (line_id of the order's line) or work-order-component (line_id of the frozen component).
create table planning.need (
  company_id bigint not null,
  run_id bigint not null,
  line_id bigint not null,
  kind text collate "C" not null,
  document_id bigint not null,
  item_id bigint not null,
  day date not null,
  quantity numeric(20, 6) not null,
  -- days behind its day when everything is done as planned; null when nothing can supply it
  late_days integer default 0,
  primary key (company_id, run_id, line_id)
);
create index need_item on planning.need (company_id, run_id, item_id, day);
call kernel.guard_table('planning.need', 'insert, delete', false);

-- kind: purchase-order-line (line_id of the order's line) or work-order (line_id = its document).
create table planning.supply (
  company_id bigint not null,
  run_id bigint not null,
  line_id bigint not null,
  kind text collate "C" not null,
  document_id bigint not null,
  item_id bigint not null,
  day date not null,
  quantity numeric(20, 6) not null,
  -- when a need first takes it; null when none does
  needed_day date,
  primary key (company_id, run_id, line_id)
);
create index supply_item on planning.supply (company_id, run_id, item_id, day);
call kernel.guard_table('planning.supply', 'insert, delete', false);

-- quantity is what is started, good_quantity what comes out of it. Edges as in item_plan, about what this order supplies.
create table planning.planned_order (
  company_id bigint not null,
  run_id bigint not null,
  order_no integer not null,
  item_id bigint not null,
  source text collate "C" not null,
  quantity numeric(20, 6) not null,
  good_quantity numeric(20, 6) not null,
  start_day date not null,
  due_day date not null,
  supplier_id bigint,
  state text collate "C" not null default 'planned',
  released_document_id bigint,
  first_edge integer not null,
  edge_count integer not null,
  primary key (company_id, run_id, order_no)
);
create index planned_order_item on planning.planned_order (company_id, run_id, item_id, due_day);
create index planned_order_released on planning.planned_order (company_id, released_document_id) where released_document_id is not null;
call kernel.guard_table('planning.planned_order', 'insert, update (state, released_document_id), delete', false);

-- supply_kind: stock, order, purchase-order-line, work-order, missing; supply_ref: item, order_no, line or work order.
-- need_kind: order, sales-order-line, work-order-component; need_ref: order_no or line. The edges of one supply are contiguous.
create table planning.pegging (
  company_id bigint not null,
  run_id bigint not null,
  seq integer not null,
  supply_kind text collate "C" not null,
  supply_ref bigint not null,
  need_kind text collate "C" not null,
  need_ref bigint not null,
  quantity numeric(20, 6) not null,
  primary key (company_id, run_id, seq)
);
create index pegging_need on planning.pegging (company_id, run_id, need_ref);
call kernel.guard_table('planning.pegging', 'insert, delete', false);

create table planning.exception (
  company_id bigint not null,
  run_id bigint not null,
  seq integer not null,
  kind text collate "C" not null,
  severity integer not null,
  item_id bigint not null,
  order_no integer,
  document_id bigint,
  line_id bigint,
  from_day date,
  to_day date,
  quantity numeric(20, 6),
  -- what holds a late demand: the item at the root of the chain
  cause_item_id bigint,
  primary key (company_id, run_id, seq)
);
create index exception_item on planning.exception (company_id, run_id, item_id);
call kernel.guard_table('planning.exception', 'insert, delete', false);
