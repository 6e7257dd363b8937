-- how many refused rows were written: their numbers have no gaps
SELECT coalesce(max(seq) + 1, 0) AS rows FROM quarantine WHERE population = :population
