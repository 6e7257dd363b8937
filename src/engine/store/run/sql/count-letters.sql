-- how many dead letters there are
SELECT count(*) AS total FROM dead_letter
