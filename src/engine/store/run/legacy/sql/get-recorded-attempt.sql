-- one attempt, as the audit trail recorded it
SELECT started_at AS startedAt, input, entry FROM attempt WHERE run = :run AND step = :step AND number = :attempt
