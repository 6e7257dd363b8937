-- what was seen of a log, newest first
SELECT size, root, at FROM sighting WHERE origin = :origin ORDER BY id DESC
