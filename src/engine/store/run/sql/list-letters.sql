-- a page of dead letters, newest first
SELECT run, step, task, at, failure, redriven_by AS redrivenBy FROM dead_letter ORDER BY entry DESC LIMIT :limit OFFSET :after
