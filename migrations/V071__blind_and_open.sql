-- Two kinds of study. Blind: answers can be changed until it closes, and until then only admins see a board. Open:
-- boards are seen meanwhile and count only answers that are final.
alter table study
  add column blinding     text not null default 'blind' check (blinding in ('blind', 'open')),
  add column undo_seconds integer not null default 10 check (undo_seconds between 0 and 3600);
-- Only where annotators saw the board while they voted was a study meant to be open.
update study set blinding = 'open' where board_while_voting;
alter table study drop column board_while_voting;

-- No answer up to this number is changed any more. Whoever changes an answer holds the row shared until the commit,
-- whoever raises the number holds it alone, so that each sees what the other did.
create table study_settled (
  study  bigint primary key references study,
  number bigint not null default 0
) with (fillfactor = 50);
-- What could be seen when this was migrated stays as it is.
insert into study_settled (study, number)
select c.study, case when s.blinding = 'open' or s.state = 'closed' then c.seq else 0 end
from study_clock c join study s on s.id = c.study;

create function settle_new_study() returns trigger language plpgsql as $$
begin
  if current_setting('agon.restore', true) is distinct from 'on' then
    insert into study_settled (study) values (new.study);
  end if;
  return null;
end $$;
create trigger clock_starts_settling after insert on study_clock
  for each row execute function settle_new_study();

-- True where a vote replaces one that was not final in an open study: that one was shown to nobody but its annotator,
-- and counts at no number.
alter table vote add column undo boolean not null default false;

-- Answers of the annotator up to this number are final because they asked for the board.
alter table annotator add column undo_ended bigint not null default 0;

-- Whether an answer is final. A time far from now on either side is over, so that a clock that was put right ends
-- the waiting.
create function undo_is_over(of_study bigint, of_number bigint, of_time timestamptz, of_annotator bigint)
returns boolean language sql stable as $$
  select of_number <= f.number
    or s.state = 'closed'
    or s.blinding = 'open' and (
      abs(extract(epoch from now() - of_time)) >= s.undo_seconds
      or of_number <= coalesce((select a.undo_ended from annotator a where a.id = of_annotator), 0))
  from study s join study_settled f on f.study = s.id
  where s.id = of_study
$$;

-- The number up to which others than admins see what counts, while the study runs.
create function settled_number(of_study bigint) returns bigint language sql stable as $$
  select case
      when s.state = 'closed' then c.seq
      when s.blinding = 'blind' then 0
      when s.undo_seconds = 0 then c.seq
      else f.number end
  from study s join study_clock c on c.study = s.id join study_settled f on f.study = s.id
  where s.id = of_study
$$;

-- Makes every answer given so far final. Locks in the order in which votes do.
create function settle_study(of_study bigint) returns void language plpgsql as $$
begin
  perform from study_settled where study = of_study for no key update;
  perform from study_clock where study = of_study for no key update;
  update study_settled f set number = greatest(f.number, c.seq)
  from study_clock c where c.study = f.study and f.study = of_study;
end $$;
