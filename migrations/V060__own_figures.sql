-- What a study tells its annotators of themselves: how often they agree with the others, and a board of their own.
alter table study
  add column show_agreement boolean not null default false,
  add column show_own_board boolean not null default false;
