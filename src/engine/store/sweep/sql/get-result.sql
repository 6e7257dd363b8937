-- the result of a sweep
SELECT result, result_hash AS resultHash, entry FROM sweep_result WHERE run = :run
