-- keep a signed checkpoint of the audit trail
INSERT INTO audit_checkpoint (size, number, note) SELECT :size, coalesce(max(number), 0) + 1, :note FROM audit_checkpoint
