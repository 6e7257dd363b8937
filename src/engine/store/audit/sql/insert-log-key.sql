-- keep a key that signs checkpoints, and the entry that names it
INSERT INTO log_key (entry, key) VALUES (:entry, :key)
