-- how many dead letters were redriven
SELECT count(*) AS total FROM dead_letter WHERE redriven_by IS NOT NULL
