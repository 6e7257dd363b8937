-- whether a name is taken, and by what
SELECT status FROM population WHERE name = :name
