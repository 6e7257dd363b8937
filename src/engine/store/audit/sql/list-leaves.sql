-- leaf hashes of the audit trail from an index on
SELECT leaf FROM audit_entry WHERE idx >= :from ORDER BY idx
