-- How a company wants its papers: its letterhead for all of them, and per kind of document what differs from the standard.
create table foundation.print_template (
  company_id bigint not null references kernel.company,
  -- A kind of document, or "letterhead" for what all papers share.
  paper text collate "C" not null check (paper = 'letterhead' or paper ~ '^[a-z-]+/[a-z-]+$'),
  content jsonb not null,
  version integer not null default 1,
  primary key (company_id, paper)
);
call kernel.guard_table('foundation.print_template', 'insert, update (content, version), delete');
