-- published versions of a document
SELECT version FROM document WHERE kind = :kind AND id = :id
