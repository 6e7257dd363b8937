-- add a step of a run
INSERT INTO step (run, name, position, status) VALUES (:run, :name, :position, 'pending')
