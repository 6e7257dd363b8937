-- the run of a template that was started under a key
SELECT id FROM run WHERE template = :template AND start_key = :key
