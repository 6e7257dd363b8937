-- a page of the checkpoints, oldest first
SELECT size, number, note FROM audit_checkpoint WHERE size > :after ORDER BY size LIMIT :limit
