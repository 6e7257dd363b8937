-- keep the audit root after a transaction
INSERT INTO audit_head (size, root) VALUES (:size, :root)
