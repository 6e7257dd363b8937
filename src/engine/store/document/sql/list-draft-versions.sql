-- versions of a document in work
SELECT version FROM draft WHERE kind = :kind AND id = :id
