-- add one column of one chunk
INSERT INTO population_chunk (population, chunk, list, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data)
VALUES (:population, :chunk, :list, :name, :rows, :encoding, :denominator, :dictionary, :nullCount, :min, :max, :sha256, :data)
