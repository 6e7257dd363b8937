-- select-steps
SELECT name, status FROM step WHERE run = :run ORDER BY position;
