-- the first and the last entry of the audit trail
SELECT (SELECT min(idx) FROM audit_entry) AS "first", (SELECT max(idx) FROM audit_entry) AS "last"
