-- the result of an impact run
SELECT result, sha256, result_hash AS resultHash, entry FROM impact_result WHERE run = :run
