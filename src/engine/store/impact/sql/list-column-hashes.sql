-- hashes of the columns of one chunk of results, in the order of its audit entry
SELECT sha256 FROM impact_column WHERE run = :run AND chunk = :chunk ORDER BY side, position
