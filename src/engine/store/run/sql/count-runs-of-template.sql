-- how many runs of one template there are
SELECT count(*) AS total FROM run WHERE template = :template
