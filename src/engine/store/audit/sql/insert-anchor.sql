-- keep a file that vouches for a state of the audit trail
INSERT INTO anchor (entry, anchor, checkpoint, key, data) VALUES (:entry, :anchor, :checkpoint, :key, :data)
