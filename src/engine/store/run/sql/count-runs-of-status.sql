-- how many runs of one status there are
SELECT count(*) AS total FROM run WHERE status = :status
