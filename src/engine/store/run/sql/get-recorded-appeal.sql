-- what an appeal found, as the audit trail recorded it
SELECT original_run AS originalRun, unit, verdict, view, recorded_at AS recordedAt, entry FROM appeal WHERE run = :run
