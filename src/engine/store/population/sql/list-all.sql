-- every population, sealed or not
SELECT id, name, status FROM population ORDER BY id
