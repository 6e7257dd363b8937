-- store or replace a draft
INSERT INTO draft (kind, id, version, title, hash, body, saved_at)
VALUES (:kind, :id, :version, :title, :hash, :body, :savedAt)
ON CONFLICT (kind, id, version) DO UPDATE SET title = excluded.title, hash = excluded.hash, body = excluded.body, saved_at = excluded.saved_at
