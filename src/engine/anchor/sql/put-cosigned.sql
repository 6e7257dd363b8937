-- keeps what is cosigned of a log
INSERT INTO cosigned (origin, log_key, size, root, at_seconds, note) VALUES (:origin, :logKey, :size, :root, :atSeconds, :note)
ON CONFLICT (origin) DO UPDATE SET log_key = excluded.log_key, size = excluded.size, root = excluded.root, at_seconds = excluded.at_seconds, note = excluded.note
