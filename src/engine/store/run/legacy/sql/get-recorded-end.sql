-- how one attempt ended, as the audit trail recorded it
SELECT status, ended_at AS endedAt, output, failure, entry FROM attempt_end WHERE run = :run AND step = :step AND number = :attempt
