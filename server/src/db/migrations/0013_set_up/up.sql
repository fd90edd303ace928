-- What setting a company up writes, as the maintenance role: never the journal, never a balance.
grant insert on ledger.account, ledger.account_role, ledger.posting_rule, ledger.period, ledger.period_area,
  inventory.place, foundation.calendar_day, access.role, access.user_role to millwright_maintain;
grant usage on sequence kernel.id_block to millwright_maintain;
-- Opening a new year is a command of finance: periods are added, never changed, by the write role.
grant insert on ledger.period to millwright_write;
grant insert (company_id, period, area) on ledger.period_area to millwright_write;
