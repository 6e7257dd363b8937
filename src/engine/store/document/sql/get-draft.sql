-- one draft
SELECT kind, id, version, title, 'draft' AS state, hash, problems, body FROM draft WHERE kind = :kind AND id = :id AND version = :version
