-- Nobody but the triggers gives a number, audits or deletes.
select 'writable ' || c.name as violation
from unnest(array['state', 'number', 'audited_by', 'prepared_by']) as c (name)
where has_column_privilege('millwright_write', 'ledger.voucher', c.name, 'insert')
union all
select 'writable ' || c.name
from unnest(array['number', 'audited_by', 'prepared_by', 'origin']) as c (name)
where has_column_privilege('millwright_write', 'ledger.voucher', c.name, 'update')
union all
select 'deletable'
where has_table_privilege('millwright_write', 'ledger.voucher', 'delete')
