-- how many states of a log are kept
SELECT count(*) AS count FROM sighting WHERE origin = :origin
