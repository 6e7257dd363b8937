-- how many tiles of each level of the audit tree there are
SELECT level, max(n) + 1 AS count FROM audit_tile GROUP BY level ORDER BY level
