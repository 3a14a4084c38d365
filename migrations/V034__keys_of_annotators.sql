-- Which keys an annotator has changed on the annotation page: {"undo": "u"}; null while none ever was.
alter table annotator add column keys jsonb check (jsonb_typeof(keys) = 'object');
