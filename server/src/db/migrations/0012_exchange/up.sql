-- 期初: what a company brings along when it starts: stock with its value, and balances of the other accounts. One document per
-- file, except that every balance with a party is a document of its own, because receipts and payments settle it by that id.
insert into documents.kind (kind, prefix, name_zh, name_en, books, area)
values ('ledger/opening', 'OB', '期初单', 'Opening balance', true, 'ledger');
insert into ledger.control_kind (control, document_kind)
values
  ('inventory', 'ledger/opening'),
  ('goods-in-transit', 'ledger/opening'),
  ('receivable', 'ledger/opening'),
  ('payable', 'ledger/opening'),
  ('note', 'ledger/opening'),
  ('prepayment', 'ledger/opening'),
  ('accrued-receipt', 'ledger/opening');
-- What was there before the start needs no voucher: the trial balance opens with it.
insert into ledger.opening_kind (document_kind) values ('ledger/opening');
