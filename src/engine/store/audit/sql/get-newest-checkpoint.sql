-- the newest checkpoint of the audit trail
SELECT size, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1
