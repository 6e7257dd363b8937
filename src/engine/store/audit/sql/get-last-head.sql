-- the newest audit root
SELECT size, root FROM audit_head ORDER BY size DESC LIMIT 1
