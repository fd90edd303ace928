-- The kind of opening documents is there and books into the ledger area.
select 'ledger/opening' as missing
where not exists (select 1 from documents.kind where kind = 'ledger/opening' and books and area = 'ledger');
