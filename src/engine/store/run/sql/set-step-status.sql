-- set-step-status
UPDATE step SET status = :status WHERE run = :run AND name = :name;
