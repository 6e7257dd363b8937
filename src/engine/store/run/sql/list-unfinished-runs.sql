-- runs that have not ended, oldest first
SELECT id FROM run WHERE status IN ('pending', 'running', 'waiting', 'suspended') ORDER BY rowid
