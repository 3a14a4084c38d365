-- Finds the votes of the last minutes without a cost at each insert: votes lie in the order of their time.
create index vote_by_time on vote using brin (sent_at) with (pages_per_range = 32, autosummarize = on);
