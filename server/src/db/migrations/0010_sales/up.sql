-- Sales: order → delivery → acceptance (the revenue event) → tax invoice → collection. Document ids are those of the register.
-- A red document (reversal) has the negative quantities and amounts of the one it reverses, line by line.
-- Amounts are without tax, to the cent; gross = amount + tax.

-- Delivered goods wait to be accepted: a measure of its own on the delivery's lines.
alter table documents.executable drop constraint executable_measure_check;
alter table documents.executable add constraint executable_measure_check
  check (measure in ('received', 'delivered', 'accepted', 'issued', 'reported', 'completed', 'invoiced', 'ordered'));

insert into documents.kind (kind, prefix, name_zh, name_en, books, area)
values
  ('sales/sales-order', 'SO', '销售订单', 'Sales order', false, null),
  ('sales/delivery', 'DN', '发货单', 'Delivery note', true, 'stock'),
  ('sales/acceptance', 'SA', '签收单', 'Acceptance', true, 'trade'),
  ('sales/sales-invoice', 'SI', '销售发票', 'Sales invoice', true, 'receivable-payable'),
  ('finance/collection', 'CO', '收款单', 'Collection', true, 'receivable-payable');

insert into ledger.control_kind (control, document_kind)
values
  ('inventory', 'sales/delivery'),
  ('inventory', 'sales/acceptance'),
  ('receivable', 'sales/acceptance'),
  ('receivable', 'sales/sales-invoice'),
  ('receivable', 'finance/collection'),
  ('prepayment', 'finance/collection'),
  ('prepayment', 'sales/sales-invoice')
on conflict do nothing;

create table sales.sales_order (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  customer_order text not null default '',
  ship_to text not null default '',
  payment_days integer not null default 0 check (payment_days between 0 and 365),
  note text not null default '',
  amount numeric(20, 2) not null default 0,
  tax numeric(20, 2) not null default 0,
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, customer_id) references sales.customer (company_id, id)
);
create index sales_order_customer on sales.sales_order (company_id, customer_id);
call kernel.guard_table('sales.sales_order', 'insert, update, delete');

create table sales.sales_order_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null check (quantity > 0),
  price_with_tax numeric(20, 8) not null check (price_with_tax >= 0),
  tax_rate numeric(8, 6) not null check (tax_rate between 0 and 1),
  amount numeric(20, 2) not null,
  tax numeric(20, 2) not null,
  due_day date not null,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references sales.sales_order (company_id, id) on delete cascade,
  foreign key (company_id, item_id) references engineering.item (company_id, id)
);
create index sales_order_line_item on sales.sales_order_line (company_id, item_id, due_day);
call kernel.guard_table('sales.sales_order_line', 'insert, update, delete');

create table sales.delivery (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  warehouse_id bigint,
  ship_to text not null default '',
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, customer_id) references sales.customer (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index delivery_customer on sales.delivery (company_id, customer_id);
create index delivery_warehouse on sales.delivery (company_id, warehouse_id) where warehouse_id is not null;
call kernel.guard_table('sales.delivery', 'insert, update, delete');

create table sales.delivery_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  order_line_id bigint not null,
  item_id bigint not null,
  warehouse_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references sales.delivery (company_id, id) on delete cascade,
  foreign key (company_id, order_line_id) references sales.sales_order_line (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id),
  foreign key (company_id, warehouse_id) references inventory.place (company_id, id)
);
create index delivery_line_order on sales.delivery_line (company_id, order_line_id);
create index delivery_line_item on sales.delivery_line (company_id, item_id);
create index delivery_line_warehouse on sales.delivery_line (company_id, warehouse_id);
call kernel.guard_table('sales.delivery_line', 'insert, update, delete');

-- The receivable is due due_day. Its open amount is never stored: it is the sum of the journal over open_item_id = id.
create table sales.acceptance (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  due_day date not null,
  signed_by text not null default '',
  note text not null default '',
  amount numeric(20, 2) not null default 0,
  tax numeric(20, 2) not null default 0,
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, customer_id) references sales.customer (company_id, id)
);
create index acceptance_customer on sales.acceptance (company_id, customer_id);
call kernel.guard_table('sales.acceptance', 'insert, update, delete');

create table sales.acceptance_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  delivery_line_id bigint not null,
  order_line_id bigint not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null,
  tax numeric(20, 2) not null,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references sales.acceptance (company_id, id) on delete cascade,
  foreign key (company_id, delivery_line_id) references sales.delivery_line (company_id, id),
  foreign key (company_id, order_line_id) references sales.sales_order_line (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id)
);
create index acceptance_line_delivery on sales.acceptance_line (company_id, delivery_line_id);
create index acceptance_line_order on sales.acceptance_line (company_id, order_line_id);
create index acceptance_line_item on sales.acceptance_line (company_id, item_id);
call kernel.guard_table('sales.acceptance_line', 'insert, update, delete');

create table sales.sales_invoice (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  invoice_number text not null default '',
  invoice_kind text not null default 'special' check (invoice_kind in ('special', 'ordinary')),
  note text not null default '',
  amount numeric(20, 2) not null default 0,
  tax numeric(20, 2) not null default 0,
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, customer_id) references sales.customer (company_id, id)
);
create index sales_invoice_customer on sales.sales_invoice (company_id, customer_id);
create index sales_invoice_number on sales.sales_invoice (company_id, invoice_number) where invoice_number <> '';
call kernel.guard_table('sales.sales_invoice', 'insert, update, delete');

-- amount and tax are the tax invoice's; accepted_amount and pending_tax what the acceptance had booked for this quantity.
create table sales.sales_invoice_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  acceptance_line_id bigint not null,
  order_line_id bigint not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null,
  tax numeric(20, 2) not null,
  accepted_amount numeric(20, 2) not null default 0,
  pending_tax numeric(20, 2) not null default 0,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references sales.sales_invoice (company_id, id) on delete cascade,
  foreign key (company_id, acceptance_line_id) references sales.acceptance_line (company_id, id),
  foreign key (company_id, order_line_id) references sales.sales_order_line (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id)
);
create index sales_invoice_line_acceptance on sales.sales_invoice_line (company_id, acceptance_line_id);
create index sales_invoice_line_order on sales.sales_invoice_line (company_id, order_line_id);
create index sales_invoice_line_item on sales.sales_invoice_line (company_id, item_id);
call kernel.guard_table('sales.sales_invoice_line', 'insert, update, delete');

-- Money received. What the lines don't settle is an advance 预收. open_item_id is the journal's: an acceptance, or an opening item.
create table finance.collection (
  company_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  bank_account_id bigint not null,
  amount numeric(20, 2) not null check (amount <> 0),
  bank_reference text not null default '',
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, customer_id) references sales.customer (company_id, id),
  foreign key (company_id, bank_account_id) references ledger.account (company_id, id)
);
create index collection_customer on finance.collection (company_id, customer_id);
create index collection_bank_account on finance.collection (company_id, bank_account_id);
call kernel.guard_table('finance.collection', 'insert, update, delete');

create table finance.collection_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  open_item_id bigint not null,
  amount numeric(20, 2) not null check (amount <> 0),
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references finance.collection (company_id, id) on delete cascade
);
create index collection_line_open_item on finance.collection_line (company_id, open_item_id);
call kernel.guard_table('finance.collection_line', 'insert, update, delete');
