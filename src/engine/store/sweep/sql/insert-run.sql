-- pin what a sweep evaluates
INSERT INTO sweep_run (run, plan, entry) VALUES (:run, :plan, :entry)
