-- Totals are written by roll_up() alone.
select t.name as violation
from unnest(array['ledger.rollup_mark', 'ledger.account_rollup', 'ledger.party_rollup', 'ledger.item_rollup']) as t (name)
where has_any_column_privilege('millwright_write', t.name, 'insert, update') or has_table_privilege('millwright_write', t.name, 'delete, truncate')
