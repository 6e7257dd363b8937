-- keys of all published documents
SELECT kind, id, version FROM document ORDER BY rowid
