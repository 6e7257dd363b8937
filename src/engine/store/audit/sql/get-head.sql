-- the audit root over so many entries
SELECT size, root FROM audit_head WHERE size = :size
