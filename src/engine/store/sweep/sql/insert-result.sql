-- record the result of a sweep
INSERT INTO sweep_result (run, result, result_hash, entry) VALUES (:run, :result, :resultHash, :entry)
