-- how much is stored of all sweeps
SELECT
  (SELECT count(*) FROM sweep_run) AS runs,
  (SELECT count(*) FROM sweep_chunk) AS chunks,
  (SELECT count(*) FROM sweep_result) AS results
