-- add one chunk of an impact run's results
INSERT INTO impact_chunk (run, chunk, units, root, transitions, entry) VALUES (:run, :chunk, :units, :root, :transitions, :entry)
