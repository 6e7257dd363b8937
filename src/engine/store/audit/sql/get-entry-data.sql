-- the bytes of an audit entry
SELECT data FROM audit_entry WHERE idx = :index
