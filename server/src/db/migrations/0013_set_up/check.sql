select t.name from (values ('ledger.entry'), ('ledger.entry_line'), ('ledger.pool'), ('ledger.balance')) as t(name) where has_table_privilege('millwright_maintain', t.name, 'insert')
