-- what vouches for states of the audit trail, newest first
SELECT entry, anchor, checkpoint, key, data FROM anchor ORDER BY entry DESC
