-- some moves of a run from one on, in their order, each with its audit entry
SELECT run_move.id & 4194303 AS seq, run_move.body, audit_entry.data
FROM run JOIN run_move ON run_move.id BETWEEN (run.entry << 22) + :from AND run.entry << 22 | 4194303 JOIN audit_entry ON audit_entry.idx = run_move.entry
WHERE run.id = :run ORDER BY run_move.id LIMIT :limit
