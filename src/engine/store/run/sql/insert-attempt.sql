-- begin an attempt
INSERT INTO attempt (run, step, number, started_at, input, entry) VALUES (:run, :step, :number, :startedAt, :input, :entry)
