-- When a study's reward model is trained, and how.
create table training_policy (
  study         bigint primary key references study,
  every_votes   integer check (every_votes between 10 and 10000000),
  every_minutes integer check (every_minutes between 1 and 525600),
  promotes      boolean not null default false,
  settings      jsonb not null,
  changed_at    timestamptz not null default now()
);

-- One trainer at a time trains a study; results are written only under the fence it holds.
create table training_lease (
  study      bigint primary key references study,
  holder     text not null,
  fence      bigint not null,
  expires_at timestamptz not null
);

-- One training of a study on its events up to a number. Its checkpoints lie on disk.
create table training_run (
  id          bigint generated always as identity primary key,
  study       bigint not null references study,
  reason      text not null check (reason in ('votes', 'time', 'demand')),
  asked_by    text,
  settings    jsonb not null,
  to_number   bigint not null check (to_number >= 0),
  state       text not null default 'waiting'
    check (state in ('waiting', 'reading', 'embedding', 'training', 'judging', 'done', 'failed', 'cancelled')),
  snapshot    bytea check (length(snapshot) = 32),
  progress    jsonb not null default '{}',
  attempts    integer not null default 0,
  fence       bigint,
  cancel      boolean not null default false,
  error       text,
  version     integer,
  created_at  timestamptz not null default now(),
  sent_at     timestamptz,
  started_at  timestamptz,
  touched_at  timestamptz,
  ended_at    timestamptz,
  check ((ended_at is not null) = (state in ('done', 'failed', 'cancelled')))
);
create index training_run_by_study on training_run (study, id desc);
-- At most one open run a study.
create unique index training_run_open on training_run (study) where ended_at is null;

-- A trained scorer. Its files lie on disk in the folder "artifact", whose sums make artifact_sha256.
create table reward_model (
  study           bigint not null references study,
  version         integer not null check (version >= 1),
  state           text not null default 'candidate' check (state in ('candidate', 'promoted', 'retired')),
  run             bigint not null references training_run,
  encoder         text not null,
  encoder_version text not null,
  settings        jsonb not null,
  seed            bigint not null,
  watermark       bigint not null,
  snapshot        bytea not null check (length(snapshot) = 32),
  excluded        integer not null default 0,
  criteria        jsonb not null,
  pairs           integer not null,
  device          text not null,
  seconds         double precision not null,
  card            jsonb not null,
  generators      jsonb not null default '[]',
  artifact        text not null,
  artifact_sha256 bytea not null check (length(artifact_sha256) = 32),
  fence           bigint not null,
  trained_at      timestamptz not null default now(),
  primary key (study, version),
  -- Deferred, so that one statement can put one version in another's place.
  constraint reward_model_promoted exclude using btree (study with =) where (state = 'promoted')
    deferrable initially deferred
);

-- Which version answered from when on; going back reads it.
create table reward_promotion (
  id       bigint generated always as identity primary key,
  study    bigint not null,
  version  integer not null,
  replaced integer,
  back     boolean not null default false,
  actor    text not null,
  at       timestamptz not null default now(),
  foreign key (study, version) references reward_model (study, version)
);
create index reward_promotion_by_study on reward_promotion (study, id desc);
