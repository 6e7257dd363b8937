-- drop an unsealed population
DELETE FROM population WHERE id = :population
