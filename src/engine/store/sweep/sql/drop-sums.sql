-- forget what the chunks of a sweep added to its figures, which are known by now
UPDATE sweep_chunk SET data = NULL WHERE run = :run AND data IS NOT NULL
