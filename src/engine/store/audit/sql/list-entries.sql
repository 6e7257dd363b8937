-- a page of the audit trail
SELECT idx AS "index", data, leaf FROM audit_entry WHERE idx > :after ORDER BY idx LIMIT :limit
