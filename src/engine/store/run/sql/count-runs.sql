-- count-runs
SELECT count(*) AS total FROM run;
