-- The runner can make its tables.
select 'millwright_jobs may not create in graphile_worker' as missing
where not has_schema_privilege('millwright_jobs', 'graphile_worker', 'create');
