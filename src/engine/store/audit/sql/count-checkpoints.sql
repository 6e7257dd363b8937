-- how many checkpoints there are
SELECT count(*) AS count FROM audit_checkpoint
