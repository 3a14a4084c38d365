-- Work that takes longer than a request, all of one kind or another: imports, exports, trainings, analyses.
create table job (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind ~ '^[a-z][a-z-]{0,30}$'),
  study      bigint references study,
  reason     text not null default 'demand' check (reason in ('demand', 'votes', 'time')),
  asked_by   text,
  parameters jsonb not null default '{}',
  -- The snapshot: the study's number up to which events count, and the SHA-256 of what was read.
  to_number  bigint check (to_number >= 0),
  snapshot   bytea check (length(snapshot) = 32),
  -- The one worker that may take it, because it has the files; null for any.
  node       text,
  state      text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
  step       text,
  progress   jsonb not null default '{}',
  cancel     boolean not null default false,
  attempts   integer not null default 0,
  -- The lease: who works on it, and the fence under which results are written.
  holder     text,
  fence      bigint not null default 0,
  expires_at timestamptz,
  result     jsonb not null default '{}',
  error      text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  touched_at timestamptz not null default now(),
  ended_at   timestamptz,
  check ((ended_at is not null) = (state not in ('waiting', 'running')))
);
create index job_by_study on job (study, kind, id desc);
create index job_open on job (kind, id) where ended_at is null;
-- At most one open training a study.
create unique index job_one_training on job (study) where kind = 'training' and ended_at is null;

insert into job (id, kind, study, reason, asked_by, parameters, to_number, snapshot, state, step, progress, cancel,
  attempts, fence, result, error, created_at, started_at, touched_at, ended_at)
overriding system value
select id, 'training', study, reason, asked_by, settings, to_number, snapshot,
  case when state in ('waiting', 'done', 'failed', 'cancelled') then state else 'running' end,
  case when state in ('reading', 'embedding', 'training', 'judging') then state end,
  progress, cancel, attempts, coalesce(fence, 0),
  case when version is null then '{}' else jsonb_build_object('version', version) end,
  error, created_at, started_at, coalesce(touched_at, created_at), ended_at
from training_run;
select setval(pg_get_serial_sequence('job', 'id'), coalesce((select max(id) from job), 0) + 1, false);

alter table reward_model drop constraint reward_model_run_fkey;
alter table reward_model add foreign key (run) references job;
drop table training_run;
drop table training_lease;
-- Uploads lie in temporary folders, which end with their server.
drop table import_job;
