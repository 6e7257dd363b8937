-- append a move of a run
INSERT INTO run_move (entry, run, seq, body) VALUES (:entry, :run, :seq, :body)
