-- the key that an entry names
SELECT key FROM log_key WHERE entry = :entry
