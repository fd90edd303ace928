-- The check functions stay with the owner.
select p.proname as violation
from pg_proc as p
where p.pronamespace = 'ledger'::regnamespace and p.proname in ('refuse_unready', 'entry_mark', 'demand_open')
  and has_function_privilege('millwright_write', p.oid, 'execute')
