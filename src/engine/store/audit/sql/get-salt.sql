-- the salt of an entry's commitment
SELECT salt FROM audit_salt WHERE idx = :index
