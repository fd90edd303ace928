-- 9. Every booked document of a booking kind has its one entry, every entry its document; reversed means its entry is reversed.
select case
    when d.id is null then 'an entry without document'
    when not k.books then 'an entry of a document that does not book'
    when e.is_opening <> exists (select 1 from ledger.opening_kind as n where n.document_kind = d.kind) then 'an entry that passes for an opening, or hides that it is one'
    when e.id is null then 'a booked document without entry'
    when d.state = 'reversed' then 'a reversed document whose entry is not reversed'
    when r.id is not null then 'an entry is reversed, its document is not'
    when d.state <> 'booked' then 'an entry of a document that is not booked'
    else 'a reversal of another document'
  end as problem,
  coalesce(d.company_id, e.company_id) as company_id, coalesce(d.id, e.document_id) as document_id, e.id as entry_id, null::integer as line_no,
  jsonb_build_object('number', d.number, 'kind', d.kind, 'state', d.state) as figures
from documents.document as d
join documents.kind as k on k.kind = d.kind
full join ledger.entry as e on e.company_id = d.company_id and e.document_id = d.id
left join ledger.entry as r on r.company_id = e.company_id and r.reverses_id = e.id
left join ledger.entry as o on o.company_id = e.company_id and o.id = e.reverses_id
where d.id is null and e.id is not null
  or e.id is not null and not k.books
  or e.is_opening <> exists (select 1 from ledger.opening_kind as n where n.document_kind = d.kind)
  or k.books and (d.state in ('booked', 'reversed')) <> (e.id is not null)
  or k.books and e.id is not null and (d.state = 'reversed') <> (r.id is not null)
  or o.id is not null and d.reverses_id is distinct from o.document_id
