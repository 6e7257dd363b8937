-- how many moves a run has; they are numbered without gaps
SELECT coalesce(max(run_move.id & 4194303) + 1, 0) AS count
FROM run LEFT JOIN run_move ON run_move.id BETWEEN run.entry << 22 AND run.entry << 22 | 4194303
WHERE run.id = :run
