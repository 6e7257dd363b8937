-- erase the salt of a move
UPDATE run_move SET salt = NULL WHERE id = ((SELECT entry FROM run WHERE id = :run) << 22) + :seq AND entry = :entry AND salt IS NOT NULL
