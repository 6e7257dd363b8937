-- a file that vouches for a state of the audit trail
SELECT entry, anchor, checkpoint, key, data FROM anchor WHERE entry = :entry
