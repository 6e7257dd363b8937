-- runs that appealed a case, oldest first
SELECT run FROM appeal WHERE original_run = :originalRun AND unit = :unit ORDER BY rowid
