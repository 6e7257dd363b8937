-- the workspace's name
SELECT id, name, created_at AS createdAt FROM workspace
