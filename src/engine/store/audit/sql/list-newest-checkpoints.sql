-- a page of the checkpoints, newest first
SELECT size, note FROM audit_checkpoint ORDER BY size DESC LIMIT :limit OFFSET :after
