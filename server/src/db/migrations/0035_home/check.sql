-- What is open is found without reading what was.
select t.name as violation
from unnest(array['documents.document_waiting', 'sales.sales_order_line_due']) as t (name)
where to_regclass(t.name) is null
