-- end a run
UPDATE run SET status = :status, ended_at = :endedAt, output = :output, failure = :failure, end_entry = :entry WHERE id = :id
