-- keep a file that vouches for a state of the audit trail
INSERT INTO anchor (entry, anchor, checkpoint, data) VALUES (:entry, :anchor, :checkpoint, :data)
