-- drafts without their bodies
SELECT kind, id, version, title, 'draft' AS state, hash, problems FROM draft ORDER BY kind, id, version
