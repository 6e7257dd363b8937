-- the audit entries of a run's moves in their order, a page of them
SELECT audit_entry.idx AS "index", audit_entry.data
FROM run JOIN run_move ON run_move.id BETWEEN (run.entry << 22) + :after AND run.entry << 22 | 4194303 JOIN audit_entry ON audit_entry.idx = run_move.entry
WHERE run.id = :run ORDER BY run_move.id LIMIT :limit
