-- erase the salt of an entry's commitment
DELETE FROM audit_salt WHERE idx = :index
