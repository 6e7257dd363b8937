-- refused rows of a population
SELECT count(*) AS rows FROM quarantine WHERE population = :population
