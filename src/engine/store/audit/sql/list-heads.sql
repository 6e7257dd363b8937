-- a page of the audit roots
SELECT size, root FROM audit_head WHERE size > :after ORDER BY size LIMIT :limit
