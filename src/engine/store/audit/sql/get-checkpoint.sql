-- the checkpoint over so many entries
SELECT size, note FROM audit_checkpoint WHERE size = :size
