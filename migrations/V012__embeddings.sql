-- What turns texts into vectors; trainers and scorers write down those that they can run.
create table encoder (
  id        integer generated always as identity primary key,
  name      text not null check (length(name) between 1 and 120),
  version   text not null check (length(version) between 1 and 120),
  dimension integer not null check (dimension between 1 and 65536),
  seen_at   timestamptz not null default now(),
  unique (name, version)
);

-- The vector of a text, computed once: float32, little-endian.
create table embedding (
  encoder     integer not null references encoder,
  text_sha256 bytea not null check (length(text_sha256) = 32),
  vector      bytea not null,
  made_at     timestamptz not null default now(),
  primary key (encoder, text_sha256)
);
-- Vectors are floats: trying to compress them only costs time.
alter table embedding alter column vector set storage external;
