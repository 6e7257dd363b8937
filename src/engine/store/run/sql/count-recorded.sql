-- how many rows of runs, moves, steps and attempts there are
SELECT
  (SELECT count(*) FROM run) AS runs,
  (SELECT count(*) FROM run WHERE status IN ('cancelled', 'faulted', 'completed')) AS "ended runs",
  (SELECT count(*) FROM run_move) AS moves,
  (SELECT count(*) FROM dead_letter) AS "dead letters",
  (SELECT count(*) FROM step) AS steps,
  (SELECT count(*) FROM attempt) AS attempts,
  (SELECT count(*) FROM attempt_end) AS "ended attempts"
