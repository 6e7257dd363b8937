-- keep what a chunk adds to the figures of its sweep
INSERT INTO sweep_chunk (run, chunk, units, sha256, data, entry) VALUES (:run, :chunk, :units, :sha256, :data, :entry)
