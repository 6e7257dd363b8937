-- keep a population's secret
INSERT INTO population_secret (population, secret) VALUES (:population, :secret)
