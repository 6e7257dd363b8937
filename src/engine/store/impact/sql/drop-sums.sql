-- forget what the chunks of an impact run added to its figures, which are known by now
UPDATE impact_sums SET data = NULL WHERE run = :run AND data IS NOT NULL
