-- how many runs there are
SELECT count(*) AS total FROM run
