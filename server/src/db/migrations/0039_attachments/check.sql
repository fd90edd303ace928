-- The sweep must see the references of all companies, and can see nothing else of them.
select t.violation
from (values
  ('jobs cannot read the hashes', has_column_privilege('millwright_jobs', 'foundation.attachment', 'hash', 'select')),
  ('jobs can read names of attachments', not has_column_privilege('millwright_jobs', 'foundation.attachment', 'name', 'select')),
  ('commands can change what was attached', not has_column_privilege('millwright_write', 'foundation.attachment', 'hash', 'update'))
) as t (violation, holds)
where not t.holds
