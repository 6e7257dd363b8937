-- entries of a range of the audit trail together: many small values take the driver several times as long as their bytes
SELECT
  count(*) AS entries,
  min(idx) AS "first",
  max(idx) AS "last",
  sum(typeof(data) = 'blob' AND typeof(leaf) = 'blob' AND length(leaf) = 32) AS whole,
  CAST(group_concat(data, '') AS BLOB) AS data,
  CAST(group_concat(leaf, '') AS BLOB) AS leaves,
  group_concat(length(data)) AS lengths
FROM (SELECT idx, data, leaf FROM audit_entry WHERE idx >= :from AND idx < :to ORDER BY idx)
