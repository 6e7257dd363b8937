-- keys that sign checkpoints, oldest first
SELECT entry, key FROM log_key ORDER BY entry
