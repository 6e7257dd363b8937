-- one published document
SELECT kind, id, version, title, 'published' AS state, hash, body, published_at AS publishedAt
FROM document WHERE kind = :kind AND id = :id AND version = :version
