-- select-unfinished-runs
SELECT id FROM run WHERE status IN ('pending', 'running', 'waiting', 'suspended') ORDER BY rowid;
