-- one move of a run, as the audit trail recorded it, and whether it is the run's last
SELECT entry, body, NOT EXISTS (SELECT 1 FROM run_move AS later WHERE later.run = :run AND later.seq > :seq) AS last
FROM run_move WHERE run = :run AND seq = :seq
