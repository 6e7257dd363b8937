-- roots of the tiles of one level of the audit tree from the n-th on
SELECT root FROM audit_tile WHERE level = :level AND n >= :from ORDER BY n
