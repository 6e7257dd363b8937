-- what was cosigned last of a log
SELECT log_key AS logKey, size, root, at_seconds AS atSeconds FROM cosigned WHERE origin = :origin
