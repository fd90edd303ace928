-- Shop floor: work order (frozen bill and routing) → issue and return, operation report, completion → close. Document ids are
-- those of the register. A red document (reversal) has the negative quantities of the one it reverses, so every sum over
-- booked and reversed rows is net; drafts are left out by the register's state.

create schema shopfloor;
grant usage on schema shopfloor to millwright_write, millwright_read, millwright_maintain;

insert into documents.kind (kind, prefix, name_zh, name_en, books, area)
values
  ('shopfloor/work-order', 'MO', '生产任务单', 'Work order', false, null),
  ('shopfloor/material-issue', 'MI', '领料单', 'Material issue', true, 'stock'),
  ('shopfloor/material-return', 'MR', '退料单', 'Material return', true, 'stock'),
  ('shopfloor/operation-report', 'OR', '工序报工单', 'Operation report', true, 'inventory-cost'),
  ('shopfloor/completion', 'CP', '完工入库单', 'Completion', true, 'stock'),
  ('shopfloor/work-order-close', 'WC', '工单结案单', 'Work order close', true, 'inventory-cost');

update documents.kind set gives_back = true where kind = 'shopfloor/material-return';

insert into ledger.control_kind (control, document_kind)
values
  ('inventory', 'shopfloor/material-issue'),
  ('wip', 'shopfloor/material-issue'),
  ('inventory', 'shopfloor/material-return'),
  ('wip', 'shopfloor/material-return'),
  ('inventory', 'shopfloor/operation-report'),
  ('wip', 'shopfloor/operation-report'),
  ('inventory', 'shopfloor/completion'),
  ('wip', 'shopfloor/completion'),
  ('inventory', 'shopfloor/work-order-close'),
  ('wip', 'shopfloor/work-order-close')
on conflict do nothing;

-- The order's own id is the line that completions execute (measure "completed").
create table shopfloor.work_order (
  company_id bigint not null,
  id bigint not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  start_day date not null,
  due_day date not null,
  warehouse_id bigint not null,
  sales_order_line_id bigint,
  planned_order_id bigint,
  bom_id bigint,
  routing_id bigint,
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id),
  foreign key (company_id, bom_id) references engineering.bom (company_id, id),
  foreign key (company_id, routing_id) references engineering.routing (company_id, id),
  check (due_day >= start_day)
);
create index work_order_item on shopfloor.work_order (company_id, item_id, due_day);
create index work_order_due on shopfloor.work_order (company_id, due_day);
create index work_order_warehouse on shopfloor.work_order (company_id, warehouse_id);
create index work_order_bom on shopfloor.work_order (company_id, bom_id) where bom_id is not null;
create index work_order_routing on shopfloor.work_order (company_id, routing_id) where routing_id is not null;
create index work_order_planned_order on shopfloor.work_order (company_id, planned_order_id) where planned_order_id is not null;
create index work_order_sales_order_line on shopfloor.work_order (company_id, sales_order_line_id) where sales_order_line_id is not null;
call kernel.guard_table('shopfloor.work_order', 'insert, update, delete');

create table shopfloor.work_order_component (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  item_id bigint not null,
  quantity_required numeric(20, 6) not null check (quantity_required > 0),
  operation_no integer,
  issue_method text not null check (issue_method in ('pick', 'backflush')),
  warehouse_id bigint,
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references shopfloor.work_order (company_id, id) on delete cascade,
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index work_order_component_item on shopfloor.work_order_component (company_id, item_id);
create index work_order_component_warehouse on shopfloor.work_order_component (company_id, warehouse_id) where warehouse_id is not null;
call kernel.guard_table('shopfloor.work_order_component', 'insert, delete');

-- Rates are those of the work centre when the order was made: later changes of a rate do not touch orders under way.
create table shopfloor.work_order_operation (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  operation_no integer not null check (operation_no > 0),
  name text not null,
  work_center_id bigint not null,
  setup_minutes numeric(20, 6) not null check (setup_minutes >= 0),
  run_minutes numeric(20, 6) not null check (run_minutes >= 0),
  labour_rate numeric(20, 8) not null check (labour_rate >= 0),
  overhead_rate numeric(20, 8) not null check (overhead_rate >= 0),
  instruction text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, operation_no),
  foreign key (company_id, document_id) references shopfloor.work_order (company_id, id) on delete cascade,
  foreign key (company_id, work_center_id) references engineering.work_center (company_id, id)
);
create index work_order_operation_work_center on shopfloor.work_order_operation (company_id, work_center_id);
call kernel.guard_table('shopfloor.work_order_operation', 'insert, delete');

create table shopfloor.material_issue (
  company_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, work_order_id) references shopfloor.work_order (company_id, id)
);
create index material_issue_work_order on shopfloor.material_issue (company_id, work_order_id);
call kernel.guard_table('shopfloor.material_issue', 'insert, update, delete');

create table shopfloor.material_issue_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  component_id bigint not null,
  item_id bigint not null,
  warehouse_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null default 0,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references shopfloor.material_issue (company_id, id) on delete cascade,
  foreign key (company_id, component_id) references shopfloor.work_order_component (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index material_issue_line_component on shopfloor.material_issue_line (company_id, component_id);
create index material_issue_line_item on shopfloor.material_issue_line (company_id, item_id);
create index material_issue_line_warehouse on shopfloor.material_issue_line (company_id, warehouse_id);
call kernel.guard_table('shopfloor.material_issue_line', 'insert, delete');

create table shopfloor.material_return (
  company_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, work_order_id) references shopfloor.work_order (company_id, id)
);
create index material_return_work_order on shopfloor.material_return (company_id, work_order_id);
call kernel.guard_table('shopfloor.material_return', 'insert, update, delete');

create table shopfloor.material_return_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  component_id bigint not null,
  item_id bigint not null,
  warehouse_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null default 0,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references shopfloor.material_return (company_id, id) on delete cascade,
  foreign key (company_id, component_id) references shopfloor.work_order_component (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index material_return_line_component on shopfloor.material_return_line (company_id, component_id);
create index material_return_line_item on shopfloor.material_return_line (company_id, item_id);
create index material_return_line_warehouse on shopfloor.material_return_line (company_id, warehouse_id);
call kernel.guard_table('shopfloor.material_return_line', 'insert, delete');

-- The operation's processed quantity (good + scrap) is the execution of its measure "reported".
create table shopfloor.operation_report (
  company_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  operation_id bigint not null,
  good_quantity numeric(20, 6) not null,
  scrap_quantity numeric(20, 6) not null default 0,
  cause_id bigint,
  person text not null default '',
  minutes numeric(20, 6) not null,
  labour_amount numeric(20, 2) not null default 0,
  overhead_amount numeric(20, 2) not null default 0,
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, work_order_id) references shopfloor.work_order (company_id, id),
  foreign key (company_id, operation_id) references shopfloor.work_order_operation (company_id, id),
  foreign key (company_id, cause_id) references foundation.cause_code (company_id, id),
  check (good_quantity <> 0 or scrap_quantity <> 0),
  check (scrap_quantity = 0 or cause_id is not null)
);
create index operation_report_work_order on shopfloor.operation_report (company_id, work_order_id);
create index operation_report_operation on shopfloor.operation_report (company_id, operation_id);
create index operation_report_cause on shopfloor.operation_report (company_id, cause_id) where cause_id is not null;
call kernel.guard_table('shopfloor.operation_report', 'insert, update, delete');

create table shopfloor.completion (
  company_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  item_id bigint not null,
  warehouse_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null default 0,
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, work_order_id) references shopfloor.work_order (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index completion_work_order on shopfloor.completion (company_id, work_order_id);
create index completion_item on shopfloor.completion (company_id, item_id);
create index completion_warehouse on shopfloor.completion (company_id, warehouse_id);
call kernel.guard_table('shopfloor.completion', 'insert, update, delete');

-- 倒冲: components that a completion or an operation report took along; part of that document and of its entry.
create table shopfloor.backflush_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  component_id bigint not null,
  item_id bigint not null,
  warehouse_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null,
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, component_id) references shopfloor.work_order_component (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index backflush_line_component on shopfloor.backflush_line (company_id, component_id);
create index backflush_line_item on shopfloor.backflush_line (company_id, item_id);
create index backflush_line_warehouse on shopfloor.backflush_line (company_id, warehouse_id);
call kernel.guard_table('shopfloor.backflush_line', 'insert');

-- What was left in work in process and where it went. An order without a rest is closed without such a document.
create table shopfloor.work_order_close (
  company_id bigint not null,
  id bigint not null,
  work_order_id bigint not null,
  stock_amount numeric(20, 2) not null,
  sold_amount numeric(20, 2) not null,
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, work_order_id) references shopfloor.work_order (company_id, id)
);
create index work_order_close_work_order on shopfloor.work_order_close (company_id, work_order_id);
call kernel.guard_table('shopfloor.work_order_close', 'insert');
