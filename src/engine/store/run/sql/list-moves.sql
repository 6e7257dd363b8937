-- moves of a run from one on, in their order, each with its audit entry
SELECT run_move.seq, run_move.body, audit_entry.data FROM run_move JOIN audit_entry ON audit_entry.idx = run_move.entry
WHERE run_move.run = :run AND run_move.seq >= :from ORDER BY run_move.seq
