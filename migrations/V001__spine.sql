-- The words of Agon as tables. See docs/decisions.md for the reasons behind the shapes.
-- Codes: place.state 0 free, 1 leased, 2 voted; purpose 1 regular, 2 gold, 3 repeat, 4 swapped repeat;
-- outcome 1 first, 2 second, 3 tie, 4 both bad (in the comparison's own order, not the screen's).

create table admin (
  id            bigint generated always as identity primary key,
  name          text not null unique check (length(name) between 1 and 120),
  password_hash text not null,
  created_at    timestamptz not null default now()
);

-- A one-time link with which an admin enters and sets a password.
create table admin_link (
  secret_hash bytea primary key,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  used_at     timestamptz
);

create table study (
  id                  bigint generated always as identity primary key,
  slug                text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name                text not null check (length(name) between 1 and 200),
  state               text not null default 'draft' check (state in ('draft', 'running', 'paused', 'closed')),
  version             integer not null default 1 check (version >= 1),
  question            text not null default 'Which response is better?',
  guidelines          text not null default '',
  consent             text not null default '',
  consent_version     integer not null default 1 check (consent_version >= 1),
  language            text not null default 'en',
  overlap             integer not null default 3 check (overlap between 1 and 1000),
  allow_tie           boolean not null default true,
  allow_both_bad      boolean not null default true,
  lease_seconds       integer not null default 900 check (lease_seconds between 5 and 86400),
  votes_per_annotator integer check (votes_per_annotator >= 1),
  board_visibility    text not null default 'private' check (board_visibility in ('private', 'link', 'public')),
  board_while_voting  boolean not null default false,
  board_method        text not null default 'bradley-terry' check (board_method in ('bradley-terry', 'davidson')),
  preliminary_below   integer not null default 30 check (preliminary_below >= 0),
  join_code           text not null unique check (length(join_code) >= 20),
  board_code          text not null unique check (length(board_code) >= 20),
  created_at          timestamptz not null default now(),
  published_at        timestamptz,
  closed_at           timestamptz
);

-- The settings in force under each version of a study; a vote names its version.
create table study_version (
  study        bigint not null references study,
  version      integer not null,
  published_at timestamptz not null default now(),
  settings     jsonb not null,
  primary key (study, version)
);

-- Hands out the study's gap-free numbers: taken in the statement that commits an event, given back by a rollback.
create table study_clock (
  study bigint primary key references study,
  seq   bigint not null default 0
) with (fillfactor = 50);

create table criterion (
  study    bigint not null references study,
  ordinal  smallint not null check (ordinal >= 1),
  name     text not null check (length(name) between 1 and 120),
  question text not null default '',
  primary key (study, ordinal),
  unique (study, name)
);

create table generator (
  id       bigint generated always as identity primary key,
  study    bigint not null references study,
  name     text not null check (length(name) between 1 and 300),
  kind     text not null default 'model' check (kind in ('model', 'checkpoint', 'template', 'person')),
  parent   bigint references generator,
  metadata jsonb not null default '{}',
  unique (study, name)
);

create table prompt (
  id          bigint generated always as identity primary key,
  study       bigint not null references study,
  external_id text not null,
  text        text not null,
  language    text not null default 'en',
  metadata    jsonb not null default '{}',
  unique (study, external_id)
);

create table response (
  id        bigint generated always as identity primary key,
  study     bigint not null references study,
  prompt    bigint not null references prompt,
  generator bigint not null references generator,
  sample    integer not null default 1 check (sample >= 1),
  text      text not null,
  language  text not null default 'en',
  metadata  jsonb not null default '{}',
  unique (prompt, generator, sample)
);

-- The set of generators that a comparison puts side by side; policies draw match-ups.
create table matchup (
  id         bigint generated always as identity primary key,
  study      bigint not null references study,
  generators bigint[] not null check (cardinality(generators) >= 2),
  unique (study, generators)
);

create table comparison (
  id          bigint generated always as identity primary key,
  study       bigint not null references study,
  external_id text not null,
  prompt      bigint not null references prompt,
  responses   bigint[] not null check (cardinality(responses) >= 2),
  matchup     bigint not null references matchup,
  wanted      integer not null check (wanted >= 1),
  unique (study, external_id),
  unique (study, responses)
);
create index comparison_by_prompt on comparison (prompt);

create table annotator (
  id               bigint generated always as identity primary key,
  study            bigint not null references study,
  pseudonym        text not null check (length(pseudonym) between 1 and 120),
  kind             text not null default 'person' check (kind in ('person', 'machine', 'simulated')),
  return_hash      bytea unique,
  language         text not null default 'en',
  consent_version  integer,
  consented_at     timestamptz,
  joined_at        timestamptz not null default now(),
  excluded_at      timestamptz,
  exclusion_reason text,
  erased_at        timestamptz,
  metadata         jsonb not null default '{}',
  unique (study, pseudonym)
);

-- How pairs are chosen; a vote's propensity is meant under its policy.
create table draw_policy (
  id          smallint primary key,
  name        text not null unique,
  description text not null
);
insert into draw_policy values
  (1, 'uniform-1', 'A match-up is drawn with probability proportional to its free places in a snapshot at most a few seconds old, then one of its free places from a random start.');

create table place (
  id           bigint generated always as identity primary key,
  study        bigint not null references study,
  comparison   bigint not null references comparison,
  matchup      bigint not null,
  purpose      smallint not null default 1 check (purpose between 1 and 4),
  presentation smallint[] not null,
  rnd          double precision not null default random(),
  state        smallint not null default 0 check (state between 0 and 2),
  revision     integer not null default 0,
  annotator    bigint references annotator,
  slot         smallint check (slot between 0 and 2),
  token        uuid unique,
  leased_at    timestamptz,
  deadline     timestamptz,
  policy       smallint references draw_policy,
  propensity   real check (propensity > 0 and propensity <= 1),
  eligible     integer,
  fallback     boolean,
  check (state = 0 or annotator is not null),
  check ((state = 1) = (slot is not null)),
  check (state <> 1 or (token is not null and deadline is not null))
) with (fillfactor = 80);
-- In this order: the draw looks up by annotator.
create unique index place_once_an_annotator on place (annotator, comparison) where purpose <= 2;
-- An annotator holds at most one lease a slot: 1 and 2 are drawn, 0 is re-opened by undo.
create unique index place_slot on place (annotator, slot) where slot is not null;
create index place_free on place (study, rnd) where state = 0 and purpose <= 2;
create index place_free_matchup on place (study, matchup, rnd) where state = 0 and purpose <= 2;
create index place_leased on place (study, deadline) where state = 1;
create index place_by_comparison on place (comparison);

create table vote (
  study           bigint not null references study,
  number          bigint not null,
  place           bigint not null references place,
  comparison      bigint not null,
  annotator       bigint references annotator,
  revision        integer not null check (revision >= 1),
  key             uuid not null,
  body_hash       bytea not null,
  withdrawn       boolean not null default false,
  purpose         smallint not null,
  presentation    smallint[] not null,
  study_version   integer not null,
  consent_version integer,
  policy          smallint,
  propensity      real,
  eligible        integer,
  fallback        boolean,
  leased_at       timestamptz,
  shown_at        timestamptz,
  sent_at         timestamptz not null default now(),
  active_ms       integer check (active_ms >= 0),
  source          text not null check (source in ('page', 'form', 'api', 'import')),
  comment         text check (length(comment) <= 4000),
  erased_at       timestamptz,
  primary key (study, number),
  unique (place, revision),
  unique (annotator, key)
);
create index vote_by_annotator on vote (annotator, number desc);

-- What a vote says under one criterion of two of its comparison's responses (positions from 1).
create table judgement (
  study     bigint not null,
  number    bigint not null,
  criterion smallint not null,
  first     smallint not null default 1,
  second    smallint not null default 2,
  outcome   smallint not null check (outcome between 1 and 4),
  strength  smallint check (strength between 1 and 9),
  primary key (study, number, criterion, first, second),
  foreign key (study, number) references vote (study, number)
);

-- Numbered events that are not votes: they share the study's clock, so that a watermark covers them too.
create table study_event (
  study     bigint not null references study,
  number    bigint not null,
  kind      text not null check (kind in ('excluded', 'included', 'erased')),
  annotator bigint references annotator,
  detail    jsonb not null default '{}',
  at        timestamptz not null default now(),
  primary key (study, number)
);

create function votes_are_immutable() returns trigger language plpgsql as $$
begin
  if current_setting('agon.erasure', true) = 'on' then
    return coalesce(new, old);
  end if;
  raise exception 'votes are immutable: record a revision instead';
end $$;
create trigger vote_is_immutable before update or delete on vote
  for each row execute function votes_are_immutable();
create trigger judgement_is_immutable before update or delete on judgement
  for each row execute function votes_are_immutable();

create table skip (
  annotator  bigint not null references annotator,
  comparison bigint not null references comparison,
  reason     text not null default '' check (length(reason) <= 1000),
  at         timestamptz not null default now(),
  primary key (annotator, comparison)
);

create table report (
  id          bigint generated always as identity primary key,
  study       bigint not null references study,
  annotator   bigint references annotator,
  comparison  bigint references comparison,
  text        text not null check (length(text) between 1 and 4000),
  at          timestamptz not null default now(),
  resolved_at timestamptz
);
create index report_open on report (study, id) where resolved_at is null;

-- Only hashes of secrets are stored.
create table session (
  secret_hash bytea primary key,
  admin       bigint references admin,
  annotator   bigint references annotator,
  created_at  timestamptz not null default now(),
  seen_at     timestamptz not null default now(),
  expires_at  timestamptz not null,
  check (num_nonnulls(admin, annotator) = 1)
);
create index session_expiry on session (expires_at);

create table api_token (
  secret_hash bytea primary key,
  admin       bigint references admin,
  annotator   bigint references annotator,
  name        text not null,
  created_at  timestamptz not null default now(),
  revoked_at  timestamptz,
  check (num_nonnulls(admin, annotator) = 1)
);

create table audit (
  id     bigint generated always as identity primary key,
  at     timestamptz not null default now(),
  actor  text not null,
  action text not null,
  study  bigint references study,
  detail jsonb not null default '{}'
);
create index audit_by_study on audit (study, id desc);

create table import (
  id        bigint generated always as identity primary key,
  study     bigint not null references study,
  file_name text not null,
  sha256    bytea not null,
  lines     bigint not null,
  added     jsonb not null,
  at        timestamptz not null default now(),
  actor     text not null
);

-- One ranker at a time owns a study; results are written only under the fence it holds.
create table ranker_lease (
  study      bigint primary key references study,
  holder     text not null,
  fence      bigint not null,
  expires_at timestamptz not null
);

-- The events (after_number, to_number] of a study, handed to a worker.
create table batch (
  id           bigint generated always as identity primary key,
  study        bigint not null references study,
  after_number bigint not null,
  to_number    bigint not null,
  state        text not null default 'cut' check (state in ('cut', 'done')),
  attempts     integer not null default 0,
  cut_at       timestamptz not null default now(),
  sent_at      timestamptz,
  done_at      timestamptz,
  check (to_number > after_number),
  unique (study, after_number)
);
create index batch_open on batch (study, after_number) where state = 'cut';

create table leaderboard (
  study       bigint not null references study,
  criterion   smallint not null,
  method      text not null,
  watermark   bigint not null,
  intervals_at bigint not null,
  fence       bigint not null,
  computed_at timestamptz not null default now(),
  result      jsonb not null,
  primary key (study, criterion)
);
