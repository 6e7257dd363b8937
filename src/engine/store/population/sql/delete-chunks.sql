-- drop the chunks of an unsealed population
DELETE FROM population_chunk WHERE population = :population
