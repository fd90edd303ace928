-- Every booking kind of the shop floor may touch work in process.
select k.kind
from documents.kind as k
where k.kind like 'shopfloor/%' and k.books
  and not exists (select 1 from ledger.control_kind as c where c.document_kind = k.kind and c.control = 'wip')
