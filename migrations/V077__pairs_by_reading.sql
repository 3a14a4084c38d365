-- Level 0 is "not at all", said by the annotator; who has said nothing has no row and gets everything.
alter table annotator_language drop constraint annotator_language_level_check;
alter table annotator_language add check (level between 0 and 3);

-- Whether somebody reads all of these languages well enough; a tag covers all that begin with it, and * everything.
-- Texts without a language (zxx) or in an unknown one (und) ask for none.
create function reads_all(asked text[], named text[], levels smallint[], least_level integer) returns boolean
language sql immutable as $$
  select not exists (
    select from unnest(asked) t(tag)
    where lower(t.tag) not in ('und', 'zxx') and not exists (
      select from unnest(named, levels) r(tag, level)
      where r.level >= least_level
        and (r.tag = '*' or lower(t.tag) = lower(r.tag) or starts_with(lower(t.tag), lower(r.tag) || '-'))))
$$;

-- The languages of a study's comparisons, a row for each set of them that has any; set 0 is the study's own language.
create function language_sets(of_study bigint) returns table (id integer, tags text[]) language sql stable as $$
  select l.id, l.tags
  from (select 0 as id, array[s.language] as tags from study s where s.id = of_study
    union all select x.id, x.tags from language_set x where x.study = of_study) l
  where exists (select from comparison c where c.study = of_study and c.languages = l.id)
$$;

-- The sets that an annotator reads well enough for their study; null where the study asks for nothing.
create or replace function readable_languages(annotator_id bigint) returns integer[] language sql stable as $$
  select case when s.reading_level is not null then array(
    select l.id
    from (select 0 as id, array[s.language] as tags
      union all select x.id, x.tags from language_set x where x.study = s.id) l
    where r.named is null or reads_all(l.tags, r.named, r.levels, s.reading_level)
    order by l.id) end
  from annotator n join study s on s.id = n.study
    cross join lateral (
      select array_agg(l.tag) as named, array_agg(l.level) as levels
      from annotator_language l where l.annotator = n.id) r
  where n.id = annotator_id
$$;
