-- one tile of the audit tree
SELECT hashes, root FROM audit_tile WHERE level = :level AND n = :n
