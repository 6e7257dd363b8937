-- a population's secret, unless it was erased
SELECT secret FROM population_secret WHERE population = :population
