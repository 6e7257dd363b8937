-- add a refused row
INSERT INTO quarantine (population, seq, file, line, name, reason, expected, raw)
VALUES (:population, :seq, :file, :line, :name, :reason, :expected, :raw)
