-- the bytes of one column of one chunk
SELECT data FROM population_chunk WHERE population = :population AND chunk = :chunk AND list = :list AND name = :column
