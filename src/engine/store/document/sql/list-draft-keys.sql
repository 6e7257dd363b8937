-- keys of all drafts with their texts
SELECT kind, id, version, hash, problems, body FROM draft ORDER BY kind, id, version
