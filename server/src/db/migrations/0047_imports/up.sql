-- What a company has been told about files that are not our templates, by the headings they have; and imports that were taken back.
create table foundation.import_mapping (
  company_id bigint not null references kernel.company,
  noun text collate "C" not null check (noun ~ '^[a-z-]+/[a-z-]+$'),
  -- SHA-256 of the headings.
  source text collate "C" not null check (source ~ '^[0-9a-f]{64}$'),
  -- Sheet, heading row, columns and answers as the import takes them.
  reading jsonb not null,
  primary key (company_id, noun, source)
);
call kernel.guard_table('foundation.import_mapping', 'insert, update (reading)');

create table foundation.import_undone (
  company_id bigint not null references kernel.company,
  -- The command that had brought the rows.
  batch_id bigint not null,
  command_id bigint not null,
  undone_by bigint not null,
  undone_at timestamptz not null default now(),
  primary key (company_id, batch_id)
);
call kernel.guard_table('foundation.import_undone', 'insert');
