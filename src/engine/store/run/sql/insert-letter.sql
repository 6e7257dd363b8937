-- keep a step that failed for good
INSERT INTO dead_letter (entry, run, step, task, at, failure) VALUES (:entry, :run, :step, :task, :at, :failure)
