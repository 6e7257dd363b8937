-- append a move of a run that has not ended
INSERT INTO run_move (id, entry, salt, body) SELECT (entry << 22) + :seq, :entry, :salt, :body
FROM run WHERE id = :run AND status NOT IN ('cancelled', 'faulted', 'completed')
