-- name the workspace
INSERT INTO workspace (id, name, created_at) VALUES (:id, :name, :createdAt)
