-- The write role must not be able to touch the executed counter.
select 'quantity_executed' as column_name
where has_column_privilege('millwright_write', 'documents.executable', 'quantity_executed', 'update')
