-- Devices on which an admin has signed in: their tries are counted apart from everybody else's.
-- Only hashes of secrets are stored.
create table admin_device (
  secret_hash bytea primary key,
  admin       bigint not null references admin on delete cascade,
  created_at  timestamptz not null default now(),
  seen_at     timestamptz not null default now(),
  expires_at  timestamptz not null
);
create index admin_device_admin on admin_device (admin, seen_at desc);

-- Whether the browser holds the secret in a cookie without __Host- or __Secure-: over plain HTTP,
-- and from before cookies had such names.
alter table session add column plain_name boolean not null default true;
