-- A study's form: questions in order, as docs/questions.md tells. Null: one comparison a criterion.
alter table study add column form jsonb;

-- What was answered, by question, in the order of the screen; null where the judgements say it all.
alter table vote add column answers jsonb;

-- The pairs of one ranking depend on each other: each counts less than a comparison.
alter table judgement add column weight real not null default 1 check (weight > 0);
