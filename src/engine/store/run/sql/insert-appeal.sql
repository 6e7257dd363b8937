-- record what an appeal found
INSERT INTO appeal (run, original_run, unit, verdict, view, recorded_at, entry)
VALUES (:run, :originalRun, :unit, :verdict, :view, :recordedAt, :entry)
