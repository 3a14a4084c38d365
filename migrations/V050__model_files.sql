-- The files of a version, so that any machine can score with it and a backup is whole: a zip of its folder.
create table reward_model_files (
  study   bigint not null,
  version integer not null,
  content bytea not null,
  primary key (study, version),
  foreign key (study, version) references reward_model (study, version)
);
-- Zipped already.
alter table reward_model_files alter column content set storage external;

-- When the files of an old version that never answered were deleted; its card stays.
alter table reward_model add column discarded_at timestamptz;
