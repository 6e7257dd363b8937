-- keep what a chunk adds to the figures of its impact
INSERT INTO impact_sums (run, chunk, sha256, data) VALUES (:run, :chunk, :sha256, :data)
