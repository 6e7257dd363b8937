-- keep a full tile of the audit tree
INSERT INTO audit_tile (level, n, hashes, root) VALUES (:level, :n, :hashes, :root)
