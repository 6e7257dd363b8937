-- drop a draft that was published
DELETE FROM draft WHERE kind = :kind AND id = :id AND version = :version
