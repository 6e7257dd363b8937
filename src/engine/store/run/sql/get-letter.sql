-- one dead letter
SELECT run, step, task, at, failure, entry, redriven_by AS redrivenBy, redrive_entry AS redriveEntry
FROM dead_letter WHERE run = :run AND step = :step
