-- Finds the votes of the last minutes without a cost at each insert: votes lie in the order of their time.
create index vote_by_time on vote using brin (sent_at) with (pages_per_range = 32, autosummarize = on);

-- An upload on its way into a study: the files lie on the node that took them, its state here.
create table import_job (
  id         uuid primary key,
  actor      text not null,
  slug       text not null,
  name       text not null,
  overlap    integer not null check (overlap between 1 and 1000),
  study      bigint references study,
  kind       text check (kind in ('prompts', 'pairs', 'votes', 'agon')),
  columns    jsonb not null default '{}',
  files      jsonb not null,
  state      text not null default 'checking'
    check (state in ('checking', 'checked', 'refused', 'importing', 'done', 'failed', 'cancelled')),
  progress   jsonb not null default '{}',
  result     jsonb not null default '{}',
  cancel     boolean not null default false,
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now()
);
