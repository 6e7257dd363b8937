-- store or replace a draft
INSERT INTO draft (kind, id, version, title, hash, problems, body, saved_at)
VALUES (:kind, :id, :version, :title, :hash, :problems, :body, :savedAt)
ON CONFLICT (kind, id, version) DO UPDATE
SET title = excluded.title, hash = excluded.hash, problems = excluded.problems, body = excluded.body, saved_at = excluded.saved_at
