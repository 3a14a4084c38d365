-- What an annotator has entered on a place that they hold and not sent yet: the last write stands.
-- It goes with the vote, with the place, and when somebody else gets the place.
create table draft (
  annotator bigint not null references annotator,
  place     bigint not null references place on delete cascade,
  -- The place's revision when it was written: an answer sent since makes the draft void.
  revision  integer not null,
  -- Counts the writes, so that a window finds out that another one has written.
  writes    integer not null default 1,
  -- The window that wrote it.
  writer    uuid not null,
  content   jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 131072),
  shown_at  timestamptz not null,
  active_ms integer not null check (active_ms >= 0),
  written_at timestamptz not null default now(),
  primary key (annotator, place)
);
create index draft_by_place on draft (place);

-- How many pairs an annotator holds at once: the one before them and those in advance.
alter table study add column assignments_held smallint not null default 2
  check (assignments_held between 1 and 10);
alter table place drop constraint place_slot_check;
alter table place add constraint place_slot_check check (slot between 0 and 10);
