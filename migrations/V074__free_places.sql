-- How many free places each match-up has in each set of languages, so that a draw need not count them.
create table free_places (
  study     bigint not null references study,
  matchup   bigint not null,
  languages integer not null,
  free      bigint not null,
  primary key (study, matchup, languages)
);

-- What has changed since, only ever added to and folded in from time to time: draws do not wait for each other here.
create table free_place_change (
  study     bigint not null,
  matchup   bigint not null,
  languages integer not null,
  change    bigint not null
);
create index free_place_change_by_study on free_place_change (study);

insert into free_places
select study, matchup, languages, count(*) from place where state = 0 and purpose <= 2 group by 1, 2, 3;

-- Places are taken and given back by many ways; all of them are noted here, save those of a backup that is brought back,
-- which brings its counts with it.
create function note_free_place() returns trigger language plpgsql as $$
begin
  if old.state = 0 then
    insert into free_place_change values (old.study, old.matchup, old.languages, -1);
  end if;
  if new.state = 0 then
    insert into free_place_change values (new.study, new.matchup, new.languages, 1);
  end if;
  return null;
end $$;
create trigger place_free_change after update of state, languages on place for each row
  when (new.purpose <= 2 and (old.state = 0 or new.state = 0)
    and (old.state <> new.state or old.languages <> new.languages))
  execute function note_free_place();

create function note_free_places() returns trigger language plpgsql as $$
begin
  if current_setting('agon.restore', true) is distinct from 'on' then
    insert into free_place_change
    select c.study, c.matchup, c.languages, case tg_op when 'INSERT' then count(*) else -count(*) end
    from changed c where c.state = 0 and c.purpose <= 2 group by c.study, c.matchup, c.languages;
  end if;
  return null;
end $$;
-- By their names these come before the trigger that notes the languages of new places, which then moves them.
create trigger place_free_added after insert on place
  referencing new table as changed for each statement execute function note_free_places();
create trigger place_free_removed after delete on place
  referencing old table as changed for each statement execute function note_free_places();

-- Sums up the changes of a study; whoever comes second does nothing.
create function fold_free_places(of_study bigint) returns void language sql as $$
  with turn as materialized (
    select pg_try_advisory_xact_lock(hashtextextended('agon.free-places', of_study)) as mine),
  taken as (
    delete from free_place_change c using turn where turn.mine and c.study = of_study
    returning c.matchup, c.languages, c.change)
  insert into free_places as f (study, matchup, languages, free)
  select of_study, matchup, languages, sum(change) from taken group by matchup, languages having sum(change) <> 0
  on conflict (study, matchup, languages) do update set free = f.free + excluded.free
$$;

-- A vote is looked up by its key, which is random: where the index began with the annotator, a plan made while the tables
-- were empty could take the other index of an annotator's votes, and read them all.
alter table vote drop constraint vote_annotator_key_key;
alter table vote add constraint vote_annotator_key_key unique (key, annotator);

-- An annotator's places are found by index: a lease has a slot, and a repeat is shown under no condition.
create or replace function least_used_row(of_study bigint, count_of_rows integer) returns smallint language sql volatile as $$
  select u.nth::smallint
  from (
    select r.nth, c.started, c.counting, (sum(c.started) over () + 1) / count_of_rows as mean
    from generate_series(1, count_of_rows) r(nth)
      left join lateral (
        select count(*) as started, count(*) filter (where u.counts) as counting
        from annotator n join study s on s.id = n.study cross join lateral (
          select n.excluded_at is null and n.erased_at is null
            and (exists (
                select from place x where x.annotator = n.id and x.slot is not null and x.deadline between now() and now() + interval '1 day')
              or (select count(*) from place x where x.annotator = n.id and x.state = 2 and x.purpose <= 2)
                >= coalesce(s.votes_per_annotator, 1)) as counts offset 0) u
        where n.study = of_study and n.condition_row = r.nth) c on true) u
  order by u.started + 1 > u.mean + 2, u.counting, u.started, random() limit 1
$$;

create or replace function choose_conditions(of_annotator bigint) returns void language plpgsql as $$
declare
  of_study bigint;
  all_rows jsonb;
  mine smallint;
  drawn record;
  chosen jsonb;
begin
  select n.study, s.condition_rows, n.condition_row into of_study, all_rows, mine
  from annotator n join study s on s.id = n.study where n.id = of_annotator for no key update of n;
  if mine is null and all_rows is not null then
    perform pg_advisory_xact_lock(hashtextextended('agon.conditions', of_study));
    mine := least_used_row(of_study, jsonb_array_length(all_rows));
    update annotator set condition_row = mine where id = of_annotator;
  end if;
  for drawn in
    select p.id, c.responses, coalesce(p.placed, p.presentation) as placed
    from place p join comparison c on c.id = p.comparison
    where p.annotator = of_annotator and p.slot is not null and p.condition = '{}' order by p.slot
  loop
    select e.entry into chosen
    from jsonb_array_elements(all_rows -> (mine - 1)) with ordinality e(entry, nth)
    order by (
      select count(*) from place x
      where x.annotator = of_annotator and x.state > 0 and x.purpose <= 2
          and x.condition -> 'levels' = e.entry -> 'levels'), e.nth
    limit 1;
    update place p set condition = chosen, placed = drawn.placed,
      presentation = array(
        select u.position from unnest(drawn.placed) with ordinality u(position, nth)
          join response r on r.id = drawn.responses[u.position]
        order by case chosen -> 'switches' ->> 'order'
          when 'short-first' then length(r.text) when 'long-first' then -length(r.text) else 0 end, u.nth)
    where p.id = drawn.id and p.annotator = of_annotator and p.state = 1;
  end loop;
end $$;
