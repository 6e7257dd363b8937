-- a page of refused rows
SELECT file, line AS "row", name AS "column", reason, expected, raw
FROM quarantine
WHERE population = :population AND seq >= :after
ORDER BY seq
LIMIT :limit
