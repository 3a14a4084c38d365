-- In which language an annotator wants the pages: their own choice, brought back by their return link.
alter table annotator add column interface_language text;

-- Which languages an annotator reads, and how well: 1 the gist, 2 well, 3 as a first language.
-- The tag is BCP 47 and covers all that begin with it: pt reads pt-BR.
create table annotator_language (
  annotator bigint not null references annotator,
  tag       text not null check (length(tag) between 2 and 35),
  level     smallint not null check (level between 1 and 3),
  primary key (annotator, tag)
);

-- What those who joined before have named as the language that they read best.
insert into annotator_language (annotator, tag, level)
select id, language, 3 from annotator where length(language) between 2 and 35 and erased_at is null;
