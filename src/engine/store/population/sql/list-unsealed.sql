-- populations that were begun and never sealed
SELECT id FROM population WHERE status = 'importing' ORDER BY id
