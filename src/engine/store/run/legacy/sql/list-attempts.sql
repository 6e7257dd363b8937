-- attempts of a run of an earlier program with how they ended
SELECT attempt.step, attempt.number, attempt.started_at AS startedAt, attempt.input,
  attempt_end.status, attempt_end.ended_at AS endedAt, attempt_end.output, attempt_end.failure
FROM attempt LEFT JOIN attempt_end USING (run, step, number)
WHERE attempt.run = :run ORDER BY attempt.step, attempt.number
