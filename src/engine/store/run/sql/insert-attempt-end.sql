-- end an attempt
INSERT INTO attempt_end (run, step, number, status, ended_at, output, failure, entry)
VALUES (:run, :step, :number, :status, :endedAt, :output, :failure, :entry)
