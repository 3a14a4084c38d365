-- The least level at which an annotator must read all languages of a comparison to get it; null: everybody gets all.
alter table study add column reading_level smallint check (reading_level between 1 and 3);

-- The languages of a comparison's texts where they are not just the study's own, which counts as number 0.
create table language_set (
  id    integer generated always as identity primary key,
  study bigint not null references study,
  tags  text[] not null,
  unique (study, tags)
);
alter table comparison add column languages integer not null default 0;
alter table place add column languages integer not null default 0;
create index comparison_by_languages on comparison (study, languages);
drop index place_free_matchup;
create index place_free_matchup on place (study, matchup, languages, rnd) where state = 0 and purpose <= 2;

insert into draw_policy values
  (2, 'uniform-readable-1', 'As uniform-1, among the free places whose languages the annotator reads.');

-- Comparisons with other languages than the study's own; texts in no or an unknown language ask for none.
create function spoken_languages(ids bigint[]) returns table (id bigint, tags text[]) language sql stable as $$
  select c.id, array(
      select distinct x.tag from (
        select p.language as tag union all select r.language from response r where r.id = any(c.responses)) x
      where lower(x.tag) not in ('und', 'zxx') order by x.tag)
  from comparison c join prompt p on p.id = c.prompt join study s on s.id = c.study
  where c.id = any(ids) and (p.language <> s.language or exists (
    select from response r where r.id = any(c.responses) and r.language <> s.language))
$$;

create function note_languages(of_study bigint, ids bigint[]) returns void language plpgsql as $$
begin
  insert into language_set (study, tags) select distinct of_study, x.tags from spoken_languages(ids) x
  on conflict do nothing;
  if exists (select from language_set l where l.study = of_study) then
    update comparison c set languages = l.id
    from spoken_languages(ids) x join language_set l on l.study = of_study and l.tags = x.tags
    where c.id = x.id;
  end if;
end $$;

select note_languages(c.study, array_agg(c.id)) from comparison c group by c.study;
update place p set languages = c.languages from comparison c where c.id = p.comparison and c.languages <> 0;

-- Comparisons and places come by many ways; all of them are noted here, save those that a backup brings back.
create function note_languages_of_comparisons() returns trigger language plpgsql as $$
begin
  if current_setting('agon.restore', true) is distinct from 'on' then
    perform note_languages(a.study, array_agg(a.id)) from added a group by a.study;
  end if;
  return null;
end $$;
create trigger comparison_languages after insert on comparison
  referencing new table as added for each statement execute function note_languages_of_comparisons();

create function note_languages_of_places() returns trigger language plpgsql as $$
begin
  if current_setting('agon.restore', true) is distinct from 'on'
    and exists (select from added a join language_set l on l.study = a.study) then
    update place p set languages = c.languages
    from added a join comparison c on c.id = a.comparison where p.id = a.id and c.languages <> 0;
  end if;
  return null;
end $$;
create trigger place_languages after insert on place
  referencing new table as added for each statement execute function note_languages_of_places();

-- The sets that an annotator reads well enough for their study; null where the study asks for nothing.
create function readable_languages(annotator_id bigint) returns integer[] language sql stable as $$
  select case when s.reading_level is not null then array(
    select l.id
    from (select 0 as id, array[s.language] as tags
      union all select x.id, x.tags from language_set x where x.study = s.id) l
    where not exists (
      select from unnest(l.tags) t(tag) where not exists (
        select from annotator_language r
        where r.annotator = n.id and r.level >= s.reading_level
          and (r.tag = '*' or lower(t.tag) = lower(r.tag) or starts_with(lower(t.tag), lower(r.tag) || '-'))))
    order by l.id) end
  from annotator n join study s on s.id = n.study where n.id = annotator_id
$$;

-- The tag * reads everything: programs do, unless somebody says otherwise.
alter table annotator_language drop constraint annotator_language_tag_check;
alter table annotator_language add check (length(tag) between 1 and 35);
insert into annotator_language (annotator, tag, level)
select id, '*', 3 from annotator where kind <> 'person' and erased_at is null;
