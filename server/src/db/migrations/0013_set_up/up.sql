-- Setting a company up is done by the maintenance role while the company is loading: guard_table lets it insert then, and only then.
grant usage on sequence kernel.id_block to millwright_maintain;
-- Opening a new year is a command of finance: periods are added, never changed, by the write role.
grant insert on ledger.period to millwright_write;
grant insert (company_id, period, area) on ledger.period_area to millwright_write;
