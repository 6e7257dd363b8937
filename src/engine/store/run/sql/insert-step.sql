-- insert-step
INSERT INTO step (run, name, position, status) VALUES (:run, :name, :position, 'pending');
