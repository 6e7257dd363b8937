-- the result of an impact run
SELECT result FROM impact_result WHERE run = :run
