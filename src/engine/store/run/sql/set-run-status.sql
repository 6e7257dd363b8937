-- change the status of a run
UPDATE run SET status = :status WHERE id = :run
