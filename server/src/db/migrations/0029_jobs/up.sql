-- The job runner keeps its queue in a schema of its own, whose tables it makes itself as millwright_jobs. That role may not create
-- schemas, so the schema and the runner's register of its own migrations are made here.
create schema graphile_worker;
grant usage, create on schema graphile_worker to millwright_jobs;
create table graphile_worker.migrations (
  id integer primary key,
  ts timestamptz not null default now(),
  breaking boolean not null default false
);
grant select, insert, update on graphile_worker.migrations to millwright_jobs;

-- A running job says every few seconds that it is alive; one that stopped saying so went down with its server.
alter table kernel.job add column seen_at timestamptz;
create index job_unfinished on kernel.job (state, created_at) where state in ('waiting', 'running');
