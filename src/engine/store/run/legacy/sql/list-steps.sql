-- steps of a run, each after those that it waits for
SELECT name, status FROM step WHERE run = :run ORDER BY position
