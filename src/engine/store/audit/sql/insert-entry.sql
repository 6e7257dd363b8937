-- append an entry to the audit trail
INSERT INTO audit_entry (idx, data, leaf) VALUES (:index, :data, :leaf)
