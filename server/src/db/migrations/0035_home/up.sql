-- The home page counts what is open on every visit: these two indexes hold only that, or only days.

create index document_waiting on documents.document (company_id, kind, state) where state in ('draft', 'released', 'held', 'completed');
create index sales_order_line_due on sales.sales_order_line (company_id, due_day);
