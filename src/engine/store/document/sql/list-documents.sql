-- published documents without their bodies
SELECT kind, id, version, title, 'published' AS state, hash, published_at AS publishedAt FROM document ORDER BY rowid
