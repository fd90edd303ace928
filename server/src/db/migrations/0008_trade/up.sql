-- Purchasing and sales: parties' terms, orders, receipts, deliveries, invoices, money. Document ids are those of the register.
-- Prices: unit_price is without tax; price_with_tax is what the partner sees; amounts are kept per line, to the cent.

create schema purchasing;
create schema sales;
create schema finance;
grant usage on schema purchasing, sales, finance to millwright_write, millwright_read, millwright_maintain;

create table purchasing.supplier (
  company_id bigint not null,
  id bigint not null,
  grade text not null default 'B' check (grade in ('A', 'B', 'C', 'blocked')),
  payment_days integer not null default 60 check (payment_days between 0 and 365),
  tax_rate numeric(8, 6) not null default 0.13 check (tax_rate between 0 and 1),
  primary key (company_id, id),
  foreign key (company_id, id) references foundation.party (company_id, id)
);
call kernel.guard_table('purchasing.supplier', 'insert, update, delete');

create table sales.customer (
  company_id bigint not null,
  id bigint not null,
  credit_limit numeric(20, 2) not null default 0 check (credit_limit >= 0),
  payment_days integer not null default 60 check (payment_days between 0 and 365),
  tax_rate numeric(8, 6) not null default 0.13 check (tax_rate between 0 and 1),
  ship_to text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references foundation.party (company_id, id)
);
call kernel.guard_table('sales.customer', 'insert, update, delete');

create table purchasing.purchase_order (
  company_id bigint not null,
  id bigint not null,
  supplier_id bigint not null,
  warehouse_id bigint,
  buyer_id bigint,
  payment_days integer not null default 0,
  contract_number text not null default '',
  note text not null default '',
  amount numeric(20, 2) not null default 0,
  tax numeric(20, 2) not null default 0,
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, supplier_id) references purchasing.supplier (company_id, id)
);
create index purchase_order_supplier on purchasing.purchase_order (company_id, supplier_id);
call kernel.guard_table('purchasing.purchase_order', 'insert, update, delete');

create table purchasing.purchase_order_line (
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
  planned_order_id bigint,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references purchasing.purchase_order (company_id, id) on delete cascade,
  foreign key (company_id, item_id) references engineering.item (company_id, id)
);
create index purchase_order_line_item on purchasing.purchase_order_line (company_id, item_id, due_day);
call kernel.guard_table('purchasing.purchase_order_line', 'insert, update, delete');

create table purchasing.purchase_receipt (
  company_id bigint not null,
  id bigint not null,
  supplier_id bigint not null,
  delivery_note text not null default '',
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, supplier_id) references purchasing.supplier (company_id, id)
);
create index purchase_receipt_supplier on purchasing.purchase_receipt (company_id, supplier_id);
call kernel.guard_table('purchasing.purchase_receipt', 'insert, update, delete');

create table purchasing.purchase_receipt_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  order_line_id bigint not null,
  item_id bigint not null,
  warehouse_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  unit_price numeric(20, 8) not null check (unit_price >= 0),
  amount numeric(20, 2) not null,
  note text not null default '',
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references purchasing.purchase_receipt (company_id, id) on delete cascade,
  foreign key (company_id, order_line_id) references purchasing.purchase_order_line (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id)
);
create index purchase_receipt_line_order on purchasing.purchase_receipt_line (company_id, order_line_id);
create index purchase_receipt_line_item on purchasing.purchase_receipt_line (company_id, item_id);
call kernel.guard_table('purchasing.purchase_receipt_line', 'insert, update, delete');

insert into documents.kind (kind, prefix, name_zh, name_en, books, area) values
  ('purchasing/purchase-order', 'PO', '采购订单', 'Purchase order', false, null),
  ('purchasing/purchase-receipt', 'RC', '采购入库单', 'Purchase receipt', true, 'stock');
insert into ledger.control_kind (control, document_kind) values
  ('inventory', 'purchasing/purchase-receipt'),
  ('accrued-receipt', 'purchasing/purchase-receipt');
