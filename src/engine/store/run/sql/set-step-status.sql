-- change the status of a step
UPDATE step SET status = :status WHERE run = :run AND name = :name
