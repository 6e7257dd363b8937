-- the result of an impact run
SELECT result, result_hash AS resultHash, entry FROM impact_result WHERE run = :run
