-- how much is stored of all impact runs
SELECT
  (SELECT count(*) FROM impact_run) AS runs,
  (SELECT count(*) FROM impact_chunk) AS chunks,
  (SELECT count(*) FROM impact_column) AS columns,
  (SELECT count(*) FROM impact_sums) AS sums,
  (SELECT count(*) FROM impact_result) AS results
