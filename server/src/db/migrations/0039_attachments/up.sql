-- 附件 and 讨论 of any record: the noun and the id say of which. Content lies in the file store under its hash; rows are the only references to it.

create table foundation.attachment (
  company_id bigint not null,
  id bigint not null,
  noun text collate "C" not null check (noun ~ '^[a-z-]+/[a-z-]+$'),
  record_id bigint not null,
  hash text collate "C" not null check (hash ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 200),
  media_type text collate "C" not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]{1,80}$'),
  size bigint not null check (size > 0),
  note text not null default '' check (length(note) <= 200),
  created_by bigint not null,
  created_at timestamptz not null default now(),
  -- Removed can be taken back for a day; content goes later (kernel/files/sweep-files.ts).
  removed_by bigint,
  removed_at timestamptz,
  primary key (company_id, id),
  check ((removed_by is null) = (removed_at is null))
);
create index attachment_record on foundation.attachment (company_id, noun, record_id, id);
-- One content hangs on a record once.
create unique index attachment_once on foundation.attachment (company_id, noun, record_id, hash) where removed_at is null;
create index attachment_hash on foundation.attachment (hash);
call kernel.guard_table('foundation.attachment', 'insert (company_id, id, noun, record_id, hash, name, media_type, size, note, created_by), update (note, removed_by, removed_at)');
grant usage on schema foundation to millwright_jobs;
grant select (hash, removed_at) on foundation.attachment to millwright_jobs;
create policy jobs_read on foundation.attachment for select to millwright_jobs using (true);

create table foundation.comment (
  company_id bigint not null,
  id bigint not null,
  noun text collate "C" not null check (noun ~ '^[a-z-]+/[a-z-]+$'),
  record_id bigint not null,
  text text not null check (length(text) between 1 and 2000),
  created_by bigint not null,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  removed_at timestamptz,
  primary key (company_id, id)
);
create index comment_record on foundation.comment (company_id, noun, record_id, id);
call kernel.guard_table('foundation.comment', 'insert (company_id, id, noun, record_id, text, created_by), update (text, edited_at, removed_at)');

-- Who is meant by the @ of a comment; says nothing the comment does not say, so the change log keeps no copy.
create table foundation.comment_mention (
  company_id bigint not null,
  comment_id bigint not null,
  user_id bigint not null,
  primary key (company_id, comment_id, user_id),
  foreign key (company_id, comment_id) references foundation.comment on delete cascade
);
create index comment_mention_user on foundation.comment_mention (company_id, user_id, comment_id);
call kernel.guard_table('foundation.comment_mention', 'insert, delete', false);
