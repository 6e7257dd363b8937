-- keep the salt of an entry's commitment
INSERT INTO audit_salt (idx, salt) VALUES (:index, :salt)
