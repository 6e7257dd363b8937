-- how many runs there are; of one template where it is given
SELECT count(*) AS total FROM run WHERE :template IS NULL OR template = :template
