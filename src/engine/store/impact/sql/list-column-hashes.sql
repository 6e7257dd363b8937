-- what columns one chunk of results has, in the order of its audit entry
SELECT side, position, name, sha256 FROM impact_column WHERE run = :run AND chunk = :chunk ORDER BY side, position
