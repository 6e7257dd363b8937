-- roots of a range of the tiles of one level of the audit tree
SELECT root FROM audit_tile WHERE level = :level AND n >= :from AND n < :to ORDER BY n
