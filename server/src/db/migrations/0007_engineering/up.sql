-- Engineering data: items, bills of material, work centres, routings.

create schema engineering;
grant usage on schema engineering to millwright_write, millwright_read, millwright_maintain;

create table engineering.item (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  spec text not null default '',
  drawing_number text not null default '',
  drawing_revision text not null default '',
  search text not null,
  class text not null check (class in ('finished', 'semi-finished', 'sheet-metal', 'mould', 'hardware', 'raw', 'packing', 'service')),
  source text not null check (source in ('buy', 'make', 'subcontract', 'phantom')),
  unit_id bigint not null,
  -- planning data
  order_policy text not null default 'lot-for-lot' check (order_policy in ('lot-for-lot', 'fixed', 'period', 'min-max', 'eoq')),
  lead_days integer not null default 0 check (lead_days between 0 and 999),
  lot_minimum numeric(20, 6) not null default 0 check (lot_minimum >= 0),
  lot_multiple numeric(20, 6) not null default 0 check (lot_multiple >= 0),
  lot_maximum numeric(20, 6) check (lot_maximum > 0),
  period_days integer not null default 0 check (period_days between 0 and 366),
  safety_stock numeric(20, 6) not null default 0 check (safety_stock >= 0),
  reorder_point numeric(20, 6) check (reorder_point >= 0),
  order_up_to numeric(20, 6) check (order_up_to >= 0),
  -- supply and sales defaults
  warehouse_id bigint,
  supplier_id bigint,
  purchase_price numeric(20, 8) check (purchase_price >= 0),
  sales_price numeric(20, 8) check (sales_price >= 0),
  tax_rate numeric(8, 6) not null default 0.13 check (tax_rate between 0 and 1),
  receipt_tolerance numeric(8, 6) not null default 0 check (receipt_tolerance between 0 and 1),
  weight_kg numeric(20, 6) check (weight_kg >= 0),
  abc text not null default 'C' check (abc in ('A', 'B', 'C')),
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, unit_id) references foundation.unit (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id),
  foreign key (company_id, supplier_id) references foundation.party (company_id, id)
);
create index item_class on engineering.item (company_id, class, code);
create index item_unit on engineering.item (company_id, unit_id);
create index item_warehouse on engineering.item (company_id, warehouse_id) where warehouse_id is not null;
create index item_supplier on engineering.item (company_id, supplier_id) where supplier_id is not null;
call kernel.guard_table('engineering.item', 'insert, update, delete');

create table engineering.work_center (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null,
  department_id bigint,
  machines integer not null default 1 check (machines between 1 and 999),
  hours_per_day numeric(20, 6) not null default 8 check (hours_per_day between 0 and 24),
  efficiency numeric(8, 6) not null default 1 check (efficiency > 0),
  labour_rate numeric(20, 8) not null default 0 check (labour_rate >= 0),
  overhead_rate numeric(20, 8) not null default 0 check (overhead_rate >= 0),
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, department_id) references foundation.department (company_id, id)
);
create index work_center_department on engineering.work_center (company_id, department_id) where department_id is not null;
call kernel.guard_table('engineering.work_center', 'insert, update, delete');

create table engineering.bom (
  company_id bigint not null,
  id bigint not null,
  item_id bigint not null,
  revision text collate "C" not null default 'A',
  state text not null default 'draft' check (state in ('draft', 'approved', 'obsolete')),
  valid_from date not null default '2000-01-01',
  valid_to date,
  base_quantity numeric(20, 6) not null default 1 check (base_quantity > 0),
  yield_rate numeric(8, 6) not null default 1 check (yield_rate > 0 and yield_rate <= 1),
  note text not null default '',
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, item_id, revision),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index bom_one_approved on engineering.bom (company_id, item_id, valid_from) where state = 'approved';
call kernel.guard_table('engineering.bom', 'insert, update, delete');

create table engineering.bom_line (
  company_id bigint not null,
  bom_id bigint not null,
  line_no integer not null,
  component_id bigint not null,
  quantity_per numeric(20, 6) not null check (quantity_per > 0),
  quantity_fixed numeric(20, 6) not null default 0 check (quantity_fixed >= 0),
  scrap_rate numeric(8, 6) not null default 0 check (scrap_rate >= 0 and scrap_rate < 1),
  operation_no integer,
  issue_method text not null default 'pick' check (issue_method in ('pick', 'backflush')),
  position text not null default '',
  primary key (company_id, bom_id, line_no),
  foreign key (company_id, bom_id) references engineering.bom (company_id, id) on delete cascade,
  foreign key (company_id, component_id) references engineering.item (company_id, id)
);
create index bom_line_component on engineering.bom_line (company_id, component_id);
call kernel.guard_table('engineering.bom_line', 'insert, update, delete');

create table engineering.routing (
  company_id bigint not null,
  id bigint not null,
  item_id bigint not null,
  revision text collate "C" not null default 'A',
  state text not null default 'draft' check (state in ('draft', 'approved', 'obsolete')),
  valid_from date not null default '2000-01-01',
  valid_to date,
  note text not null default '',
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, item_id, revision),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index routing_one_approved on engineering.routing (company_id, item_id, valid_from) where state = 'approved';
call kernel.guard_table('engineering.routing', 'insert, update, delete');

create table engineering.routing_operation (
  company_id bigint not null,
  routing_id bigint not null,
  operation_no integer not null check (operation_no between 1 and 9999),
  name text not null,
  work_center_id bigint not null,
  setup_minutes numeric(12, 4) not null default 0 check (setup_minutes >= 0),
  run_minutes numeric(12, 6) not null default 0 check (run_minutes >= 0),
  queue_days integer not null default 0 check (queue_days >= 0),
  piece_rate numeric(20, 8) not null default 0 check (piece_rate >= 0),
  instruction text not null default '',
  primary key (company_id, routing_id, operation_no),
  foreign key (company_id, routing_id) references engineering.routing (company_id, id) on delete cascade,
  foreign key (company_id, work_center_id) references engineering.work_center (company_id, id)
);
create index routing_operation_work_center on engineering.routing_operation (company_id, work_center_id);
call kernel.guard_table('engineering.routing_operation', 'insert, update, delete');
