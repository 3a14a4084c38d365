-- Conditions: factors of the interface itself, as docs/conditions.md tells. Null: everybody sees the same page.
-- The rows are what annotators go through: one condition each between subjects, a Latin square's row within.
alter table study add column conditions jsonb, add column condition_rows jsonb;

-- Which row an annotator goes through, from 1.
alter table annotator add column condition_row smallint check (condition_row >= 1);

-- What a place is shown under: {"levels", "switches", "instruction"}; {} while it is being chosen.
-- A condition may change the order of the screen: the order that the place was made with is kept.
alter table place add column condition jsonb, add column placed smallint[];

-- The level of each factor that the vote was given under.
alter table vote add column condition jsonb;

-- The row that fewest go through who are at work or have finished, so that drop-outs are replaced.
create function least_used_row(of_study bigint, count_of_rows integer) returns smallint language sql volatile as $$
  select r.nth::smallint
  from generate_series(1, count_of_rows) r(nth)
    left join lateral (
      select count(*) as started, count(*) filter (where u.counts) as counting
      from annotator n join study s on s.id = n.study cross join lateral (
        select n.excluded_at is null and n.erased_at is null
          and (exists (
              select from place x where x.annotator = n.id and x.state = 1 and x.deadline > now())
            or (select count(*) from place x where x.annotator = n.id and x.state = 2 and x.purpose <= 2)
              >= coalesce(s.votes_per_annotator, 1)) as counts offset 0) u
      where n.study = of_study and n.condition_row = r.nth) c on true
  order by c.counting, c.started, random() limit 1
$$;

-- Gives an annotator a row, once, and each of their newly drawn places the condition of that row that
-- they have had least.
create function choose_conditions(of_annotator bigint) returns void language plpgsql as $$
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
    where p.annotator = of_annotator and p.state = 1 and p.condition = '{}' order by p.slot
  loop
    select e.entry into chosen
    from jsonb_array_elements(all_rows -> (mine - 1)) with ordinality e(entry, nth)
    order by (
      select count(*) from place x
      where x.annotator = of_annotator and x.state > 0 and x.condition -> 'levels' = e.entry -> 'levels'), e.nth
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
