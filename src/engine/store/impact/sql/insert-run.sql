-- pin what an impact run evaluates
INSERT INTO impact_run (run, plan, entry) VALUES (:run, :plan, :entry)
