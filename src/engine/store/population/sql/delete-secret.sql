-- erase a population's secret
DELETE FROM population_secret WHERE population = :population
