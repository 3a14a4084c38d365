-- The row for a newcomer: of those that no more than two above the mean have ever started, the one that fewest
-- go through who are at work or have finished, so that drop-outs are replaced as long as starts stay even.
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
                select from place x where x.annotator = n.id and x.state = 1 and x.deadline > now())
              or (select count(*) from place x where x.annotator = n.id and x.state = 2 and x.purpose <= 2)
                >= coalesce(s.votes_per_annotator, 1)) as counts offset 0) u
        where n.study = of_study and n.condition_row = r.nth) c on true) u
  order by u.started + 1 > u.mean + 2, u.counting, u.started, random() limit 1
$$;
