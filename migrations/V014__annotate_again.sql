-- Comparisons whose votes an ensemble of reward models finds doubtful, to be judged again.
create table annotate_again (
  study      bigint not null references study,
  comparison bigint not null references comparison,
  criterion  smallint not null,
  version    integer not null,
  bucket     text not null check (bucket in ('mislabelled', 'ambiguous')),
  strength   double precision not null,
  deviation  double precision not null,
  queued_at  timestamptz not null default now(),
  opened_at  timestamptz,
  opened     integer,
  primary key (study, comparison, criterion)
);
create index annotate_again_open on annotate_again (study, bucket, strength) where opened_at is null;
