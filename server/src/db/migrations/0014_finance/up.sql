-- Supplier invoices against accrued receipts, and payments against open payables. What is still open is never stored: it is
-- the sum of the journal's lines per open item. A red document carries negative quantities and amounts.

insert into documents.kind (kind, prefix, name_zh, name_en, books, area)
values
  ('finance/supplier-invoice', 'PI', '采购发票', 'Supplier invoice', true, 'receivable-payable'),
  ('finance/payment', 'PY', '付款单', 'Payment', true, 'receivable-payable'),
  ('finance/advance-settlement', 'AS', '预收冲应收单', 'Advance settlement', true, 'receivable-payable'),
  ('finance/prepayment-settlement', 'PS', '预付冲应付单', 'Prepayment settlement', true, 'receivable-payable');
insert into ledger.control_kind (control, document_kind)
values
  ('accrued-receipt', 'finance/supplier-invoice'),
  ('payable', 'finance/supplier-invoice'),
  ('inventory', 'finance/supplier-invoice'),
  ('wip', 'finance/supplier-invoice'),
  ('payable', 'finance/payment'),
  ('prepayment', 'finance/payment'),
  ('receivable', 'finance/advance-settlement'),
  ('prepayment', 'finance/advance-settlement'),
  ('payable', 'finance/prepayment-settlement'),
  ('prepayment', 'finance/prepayment-settlement')
on conflict do nothing;

create table finance.supplier_invoice (
  company_id bigint not null,
  id bigint not null,
  supplier_id bigint not null,
  invoice_number text collate "C" not null,
  invoice_kind text not null default 'special' check (invoice_kind in ('special', 'ordinary')),
  payment_days integer not null default 0 check (payment_days between 0 and 365),
  note text not null default '',
  -- False once reversed: the same paper invoice may then be entered again.
  in_effect boolean not null default true,
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, supplier_id) references purchasing.supplier (company_id, id)
);
create unique index supplier_invoice_once on finance.supplier_invoice (company_id, supplier_id, invoice_number) where in_effect;
call kernel.guard_table('finance.supplier_invoice', 'insert, update, delete');

create table finance.supplier_invoice_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  receipt_line_id bigint not null,
  item_id bigint not null,
  quantity numeric(20, 6) not null check (quantity <> 0),
  amount numeric(20, 2) not null,
  tax numeric(20, 2) not null,
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references finance.supplier_invoice (company_id, id) on delete cascade,
  foreign key (company_id, receipt_line_id) references purchasing.purchase_receipt_line (company_id, id),
  foreign key (company_id, item_id) references engineering.item (company_id, id)
);
create index supplier_invoice_line_receipt on finance.supplier_invoice_line (company_id, receipt_line_id);
create index supplier_invoice_line_item on finance.supplier_invoice_line (company_id, item_id);
call kernel.guard_table('finance.supplier_invoice_line', 'insert, update, delete');

create table finance.payment (
  company_id bigint not null,
  id bigint not null,
  supplier_id bigint not null,
  bank_account_id bigint not null,
  amount numeric(20, 2) not null check (amount <> 0),
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, supplier_id) references purchasing.supplier (company_id, id),
  foreign key (company_id, bank_account_id) references ledger.account (company_id, id)
);
create index payment_supplier on finance.payment (company_id, supplier_id);
create index payment_bank on finance.payment (company_id, bank_account_id);
call kernel.guard_table('finance.payment', 'insert, update, delete');

create table finance.payment_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  -- The invoice whose payable is settled.
  open_item_id bigint not null,
  amount numeric(20, 2) not null check (amount <> 0),
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references finance.payment (company_id, id) on delete cascade
);
create index payment_line_open_item on finance.payment_line (company_id, open_item_id);
call kernel.guard_table('finance.payment_line', 'insert, update, delete');

-- 核销: an advance of a customer set against what he owes, a prepayment to a supplier against what we owe. The kind of the document says which.
create table finance.settlement (
  company_id bigint not null,
  id bigint not null,
  party_id bigint not null,
  note text not null default '',
  primary key (company_id, id),
  foreign key (company_id, id) references documents.document (company_id, id) on delete cascade,
  foreign key (company_id, party_id) references foundation.party (company_id, id)
);
create index settlement_party on finance.settlement (company_id, party_id);
call kernel.guard_table('finance.settlement', 'insert, update, delete');

-- advance_id is the collection, payment or sales invoice that left the advance; open_item_id the journal's.
create table finance.settlement_line (
  company_id bigint not null,
  id bigint not null,
  document_id bigint not null,
  line_no integer not null,
  advance_id bigint not null,
  open_item_id bigint not null,
  amount numeric(20, 2) not null check (amount <> 0),
  primary key (company_id, id),
  unique (company_id, document_id, line_no),
  foreign key (company_id, document_id) references finance.settlement (company_id, id) on delete cascade
);
create index settlement_line_advance on finance.settlement_line (company_id, advance_id);
create index settlement_line_open_item on finance.settlement_line (company_id, open_item_id);
call kernel.guard_table('finance.settlement_line', 'insert, update, delete');
