-- hashes of a population's chunks, in the order of its fingerprint
SELECT sha256 FROM population_chunk WHERE population = :population ORDER BY chunk, list, name
