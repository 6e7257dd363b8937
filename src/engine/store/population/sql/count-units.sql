-- units of a population, by its stored keys
SELECT coalesce(sum(rows), 0) AS units FROM population_chunk WHERE population = :population AND list = '' AND name = '$id'
