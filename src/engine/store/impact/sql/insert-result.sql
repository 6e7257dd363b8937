-- records the result of an impact run
INSERT INTO impact_result (run, result, sha256, result_hash, entry) VALUES (:run, :result, :sha256, :resultHash, :entry)
