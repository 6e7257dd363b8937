-- what vouches for states of the audit trail, newest first
SELECT entry, anchor, checkpoint, data FROM anchor ORDER BY entry DESC
