select 'no sales document without its register row' where exists (
  select 1
  from (
    select company_id, id from sales.sales_order
    union all select company_id, id from sales.delivery
    union all select company_id, id from sales.acceptance
    union all select company_id, id from sales.sales_invoice
    union all select company_id, id from finance.collection
  ) as o
  left join documents.document as d on d.company_id = o.company_id and d.id = o.id
  where d.id is null
)
