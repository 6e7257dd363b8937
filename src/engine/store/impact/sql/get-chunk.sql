-- one chunk of an impact run's results
SELECT units, root, transitions, entry FROM impact_chunk WHERE run = :run AND chunk = :chunk
