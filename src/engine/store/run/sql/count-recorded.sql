-- how many rows of runs, steps, attempts and appeals there are
SELECT
  (SELECT count(*) FROM run) AS runs,
  (SELECT count(*) FROM run WHERE status IN ('cancelled', 'faulted', 'completed')) AS "ended runs",
  (SELECT count(*) FROM step) AS steps,
  (SELECT count(*) FROM attempt) AS attempts,
  (SELECT count(*) FROM attempt_end) AS "ended attempts",
  (SELECT count(*) FROM appeal) AS appeals
