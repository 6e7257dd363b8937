-- publish a document
INSERT INTO document (kind, id, version, title, hash, body, published_at)
VALUES (:kind, :id, :version, :title, :hash, :body, :publishedAt)
