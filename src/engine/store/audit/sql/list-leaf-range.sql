-- leaf hashes of a stretch of the audit trail
SELECT leaf FROM audit_entry WHERE idx >= :from AND idx < :to ORDER BY idx
