-- one move of a run, as the audit trail recorded it, and whether it is the run's last
SELECT run_move.entry, run_move.salt, run_move.body, NOT EXISTS (SELECT 1 FROM run_move AS later WHERE later.id = run_move.id + 1) AS last
FROM run JOIN run_move ON run_move.id = (run.entry << 22) + :seq
WHERE run.id = :run
