-- how many moves a run has: the number of its last, and one
SELECT (run_move.id & 4194303) + 1 AS total
FROM run JOIN run_move ON run_move.id BETWEEN run.entry << 22 AND run.entry << 22 | 4194303
WHERE run.id = :run ORDER BY run_move.id DESC LIMIT 1
