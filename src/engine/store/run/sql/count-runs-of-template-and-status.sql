-- how many runs of one template and status there are
SELECT count(*) AS total FROM run WHERE template = :template AND status = :status
