-- one move of a run, with its audit entry
SELECT run_move.id & 4194303 AS seq, run_move.body, audit_entry.data
FROM run JOIN run_move ON run_move.id = (run.entry << 22) + :seq JOIN audit_entry ON audit_entry.idx = run_move.entry
WHERE run.id = :run
