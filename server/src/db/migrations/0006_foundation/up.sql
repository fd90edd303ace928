-- People and sign-in (installation-wide), roles (per company), and the plain masters every module leans on.

create schema access;
grant usage on schema access to millwright_auth, millwright_write, millwright_read, millwright_maintain;

create table access."user" (
  id bigint primary key,
  login text collate "C" not null unique check (login ~ '^[A-Za-z0-9._-]{2,40}$'),
  name text not null,
  post text not null default '',
  password_hash text not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create table access.session (
  token_hash bytea primary key,
  user_id bigint not null references access."user" on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  remote_address text not null default '',
  user_agent text not null default ''
);
create index session_of_user on access.session (user_id);
create table access.sign_in_failure (
  login text collate "C" not null,
  address text collate "C" not null,
  failures integer not null,
  last_at timestamptz not null,
  primary key (login, address)
);
create index sign_in_failure_by_time on access.sign_in_failure (last_at);
grant select, insert, update, delete on access.session, access.sign_in_failure to millwright_auth;
grant select on access."user" to millwright_auth;
-- Names of people are shown in lists; hashes never leave the sign-in role.
grant select (id, login, name, post, active) on access."user" to millwright_read, millwright_write;
grant select, insert, update on access."user" to millwright_maintain;

create table access.role (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  permissions text[] not null,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
call kernel.guard_table('access.role', 'insert, update');
create table access.user_role (
  company_id bigint not null,
  user_id bigint not null references access."user",
  role_id bigint not null,
  primary key (company_id, user_id, role_id),
  foreign key (company_id, role_id) references access.role (company_id, id)
);
create index user_role_role on access.user_role (company_id, role_id);
create index user_role_user on access.user_role (user_id);
call kernel.guard_table('access.user_role', 'insert, delete');
grant select on access.role, access.user_role to millwright_auth;
create policy sign_in on access.role for select to millwright_auth using (true);
create policy sign_in on access.user_role for select to millwright_auth using (true);
grant insert, update on access.role to millwright_maintain;
grant insert on access.user_role to millwright_maintain;

create schema foundation;
grant usage on schema foundation to millwright_write, millwright_read, millwright_maintain;

-- "search" of every master holds code, name, pinyin and pinyin initials in lower case; the server fills it.
create table foundation.unit (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null,
  decimals integer not null default 0 check (decimals between 0 and 6),
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
call kernel.guard_table('foundation.unit', 'insert, update, delete');

create table foundation.cause_code (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null,
  usage text not null check (usage in ('scrap', 'rework', 'count-difference', 'return', 'reversal')),
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
call kernel.guard_table('foundation.cause_code', 'insert, update, delete');

create table foundation.department (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null,
  usage text not null default 'admin' check (usage in ('production', 'auxiliary', 'selling', 'admin', 'research')),
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
call kernel.guard_table('foundation.department', 'insert, update, delete');

-- Days that differ from the weekly pattern: holidays and make-up workdays. Monday to Friday work, unless a row says otherwise.
create table foundation.calendar_day (
  company_id bigint not null references kernel.company,
  day date not null,
  working boolean not null,
  note text not null default '',
  primary key (company_id, day)
);
call kernel.guard_table('foundation.calendar_day', 'insert, update, delete');

-- 往来单位: suppliers and customers share ids and names, because ledgers, receivables and payables speak of parties.
create table foundation.party (
  company_id bigint not null references kernel.company,
  id bigint not null,
  code text collate "C" not null,
  name text not null,
  search text not null,
  tax_number text not null default '',
  contact text not null default '',
  phone text not null default '',
  address text not null default '',
  bank_name text not null default '',
  bank_account text not null default '',
  active boolean not null default true,
  version integer not null default 1,
  primary key (company_id, id),
  unique (company_id, code)
);
call kernel.guard_table('foundation.party', 'insert, update, delete');
