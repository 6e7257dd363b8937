-- what chunks of results an impact run has, in unit order
SELECT chunk, units, root, transitions FROM impact_chunk WHERE run = :run ORDER BY chunk
