-- drop the refused rows of an unsealed population
DELETE FROM quarantine WHERE population = :population
