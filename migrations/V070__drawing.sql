-- How the next pair is chosen; a place names the policy that drew it.
alter table study add column drawing text not null default 'uniform'
  check (drawing in ('uniform', 'weighted', 'near-ties', 'expected-uncertainty'));

insert into draw_policy
select 3 + 2 * p.k + r.k, p.name || r.suffix || '-1', p.description || r.description
from (values
    (0, 'weighted', 'A tenth of the draws as uniform-1; else a match-up by the mean weight of its pairs: the product of two weights, 5 for generators with fewer than 30 votes, 3 for the ten best, else 1.'),
    (1, 'near-ties', 'A tenth of the draws as uniform-1; else a match-up by the mean weight of its pairs: exp(-difference of ratings / 300) times the sum of the standard errors.'),
    (2, 'expected-skills', 'A tenth of the draws as uniform-1; else one of the ten match-ups whose vote is expected to lower the variances of the skills most.'),
    (3, 'expected-order', 'A tenth of the draws as uniform-1; else one of the ten match-ups whose vote is expected to lower the uncertainty of the order of all generators most.')
  ) p(k, name, description),
  (values (0, '', ''), (1, '-readable', ' Among the free places whose languages the annotator reads.')) r(k, suffix, description);
