-- add one column of one side of a chunk of results
INSERT INTO impact_column (run, chunk, side, position, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data)
VALUES (:run, :chunk, :side, :position, :name, :rows, :encoding, :denominator, :dictionary, :nullCount, :min, :max, :sha256, :data)
