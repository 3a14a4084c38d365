-- A prompt or response of several turns or steps, as it came in. Its text says all of it as one text,
-- in which positions of passages count; null where the text is all there is.
alter table prompt add column turns jsonb check (jsonb_typeof(turns) = 'array');
alter table response add column turns jsonb check (jsonb_typeof(turns) = 'array');
