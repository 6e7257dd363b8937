-- roots of a stretch of the tiles of one level
SELECT root AS hash FROM audit_tile WHERE level = :level AND n >= :from AND n < :to ORDER BY n
