-- record the result of an impact run
INSERT INTO impact_result (run, result, result_hash, entry) VALUES (:run, :result, :resultHash, :entry)
