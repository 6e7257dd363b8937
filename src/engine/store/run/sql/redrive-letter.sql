-- say in which run a dead letter was done again
UPDATE dead_letter SET redriven_by = :by, redrive_entry = :entry WHERE run = :run AND step = :step
